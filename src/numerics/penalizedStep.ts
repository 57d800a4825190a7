import { choleskyFactor, fillInverse } from './cholesky.ts';
import type { LengthPenalty } from './lengthPenalties.ts';
import { fillPull, minimizePenalized, type PenalizedQuadratic } from './penalizedQuadratic.ts';

/** Bends a step to the top of a function's quadratic model into one to the top of the model minus penalties. */
export type BendStep = (
  theta: Float64Array,
  /** curvature⁻¹ gradient; overwritten */
  direction: Float64Array,
  /** out = curvature⁻¹ v */
  inverse: (v: Float64Array, out: Float64Array) => void,
) => void;

/**
 * The proximal step in any metric that can be inverted. With E the penalised entries of the identity, the other entries follow
 * theirs, so that only a small problem is left: to minimise ½ (x - z)ᵀ (Eᵀ curvature⁻¹ E)⁻¹ (x - z) + the penalties of x, z being
 * where the entries would go without penalties.
 *
 * @param tolerance to which the small problem is solved, in units of the gradient
 */
export function penalizedStep(penalties: readonly LengthPenalty[], size: number, tolerance: number): BendStep {
  const places = penalties.flatMap((penalty) => Array.from(penalty.places));
  const n = places.length;
  const columns = places.map(() => new Float64Array(size));
  const unit = new Float64Array(size);
  const factor = new Float64Array(n * n);
  const quadratic: PenalizedQuadratic = {
    curvature: new Float64Array(n * n),
    peak: new Float64Array(n),
    penalties: renumbered(penalties),
  };
  const [x, pull] = [new Float64Array(n), new Float64Array(n)];

  return (theta, direction, inverse) => {
    if (n === 0) return;
    places.forEach((place, i) => {
      unit[place] = 1;
      inverse(unit, columns[i]);
      unit[place] = 0;
      for (let j = 0; j <= i; j++) factor[i * n + j] = columns[i][places[j]];
      x[i] = theta[place];
      quadratic.peak[i] = theta[place] + direction[place];
    });
    choleskyFactor(factor, 0, n);
    fillInverse(factor, n, quadratic.curvature, 0);
    minimizePenalized(quadratic, x, tolerance);
    fillPull(quadratic, x, pull);
    columns.forEach((column, i) => {
      for (let j = 0; j < size; j++) direction[j] -= pull[i] * column[j];
    });
    places.forEach((place, i) => {
      direction[place] = x[i] - theta[place];
    });
  };
}

/** The same penalties on a vector of their entries alone, one after the other. */
function renumbered(penalties: readonly LengthPenalty[]): LengthPenalty[] {
  let at = 0;
  return penalties.map(({ places, strength }) => ({ places: places.map(() => at++), strength }));
}
