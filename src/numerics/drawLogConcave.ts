import type { Random } from './random.ts';

/**
 * Draws from a log-concave density, exactly and however far the range lies in its tails: by rejection under a flat top with
 * exponential flanks.
 *
 * @param logDensity at a distance from the peak within the range, less what it is at the peak: 0 at 0, falling to either side
 * @param range      the range as distances from its peak: `min` <= 0 <= `max`, each of which can be infinite
 * @returns the distance of the draw from the peak
 * @see Devroye 1986, Non-Uniform Random Variate Generation, VII.2
 */
export function drawLogConcave(
  logDensity: (distance: number) => number,
  range: { readonly min: number; readonly max: number },
  random: Random,
): number {
  const below = flank((distance) => logDensity(-distance), -range.min);
  const above = flank(logDensity, range.max);
  const flat = below.start + above.start;
  for (;;) {
    const at = random.uniform() * (below.mass + flat + above.mass);
    let distance: number;
    let logEnvelope: number;
    if (at < flat) {
      distance = at - below.start;
      logEnvelope = 0;
    } else {
      const [side, sign] = at < flat + below.mass ? [below, -1] : [above, 1];
      const from = side.start - Math.log1p(random.uniform() * side.lost) / side.rate;
      distance = sign * Math.min(from, side.end);
      logEnvelope = -side.rate * from;
    }
    if (Math.log(1 - random.uniform()) <= logDensity(distance) - logEnvelope) return distance;
  }
}

/** Where the envelope is exp(-rate · distance), which a chord through the peak shows to be above the density. */
interface Flank {
  readonly start: number;
  readonly end: number;
  readonly rate: number;
  /** exp(-rate · (end - start)) - 1 */
  readonly lost: number;
  readonly mass: number;
}

function flank(logDensity: (distance: number) => number, end: number): Flank {
  const start = whereFallen(logDensity, end);
  if (start === end) return { start, end, rate: 0, lost: 0, mass: 0 };
  const fallen = logDensity(start);
  const rate = -fallen / start;
  const lost = Math.expm1(-rate * (end - start));
  return { start, end, rate, lost, mass: (-Math.exp(fallen) * lost) / rate };
}

/** A distance at which the density has fallen to about 1 / e; `end` when it does not within the range. */
function whereFallen(logDensity: (distance: number) => number, end: number): number {
  if (end === 0 || (end < Number.POSITIVE_INFINITY && logDensity(end) > -1.5)) return end;
  let high = Math.min(1, end);
  while (logDensity(high) > -0.7) high = Math.min(2 * high, end);
  if (logDensity(high) >= -1.5) return high;
  let low = 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return high;
    const fallen = logDensity(middle);
    if (fallen > -0.7) low = middle;
    else if (fallen < -1.5) high = middle;
    else return middle;
  }
}
