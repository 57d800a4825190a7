import { quote, SpecError } from '../errors.ts';
import { drawLogConcave } from './drawLogConcave.ts';
import type { Random } from './random.ts';

/**
 * Draws from a normal distribution within bounds, exactly however far out they lie.
 *
 * @param standardDeviation of the distribution without bounds, above 0
 * @param bounds            `min` (-Infinity by default) below `max` (Infinity by default)
 * @throws {SpecError} when a number is out of range
 * @example drawTruncatedNormal(3, 2, { min: 0 }, random(1))
 */
export function drawTruncatedNormal(
  mean: number,
  standardDeviation: number,
  bounds: { readonly min?: number; readonly max?: number },
  random: Random,
): number {
  const { min = -Infinity, max = Number.POSITIVE_INFINITY } = bounds;
  if (!Number.isFinite(mean)) throw new SpecError('mean', mean, `mean must be a finite number, but is ${quote(mean)}.`);
  if (!(standardDeviation > 0 && standardDeviation < Number.POSITIVE_INFINITY))
    throw new SpecError(
      'standardDeviation',
      standardDeviation,
      `standardDeviation must be a finite number above 0, but is ${quote(standardDeviation)}.`,
    );
  if (!(min < max))
    throw new SpecError('bounds', bounds, `min of bounds must be below max, but they are ${min} and ${max}.`);
  const origin = Math.min(Math.max(mean, min), max);
  const peak = (origin - mean) / standardDeviation;
  if (!Number.isFinite(peak))
    throw new SpecError(
      'bounds',
      bounds,
      `bounds must be a finite number of standard deviations from the mean ${mean}, but are ${min} and ${max}.`,
    );
  const distance = drawLogConcave(
    (d) => -d * (peak + d / 2),
    { min: (min - origin) / standardDeviation, max: (max - origin) / standardDeviation },
    random,
  );
  return Math.min(Math.max(origin + standardDeviation * distance, min), max);
}
