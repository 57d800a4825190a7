import { quote, SpecError } from '../errors.ts';
import { drawLogConcave } from './drawLogConcave.ts';
import type { Random } from './random.ts';

/**
 * Draws from a beta distribution, density ∝ x^(a - 1) · (1 - x)^(b - 1), within bounds, exactly however far out they lie. Only
 * shapes well below 0.1 come so close to 0 or 1 that draws round to them.
 *
 * @param a      first shape, above 0
 * @param b      second shape, above 0
 * @param bounds `min` (0 by default) below `max` (1 by default), both from 0 to 1
 * @throws {SpecError} when a number is out of range
 * @example drawBeta(2, 5, { min: 0.05, max: 0.95 }, random(1))
 */
export function drawBeta(
  a: number,
  b: number,
  bounds: { readonly min?: number; readonly max?: number },
  random: Random,
): number {
  const { min = 0, max = 1 } = bounds;
  for (const [option, shape] of Object.entries({ a, b }))
    if (!(shape > 0 && shape < Number.POSITIVE_INFINITY))
      throw new SpecError(
        option,
        shape,
        `The shape ${option} must be a finite number above 0, but is ${quote(shape)}.`,
      );
  if (!(0 <= min && min < max && max <= 1))
    throw new SpecError(
      'bounds',
      bounds,
      `bounds must be a min below a max, both from 0 to 1, but are ${quote(min)} and ${quote(max)}.`,
    );
  // the log-odds of a beta number have a log-concave density whatever the shapes
  const [lowest, highest] = [logOdds(min), logOdds(max)];
  const peak = Math.min(Math.max(Math.log(a) - Math.log(b), lowest), highest);
  const [share, rest] = [1 / (1 + Math.exp(-peak)), 1 / (1 + Math.exp(peak))];
  const distance = drawLogConcave(
    (d) =>
      d < 0
        ? a * d - (a + b) * Math.log1p(share * Math.expm1(d))
        : -b * d - (a + b) * Math.log1p(rest * Math.expm1(-d)),
    { min: lowest - peak, max: highest - peak },
    random,
  );
  return Math.min(Math.max(1 / (1 + Math.exp(-peak - distance)), min), max);
}

function logOdds(p: number): number {
  return Math.log(p) - Math.log1p(-p);
}
