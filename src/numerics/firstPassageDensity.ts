import type { Arithmetic } from './differentiation/arithmetic.ts';

/** A diffusion of unit noise between two boundaries, at 0 and at `boundary`. */
export interface Diffusion<Value> {
  /** Mean change a second, any real number. */
  readonly drift: Value | number;
  /** Distance of the boundaries, above 0. */
  readonly boundary: Value | number;
  /** Where it starts, as a fraction of `boundary`, between 0 and 1. */
  readonly start: Value | number;
}

/** Log density of reaching the upper boundary first, and that at `time`, seconds: see `logLowerPassageDensity`. */
export function logUpperPassageDensity<Value>(
  time: Value | number,
  { drift, boundary, start }: Diffusion<Value>,
  math: Arithmetic<Value>,
): Value | number {
  return logLowerPassageDensity(
    time,
    { drift: math.subtract(0, drift), boundary, start: math.subtract(1, start) },
    math,
  );
}

/**
 * Log density of reaching the lower boundary first, and that at `time`, seconds; over time it integrates to the probability of
 * that boundary. -Infinity where time or boundary is not above 0, or the start is not strictly between 0 and 1.
 *
 * @see Navarro & Fuss 2009, J Math Psychol 53:222, equations 3, 5 and 6; terms are left out where they are below 1e-20 of the sum
 */
export function logLowerPassageDensity<Value>(
  time: Value | number,
  { drift, boundary, start }: Diffusion<Value>,
  math: Arithmetic<Value>,
): Value | number {
  const startValue = math.valueOf(start);
  if (!(math.valueOf(time) > 0 && math.valueOf(boundary) > 0 && startValue > 0 && startValue < 1)) return -Infinity;
  const scaled = math.divide(time, math.multiply(boundary, boundary));
  const logDensity =
    math.valueOf(scaled) < 0.35 ? logDensitySoon(scaled, start, math) : logDensityLate(scaled, start, math);
  const perSecond = math.subtract(logDensity, math.multiply(2, math.log(boundary)));
  const toBoundary = math.multiply(boundary, start);
  const tilt = math.add(toBoundary, math.multiply(0.5, math.multiply(drift, time)));
  return math.subtract(perSecond, math.multiply(drift, tilt));
}

const largestExponent = 46;

/**
 * Without drift, boundaries at 0 and 1: Σ (w + 2j) exp(-(w + 2j)² / 2t) / √(2πt³) over all whole j, which short times need few of.
 * The term of j = 0 is taken out of the sum, so that nothing underflows.
 */
function logDensitySoon<Value>(t: Value, w: Value | number, math: Arithmetic<Value>): Value {
  const [tValue, wValue] = [math.valueOf(t), math.valueOf(w)];
  let sum: Value | number = w;
  // j = -1, 1, -2, 2, …: each term is smaller than the one before
  for (let j = -1; (2 * j * (j + wValue)) / tValue < largestExponent; j = j < 0 ? -j : -j - 1) {
    const weight = math.exp(math.divide(math.multiply(-2 * j, math.add(w, j)), t));
    sum = math.add(sum, math.multiply(math.add(w, 2 * j), weight));
  }
  const alone = math.add(math.multiply(1.5, math.log(t)), math.divide(math.multiply(w, w), math.multiply(2, t)));
  return math.subtract(math.log(positive(sum, math)), math.add(alone, halfLogTwoPi));
}

/** The same: π Σ k sin(kπw) exp(-k²π²t / 2) over k from 1, which long times need few of; the exponential of k = 1 is taken out. */
function logDensityLate<Value>(t: Value, w: Value | number, math: Arithmetic<Value>): Value {
  const rate = 0.5 * Math.PI ** 2;
  const tValue = math.valueOf(t);
  let sum: Value | number = math.sin(math.multiply(Math.PI, w));
  for (let k = 2; (k * k - 1) * rate * tValue < largestExponent; k++) {
    const wave = math.sin(math.multiply(k * Math.PI, w));
    const decay = math.exp(math.multiply(-(k * k - 1) * rate, t));
    sum = math.add(sum, math.multiply(k, math.multiply(wave, decay)));
  }
  return math.subtract(math.add(math.log(positive(sum, math)), Math.log(Math.PI)), math.multiply(rate, t));
}

/** A sum that rounding may have brought to 0 or below, within 1e-16 of a boundary. */
function positive<Value>(sum: Value | number, math: Arithmetic<Value>): Value | number {
  return math.valueOf(sum) > 0 ? sum : 0;
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
