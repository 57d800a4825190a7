import { addLower, choleskyFactor } from '../../../numerics/cholesky.ts';
import type { Posteriors } from '../posteriors.ts';
import type { HierarchicalProblem } from '../problem.ts';
import type { LogPrior } from '../subjectPrior.ts';
import { type StandardPoints, standardPoints } from './posteriorPoints.ts';

/**
 * Replaces mean, covariance and evidence of a subject by those of weighted points; returns how many points it took.
 *
 * @param areMoments whether mean and covariance are those of an integration already, under a group not far away; otherwise
 *   they are of the normal approximation at the mode, and a first pass makes moments of them
 */
export type Integrator = (posteriors: Posteriors, subject: number, prior: LogPrior, areMoments: boolean) => number;

/**
 * The integration of a problem's spec; `null` for Laplace's approximation. Points lie about the mean, in units of the
 * covariance, where a skewed posterior needs fewest of them, and where they move smoothly with the group.
 *
 * @see Naylor & Smith 1982, Appl Stat 31:214
 */
export function integrator(problem: HierarchicalProblem): Integrator | null {
  const { spec } = problem;
  const size = problem.parameterNames.length;
  const { integration } = spec;
  const last = standardPoints(integration, size);
  if (last === null) return null;
  const first = integration.kind === 'quadrature' ? standardPoints({ kind: 'quadrature', nodes: 9 }, size) : null;
  const pass = onePass(problem);
  return (posteriors, subject, prior, areMoments) => {
    const isTwice = first !== null && !areMoments;
    if (isTwice) pass(first, posteriors, subject, prior);
    pass(last, posteriors, subject, prior);
    return last.numPoints + (isTwice ? first.numPoints : 0);
  };
}

/** Integrates a subject's posterior by points about its mean, in units of its covariance, in place. */
type Pass = (points: StandardPoints, posteriors: Posteriors, subject: number, prior: LogPrior) => void;

/** A pass of a problem; its room is shared by all calls. */
export function onePass({ logLikelihood, bounds, parameterNames }: HierarchicalProblem): Pass {
  const size = parameterNames.length;
  const x = new Float64Array(size);
  const center = new Float64Array(size);
  const factor = new Float64Array(size * size);
  const sum = new Float64Array(size);
  const squares = new Float64Array(size * size);
  return ({ numPoints, z, logWeights }, posteriors, s, prior) => {
    const mean = posteriors.mean.subarray(s * size, (s + 1) * size);
    const covariance = posteriors.covariance.subarray(s * size * size, (s + 1) * size * size);
    const reference = posteriors.logLikelihood[s] + posteriors.logPrior[s];
    center.set(mean);
    factor.set(covariance);
    choleskyFactor(factor, 0, size);
    sum.fill(0);
    squares.fill(0);
    let total = 0;
    for (let i = 0; i < numPoints; i++) {
      let inside = true;
      x.set(center);
      addLower(factor, 0, size, z, i * size, x);
      for (let k = 0; k < size; k++) if (!(x[k] >= bounds.lower[k] && x[k] <= bounds.upper[k])) inside = false;
      if (!inside) continue;
      const weight = Math.exp(logWeights[i] + logLikelihood(s, x) + prior.value(x) - reference);
      total += weight;
      for (let k = 0; k < size; k++) {
        sum[k] += weight * (x[k] - center[k]);
        for (let j = 0; j <= k; j++) squares[k * size + j] += weight * (x[k] - center[k]) * (x[j] - center[j]);
      }
    }
    let halfLogDet = 0;
    for (let k = 0; k < size; k++) halfLogDet += Math.log(factor[k * size + k]);
    posteriors.logEvidence[s] = reference + Math.log(total) + halfLogDet;
    for (let k = 0; k < size; k++) {
      mean[k] = center[k] + sum[k] / total;
      for (let j = 0; j <= k; j++) {
        const value = squares[k * size + j] / total - (sum[k] / total) * (sum[j] / total);
        covariance[k * size + j] = value;
        covariance[j * size + k] = value;
      }
    }
  };
}
