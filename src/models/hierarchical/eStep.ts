import { DataError } from '../../errors.ts';
import { fillInverse } from '../../numerics/cholesky.ts';
import { createDerivatives, type Derivatives } from '../../numerics/differentiation/derivatives.ts';
import { fillLocation, type GroupParams } from './group/groupParams.ts';
import { isOwnPrior } from './hierarchical.ts';
import { type Integrator, integrator } from './integration/integratePosterior.ts';
import { createPosteriors, type Posteriors } from './posteriors.ts';
import { momentsOf } from './priors.ts';
import type { HierarchicalProblem } from './problem.ts';
import { createSearchResult, type Objective, type SearchResult, subjectSearch } from './searchSubject.ts';
import { type LogPrior, subjectPriors } from './subjectPrior.ts';

/** The E-step of a problem: searches that go on from where the last ended. */
export interface EStep {
  readonly posteriors: Posteriors;
  /** Evaluations of a subject's likelihood so far. */
  evaluations: number;
  /**
   * Finds the posteriors under a group.
   *
   * @param fromSpread searches each subject also from starts spread over the group; otherwise only from the maxima that it
   *   had, if it had any
   * @param isNear whether the group is near that of the last E-step, so that quadrature goes on from the moments found there
   * @throws {DataError} when the responses of a subject are impossible at every start
   */
  run(group: GroupParams, fromSpread: boolean, isNear?: boolean): void;
}

/**
 * How often a subject may change over to another maximum; then it stays. Two maxima that each move the group so that the
 * other becomes the higher one would change over for ever.
 */
const mostSwitches = 5;
/** Two maxima closer than this, in any parameter, are one. */
const apart = 1e-3;

/** Prepares the E-step of a problem. */
export function createEStep(problem: HierarchicalProblem): EStep {
  const { spec, subjects, design, bounds, evaluate, logLikelihood } = problem;
  const size = problem.parameterNames.length;
  const numSubjects = subjects.names.length;
  const posteriors = createPosteriors(numSubjects, size);
  const search = subjectSearch(size, bounds);
  const integrate = integrator(problem);
  const isQuadrature = spec.integration.kind === 'quadrature';
  const spare = createDerivatives(size);
  const start = new Float64Array(size);
  let [best, other] = [createSearchResult(size), createSearchResult(size)];
  // maxima of each subject besides the best; null before the first search
  const lastOptima: (Float64Array[] | null)[] = subjects.names.map(() => null);
  const numSwitches = new Int32Array(numSubjects);
  const step: EStep = {
    posteriors,
    evaluations: 0,
    run(group, fromSpread, isNear = false) {
      const priorOf = subjectPriors(spec.prior, spec.group, group, design);
      for (let s = 0; s < numSubjects; s++) {
        const prior = priorOf(s);
        const objective: Objective = {
          evaluate: (x, out) => {
            evaluate(s, x, out);
            prior.add(x, out);
          },
          value: (x) => {
            spare.value = 0;
            return logLikelihood(s, x) + prior.add(x, spare);
          },
        };
        best.at.value = -Infinity;
        const optima: Float64Array[] = [];
        const from = (point: ArrayLike<number>): void => {
          start.set(point);
          search(objective, start, other, optima);
          step.evaluations += other.evaluations;
          if (other.isKnown || !Number.isFinite(other.at.value)) return;
          if (other.converged && other.isMaximum && !optima.some((x) => isSame(x, other.x)))
            optima.push(other.x.slice());
          if (other.at.value > best.at.value) [best, other] = [other, best];
        };
        const others = lastOptima[s];
        if (others !== null) from(posteriors.mode.subarray(s * size, (s + 1) * size));
        const own = best.at.value;
        if (numSwitches[s] <= mostSwitches) {
          for (const point of others ?? []) from(point);
          if (others === null || fromSpread) for (const point of spreadStarts(problem, group, s)) from(point);
          if (others !== null && best.at.value > own + 1e-9 * (1 + Math.abs(own))) numSwitches[s]++;
          posteriors.numOptima[s] = Math.max(1, optima.length);
        }
        lastOptima[s] = optima.filter((x) => !isSame(x, best.x));
        if (best.at.value === -Infinity)
          throw new DataError(
            { subject: subjects.names[s] },
            `Subject "${subjects.names[s]}": model "${problem.model.name}" gives its responses probability 0 wherever the search began. Check its columns, or whether the model allows such responses.`,
          );
        step.evaluations += record(posteriors, s, best, prior, spare, integrate, isNear && isQuadrature);
      }
    },
  };
  return step;
}

