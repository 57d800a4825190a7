import { choleskyFactor, solveLower, solveUpper } from './cholesky.ts';
import { balanceGradient, type LengthPenalty, penalizedLength, shrink, totalPenalty } from './lengthPenalties.ts';

/** The function ½ (x - peak)ᵀ curvature (x - peak) + the penalties of x; each entry of x stands in one penalty. */
export interface PenalizedQuadratic {
  /** [i, j] symmetric positive definite, both triangles. */
  readonly curvature: Float64Array;
  readonly peak: Float64Array;
  readonly penalties: readonly LengthPenalty[];
}

/**
 * Minimises a penalised quadratic of few entries: sweeps over the penalties find which entries are 0, Newton's method on the
 * others makes it exact. The function never rises.
 *
 * @param x         where to begin; overwritten with the minimum
 * @param tolerance largest entry of the gradient that penalties need not balance
 * @see Friedman, Hastie & Tibshirani 2010, Journal of Statistical Software 33:1 (the sweeps)
 */
export function minimizePenalized(quadratic: PenalizedQuadratic, x: Float64Array, tolerance: number): void {
  const pull = new Float64Array(x.length);
  for (let round = 0; round < 60; round++) {
    sweep(quadratic, x);
    fillPull(quadratic, x, pull);
    balanceGradient(quadratic.penalties, x, pull);
    if (pull.every((value) => Math.abs(value) <= tolerance)) return;
    newtonStep(quadratic, x, pull);
  }
}

/** out = curvature (peak - x): minus the derivative of the quadratic. */
export function fillPull(quadratic: PenalizedQuadratic, x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < x.length; i++) out[i] = pullAt(quadratic, x, i);
}

function pullAt({ curvature, peak }: PenalizedQuadratic, x: Float64Array, entry: number): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += curvature[entry * x.length + j] * (peak[j] - x[j]);
  return sum;
}

/** A proximal gradient step on each penalty's entries in turn, by a bound of their curvature: exact for a single entry. */
function sweep(quadratic: PenalizedQuadratic, x: Float64Array): void {
  const n = x.length;
  for (const penalty of quadratic.penalties) {
    const { places, strength } = penalty;
    const bound = places.reduce((sum, i) => sum + quadratic.curvature[i * n + i], 0);
    const steps = Array.from(places, (i) => pullAt(quadratic, x, i) / bound);
    places.forEach((place, i) => {
      x[place] += steps[i];
    });
    shrink(penalty, strength / bound, x);
  }
}

/** Newton's step on the entries that are not 0, no single entry past its kink, shortened until the function does not rise. */
function newtonStep(quadratic: PenalizedQuadratic, x: Float64Array, slope: Float64Array): void {
  const n = x.length;
  const active = quadratic.penalties.filter((penalty) => penalizedLength(penalty, x) > 0);
  const places = active.flatMap((penalty) => Array.from(penalty.places));
  const m = places.length;
  const hessian = Float64Array.from(
    { length: m * m },
    (_, cell) => quadratic.curvature[places[Math.floor(cell / m)] * n + places[cell % m]],
  );
  let at = 0;
  for (const penalty of active) {
    addCurvature(penalty, x, hessian, m, at);
    at += penalty.places.length;
  }
  choleskyFactor(hessian, 0, m);
  const step = Float64Array.from(places, (place) => slope[place]);
  solveLower(hessian, 0, m, step, 0);
  solveUpper(hessian, 0, m, step, 0);
  const from = heightAt(quadratic, x);
  const candidate = x.slice();
  const singles = active.flatMap((penalty) => Array.from(penalty.places, () => penalty.places.length === 1));
  for (let length = 1; length > 1e-9; length /= 2) {
    places.forEach((place, i) => {
      const moved = x[place] + length * step[i];
      candidate[place] = singles[i] && moved * x[place] < 0 ? 0 : moved;
    });
    if (heightAt(quadratic, candidate) > from) continue;
    x.set(candidate);
    return;
  }
}

/** The second derivative of strength · length: strength (I / length - x xᵀ / length³). */
function addCurvature(penalty: LengthPenalty, x: Float64Array, hessian: Float64Array, size: number, at: number): void {
  const { places, strength } = penalty;
  if (places.length === 1) return;
  const length = penalizedLength(penalty, x);
  places.forEach((p, i) => {
    hessian[(at + i) * size + at + i] += strength / length;
    places.forEach((q, j) => {
      hessian[(at + i) * size + at + j] -= (strength * x[p] * x[q]) / length ** 3;
    });
  });
}

function heightAt(quadratic: PenalizedQuadratic, x: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] - quadratic.peak[i]) * pullAt(quadratic, x, i);
  return -0.5 * sum + totalPenalty(quadratic.penalties, x);
}
