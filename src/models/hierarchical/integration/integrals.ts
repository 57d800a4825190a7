import { choleskyFactor } from '../../../numerics/cholesky.ts';
import { splitSeed } from '../../../numerics/random.ts';
import type { Posteriors } from '../posteriors.ts';
import type { HierarchicalProblem } from '../problem.ts';
import type { LogPrior } from '../subjectPrior.ts';
import { integrator } from './integratePosterior.ts';
import { standardPoints } from './posteriorPoints.ts';

/** The likelihood of a subject integrated over its prior. */
export interface Integral {
  /** Nats. */
  readonly logIntegral: number;
  /** Of `logIntegral`: Monte-Carlo standard error; of quadrature, what the last refinement changed. */
  readonly error: number;
}

/** Integrates one subject, from its normal approximation. */
export type SubjectIntegral = (posteriors: Posteriors, subject: number, prior: LogPrior) => Integral;

/** Nodes a parameter, ever finer, by the number of parameters. */
const refinements: readonly (readonly number[])[] = [[], [21, 41, 63], [15, 25, 41, 63], [9, 13, 19, 27]];
/** A refinement that changes less, in nats, is the last. */
const closeEnough = 1e-3;

/** Adaptive Gauss-Hermite quadrature with ever more nodes, until more of them change nothing; up to 3 parameters. */
export function refinedQuadrature(problem: HierarchicalProblem): SubjectIntegral {
  const rules = refinements[problem.parameterNames.length].map((nodes) => ({
    ...problem,
    spec: { ...problem.spec, integration: { kind: 'quadrature', nodes } as const },
  }));
  const integrators: ReturnType<typeof integrator>[] = [];
  return (posteriors, subject, prior) => {
    let last = Number.NaN;
    let error = Number.NaN;
    for (const [i, rule] of rules.entries()) {
      integrators[i] ??= integrator(rule);
      integrators[i]?.(posteriors, subject, prior, i > 0);
      const value = posteriors.logEvidence[subject];
      error = Math.abs(value - last);
      last = value;
      if (error < closeEnough) break;
    }
    return { logIntegral: last, error };
  };
}

/**
 * Importance sampling about the mode: draws of a t with 7 degrees of freedom and their mirror images, other ones for each
 * subject.
 */
export function importanceIntegral(
  { logLikelihood, bounds, parameterNames }: HierarchicalProblem,
  { draws, seed }: { readonly draws: number; readonly seed: number },
): SubjectIntegral {
  const size = parameterNames.length;
  const x = new Float64Array(size);
  return (posteriors, s, prior) => {
    const points = standardPoints({ kind: 'importanceSampling', draws, seed: splitSeed(seed, s) }, size);
    if (points === null) return { logIntegral: Number.NaN, error: Number.NaN };
    const { z, logWeights, numPoints } = points;
    const factor = posteriors.covariance.slice(s * size * size, (s + 1) * size * size);
    choleskyFactor(factor, 0, size);
    let logRoot = 0;
    for (let k = 0; k < size; k++) logRoot += Math.log(factor[k * size + k]);
    const logTerms = logWeights.map((logWeight, i) => {
      for (let k = 0; k < size; k++) {
        x[k] = posteriors.mode[s * size + k];
        for (let j = 0; j <= k; j++) x[k] += factor[k * size + j] * z[i * size + j];
        if (!(x[k] >= bounds.lower[k] && x[k] <= bounds.upper[k])) return -Infinity;
      }
      return logWeight + Math.log(numPoints) + logRoot + logLikelihood(s, x) + prior.value(x);
    });
    const most = logTerms.reduce((max, value) => Math.max(max, value), -Infinity);
    const pairs = Array.from(
      { length: numPoints / 2 },
      (_, i) => 0.5 * (Math.exp(logTerms[2 * i] - most) + Math.exp(logTerms[2 * i + 1] - most)),
    );
    const { mean, error } = meanOf(pairs);
    return { logIntegral: most + Math.log(mean), error: error / mean };
  };
}

/** The mean of independent values, and its standard error. */
export function meanOf(values: ArrayLike<number>): { readonly mean: number; readonly error: number } {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i] / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  return { mean, error: Math.sqrt(squares / Math.max(1, values.length - 1) / values.length) };
}
