import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { choleskyFactor, solveLower, solveUpper } from '../../numerics/cholesky.ts';
import { createDerivatives, type Derivatives } from '../../numerics/differentiation/derivatives.ts';

/** What is maximised; a value that is not finite marks an impossible place. */
export interface Objective {
  /** Fills value, gradient and Hessian at x. */
  evaluate(x: Float64Array, out: Derivatives): void;
  /** The value alone, which is cheaper. */
  value(x: Float64Array): number;
}

/** Where a search ended. */
export interface SearchResult {
  readonly x: Float64Array;
  /** Value, gradient and Hessian at x. */
  readonly at: Derivatives;
  /**
   * Lower Cholesky factor of minus the Hessian, row-major; entries of variables at a bound are those of the identity. Where
   * it is no maximum, of the curvature that the search took instead.
   */
  readonly factor: Float64Array;
  /** Whether minus the Hessian is positive definite there. */
  isMaximum: boolean;
  /** 1 where a variable sits at a bound that the gradient pushes it against. */
  readonly atBound: Uint8Array;
  converged: boolean;
  /** Whether it ended early, on the way to a maximum that is known. */
  isKnown: boolean;
  evaluations: number;
}

/** Room for the result of a search in so many variables. */
export function createSearchResult(size: number): SearchResult {
  return {
    x: new Float64Array(size),
    at: createDerivatives(size),
    factor: new Float64Array(size * size),
    isMaximum: false,
    atBound: new Uint8Array(size),
    converged: false,
    isKnown: false,
    evaluations: 0,
  };
}

/** Bounds of the search, [variable]; infinite where there are none. */
export interface Bounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

const [mostSteps, mostTries] = [100, 12];
/** Longest step in any variable. */
const longestStep = 3;

/**
 * A search for the nearest maximum by Newton's method: steps are shortened until the value rises, and where the curvature is
 * not that of a maximum its eigenvalues are made so. It ends early, not converged, where it runs into a `known` maximum. One search runs
 * at a time.
 *
 * @see Nocedal & Wright 2006, section 3.4 (eigenvalue modification)
 */
export function subjectSearch(
  size: number,
  bounds: Bounds,
): (objective: Objective, start: Float64Array, out: SearchResult, known?: readonly Float64Array[]) => void {
  const next = createDerivatives(size);
  const candidate = new Float64Array(size);
  const step = new Float64Array(size);
  return (objective, start, out, known = []) => {
    const { x, at } = out;
    for (let k = 0; k < size; k++) x[k] = Math.min(Math.max(start[k], bounds.lower[k]), bounds.upper[k]);
    objective.evaluate(x, at);
    out.evaluations = 1;
    out.converged = false;
    out.isMaximum = false;
    out.isKnown = false;
    if (!Number.isFinite(at.value)) return;
    let decrement = newtonStep(at, x, bounds, out, step);
    let crawling = 0;
    for (let steps = 0; steps < mostSteps; steps++) {
      if (out.isMaximum && decrement < 0.1 && known.some((one) => isClose(one, x))) {
        out.isKnown = true;
        return;
      }
      // near the maximum the value is too coarse to tell a rise, and one more step squares the distance
      const precision = 1e-13 * (1 + Math.abs(at.value));
      const isNear = decrement < precision;
      if (decrement < 1e-9 * precision) {
        out.converged = true;
        return;
      }
      let length = 1;
      for (let k = 0; k < size; k++) length = Math.min(length, longestStep / Math.abs(step[k]));
      let risen = false;
      for (let tries = 0; tries < mostTries && !risen; tries++) {
        for (let k = 0; k < size; k++)
          candidate[k] = Math.min(Math.max(x[k] + length * step[k], bounds.lower[k]), bounds.upper[k]);
        // the first try mostly succeeds, and then derivatives are needed at once
        if (tries === 0) objective.evaluate(candidate, next);
        const value = tries === 0 ? next.value : objective.value(candidate);
        out.evaluations++;
        risen = isNear ? value > at.value - 10 * precision : value >= at.value + 1e-4 * length * decrement;
        if (risen && tries > 0) objective.evaluate(candidate, next);
        length *= tries > 3 ? 0.1 : 0.5;
      }
      if (!risen) {
        out.converged = decrement < 1e4 * precision;
        return;
      }
      // at a kink of the likelihood steps get ever shorter
      crawling = next.value - at.value < 1e3 * precision && decrement > 1e6 * precision ? crawling + 1 : 0;
      x.set(candidate);
      at.value = next.value;
      at.gradient.set(next.gradient);
      at.hessian.set(next.hessian);
      decrement = newtonStep(at, x, bounds, out, step);
      if (isNear || crawling > 2) {
        out.converged = isNear;
        return;
      }
    }
  };
}

function isClose(one: Float64Array, other: Float64Array): boolean {
  for (let k = 0; k < one.length; k++) if (Math.abs(one[k] - other[k]) > 0.1) return false;
  return true;
}

/** Fills the Newton step and the factor of the curvature; returns what the gradient gains along the step. */
function newtonStep(at: Derivatives, x: Float64Array, bounds: Bounds, out: SearchResult, step: Float64Array): number {
  const size = x.length;
  const { factor, atBound } = out;
  const { gradient, hessian } = at;
  for (let k = 0; k < size; k++)
    atBound[k] = Number((x[k] <= bounds.lower[k] && gradient[k] < 0) || (x[k] >= bounds.upper[k] && gradient[k] > 0));
  for (let k = 0; k < size; k++) {
    step[k] = atBound[k] ? 0 : gradient[k];
    for (let j = 0; j < size; j++)
      factor[k * size + j] = atBound[k] || atBound[j] ? Number(k === j) : -hessian[k * size + j];
  }
  out.isMaximum = choleskyFactor(factor, 0, size);
  if (!out.isMaximum) factorSafely(hessian, atBound, factor);
  solveLower(factor, 0, size, step, 0);
  solveUpper(factor, 0, size, step, 0);
  let decrement = 0;
  for (let k = 0; k < size; k++) if (!atBound[k]) decrement += step[k] * gradient[k];
  return decrement;
}

/** Factors the curvature with the absolute values of its eigenvalues, none too small. */
function factorSafely(hessian: Float64Array, atBound: Uint8Array, factor: Float64Array): void {
  const size = atBound.length;
  const curvature = new Matrix(size, size);
  for (let k = 0; k < size; k++)
    for (let j = 0; j < size; j++)
      curvature.set(k, j, atBound[k] || atBound[j] ? Number(k === j) : -hessian[k * size + j]);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(curvature, { assumeSymmetric: true });
  const least = 1e-3 * Math.max(1, ...realEigenvalues.map(Math.abs));
  for (let k = 0; k < size; k++)
    for (let j = 0; j < size; j++)
      factor[k * size + j] = realEigenvalues.reduce(
        (sum, value, i) =>
          sum + Math.max(Math.abs(value), least) * eigenvectorMatrix.get(k, i) * eigenvectorMatrix.get(j, i),
        0,
      );
  choleskyFactor(factor, 0, size);
}
