import { choleskyFactor } from '../../../numerics/cholesky.ts';
import type { GroupParams } from './groupParams.ts';
import { leastScale } from './updateGroup.ts';

/**
 * A group as one vector on which steps can be taken freely: coefficients in units of the scale of `unit`, then logarithms of
 * variances; with full covariance the Cholesky factor, its diagonal as logarithms of squares and the rest of a row in units
 * of the diagonal of its column.
 */
export function packGroup({ coefficients, scale, covariance }: GroupParams, unit: GroupParams): Float64Array {
  const size = scale.length;
  const located = coefficients.map((value, i) => value / unit.scale[i % size]);
  if (covariance === null) return Float64Array.of(...located, ...scale.map((value) => 2 * Math.log(value)));
  const factor = covariance.slice();
  choleskyFactor(factor, 0, size);
  const packed: number[] = [];
  for (let k = 0; k < size; k++)
    for (let j = 0; j <= k; j++)
      packed.push(j === k ? 2 * Math.log(factor[k * size + k]) : factor[k * size + j] / unit.scale[k]);
  return Float64Array.of(...located, ...packed);
}

/** The group of a vector that `packGroup` made with the same `unit`, its scales not below the smallest that a group has. */
export function unpackGroup(packed: Float64Array, unit: GroupParams): GroupParams {
  const size = unit.scale.length;
  const numCoefficients = unit.coefficients.length;
  const coefficients = Float64Array.from({ length: numCoefficients }, (_, i) => packed[i] * unit.scale[i % size]);
  if (unit.covariance === null)
    return {
      coefficients,
      scale: packed.slice(numCoefficients).map((value) => atLeast(Math.exp(0.5 * value))),
      covariance: null,
    };
  const factor = new Float64Array(size * size);
  let next = numCoefficients;
  for (let k = 0; k < size; k++)
    for (let j = 0; j <= k; j++, next++)
      factor[k * size + j] = j === k ? Math.exp(0.5 * packed[next]) : packed[next] * unit.scale[k];
  const covariance = new Float64Array(size * size);
  for (let k = 0; k < size; k++)
    for (let j = 0; j <= k; j++) {
      let sum = 0;
      for (let i = 0; i <= j; i++) sum += factor[k * size + i] * factor[j * size + i];
      covariance[k * size + j] = sum;
      covariance[j * size + k] = sum;
    }
  const scale = Float64Array.from({ length: size }, (_, k) => atLeast(Math.sqrt(covariance[k * size + k])));
  for (let k = 0; k < size; k++) if (scale[k] === leastScale) covariance[k * size + k] = leastScale ** 2;
  return { coefficients, scale, covariance };
}

/** The scale, or exactly the smallest that a group has where it is no larger. */
function atLeast(scale: number): number {
  return scale > leastScale * (1 + 1e-9) ? scale : leastScale;
}
