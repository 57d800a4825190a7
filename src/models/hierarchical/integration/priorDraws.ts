import { addLower, choleskyFactor } from '../../../numerics/cholesky.ts';
import { fillLocation, type GroupDesign, type GroupParams } from '../group/groupParams.ts';
import type { HierarchicalProblem } from '../problem.ts';
import type { Integral } from './integrals.ts';
import { meanOf } from './integrals.ts';

/** The likelihood of a subject averaged over draws from its prior, and each draw's share in it. */
export interface PriorAverage extends Integral {
  /** [draw] likelihood over its average. */
  readonly shares: Float64Array;
}

/**
 * Averages the likelihood of a subject over draws from its prior: log mean exp(log-likelihood).
 *
 * @param x [draw, parameter] draws, on the unbounded scales; those outside the bounds of the problem count as impossible
 */
export function averageOverDraws(
  { logLikelihood, bounds, parameterNames }: Pick<HierarchicalProblem, 'logLikelihood' | 'bounds' | 'parameterNames'>,
  subject: number,
  x: Float64Array,
): PriorAverage {
  const size = parameterNames.length;
  const logs = Float64Array.from({ length: x.length / size }, (_, i) => {
    const point = x.slice(i * size, (i + 1) * size);
    const isInside = point.every((value, k) => value >= bounds.lower[k] && value <= bounds.upper[k]);
    return isInside ? logLikelihood(subject, point) : -Infinity;
  });
  const most = logs.reduce((max, value) => Math.max(max, value), -Infinity);
  const shares = logs.map((value) => Math.exp(value - most));
  const { mean, error } = meanOf(shares);
  return { logIntegral: most + Math.log(mean), error: error / mean, shares: shares.map((share) => share / mean) };
}

/**
 * Draws of a normal group made from standard normal ones, in the place of a subject: location + L z.
 *
 * @param z [draw][parameter]
 * @returns [draw, parameter]
 */
export function groupDrawsOf(
  group: GroupParams,
  design: GroupDesign,
  subject: number,
  z: readonly ArrayLike<number>[],
): Float64Array {
  const size = group.scale.length;
  const location = new Float64Array(size);
  fillLocation(group, design, subject, location);
  const factor = group.covariance?.slice();
  if (factor) choleskyFactor(factor, 0, size);
  const x = new Float64Array(z.length * size);
  z.forEach((row, i) => {
    const draw = location.slice();
    if (factor) addLower(factor, 0, size, row, 0, draw);
    else for (let k = 0; k < size; k++) draw[k] += group.scale[k] * row[k];
    x.set(draw, i * size);
  });
  return x;
}