function isSame(one: Float64Array, other: Float64Array): boolean {
  return one.every((value, k) => Math.abs(value - other[k]) < apart * (1 + Math.abs(value)));
}

/** Starts at the middle of the prior and to both sides of it along each parameter. */
function* spreadStarts(problem: HierarchicalProblem, group: GroupParams, subject: number): Generator<Float64Array> {
  const { spec, design, parameterNames } = problem;
  const size = parameterNames.length;
  const middle = new Float64Array(size);
  const reach = new Float64Array(size).fill(2);
  if (spec.prior === 'group') {
    fillLocation(group, design, subject, middle);
    for (let k = 0; k < size; k++) reach[k] = Math.min(Math.max(1.5 * group.scale[k], 0.75), 4.5);
  } else if (spec.prior !== 'none' && !isOwnPrior(spec.prior))
    Object.values(spec.prior).forEach((density, k) => {
      const { mean, variance } = momentsOf(density);
      middle[k] = mean;
      reach[k] = Math.min(1.5 * Math.sqrt(variance), 4.5);
    });
  yield middle.slice();
  for (let k = 0; k < size; k++)
    for (const side of [-1, 1]) {
      const point = middle.slice();
      point[k] += side * reach[k];
      yield point;
    }
}

/** Writes down what a search found; returns how often it evaluated the likelihood for it. */
function record(
  posteriors: Posteriors,
  s: number,
  found: SearchResult,
  prior: LogPrior,
  spare: Derivatives,
  integrate: Integrator | null,
  areMoments: boolean,
): number {
  const { x, at, atBound } = found;
  const size = x.length;
  posteriors.mode.set(x, s * size);
  const logPrior = prior.value(x);
  posteriors.logPrior[s] = logPrior;
  spare.value = 0;
  posteriors.logLikelihood[s] = at.value - prior.add(x, spare);
  posteriors.status[s] = !found.converged
    ? 'notConverged'
    : atBound.some((one) => one === 1)
      ? 'atBound'
      : found.isMaximum
        ? 'converged'
        : 'notMaximum';
  posteriors.gradient[s] = at.gradient.reduce(
    (most, slope, k) => (atBound[k] ? most : Math.max(most, Math.abs(slope))),
    0,
  );
  if (integrate !== null && areMoments) return integrate(posteriors, s, prior, true);
  posteriors.mean.set(x, s * size);
  posteriors.logEvidence[s] = posteriors.logLikelihood[s] + logPrior + fillCovariance(found, posteriors, s);
  return integrate?.(posteriors, s, prior, false) ?? 0;
}

/** Writes the covariance of the normal approximation; returns the logarithm of what it integrates to over its peak. */
function fillCovariance({ x, factor, atBound }: SearchResult, posteriors: Posteriors, s: number): number {
  const size = x.length;
  const at = s * size * size;
  fillInverse(factor, size, posteriors.covariance, at);
  let halfLogDet = 0;
  for (let k = 0; k < size; k++) {
    halfLogDet += Math.log(factor[k * size + k]);
    if (atBound[k]) posteriors.covariance[at + k * size + k] = 0;
  }
  return 0.5 * size * Math.log(2 * Math.PI) - halfLogDet;
}
