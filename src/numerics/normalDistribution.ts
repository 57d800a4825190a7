const rootTwoPi = 2.5066282746310007;
const halfLogTwoPi = 0.9189385332046728;

/** Mills' ratio at 0, 0.5, … 4. */
const millsRatios = [
  1.2533141373155003, 0.8763644564536923, 0.6556795424187984, 0.5158156382179634, 0.4213692292880545,
  0.35426511132979366, 0.3045902987101033, 0.26656776896822376, 0.23665238291356067,
];

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  if (Math.abs(z) > 40) return 0;
  // z² in two parts, the first exact: its rounding would show in the exponential
  const head = Math.round(z * 16) / 16;
  return (Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (z - head) * (z + head))) / rootTwoPi;
}

/** P(Z <= z) of the standard normal distribution, to full relative precision in the lower tail too. */
export function normalCdf(z: number): number {
  const tail = normalDensity(z) * millsRatio(Math.abs(z));
  return z < 0 ? tail : 1 - tail;
}

/** log P(Z <= z) of the standard normal distribution, finite wherever z²/2 is. */
export function logNormalCdf(z: number): number {
  return z < 0 ? -0.5 * z * z - halfLogTwoPi + Math.log(millsRatio(-z)) : Math.log1p(-normalDensity(z) * millsRatio(z));
}

/** Derivative of `logNormalCdf` by z, above 0; the second is -slope · (z + slope). */
export function logNormalCdfSlope(z: number): number {
  return z < 0 ? 1 / millsRatio(-z) : normalDensity(z) / normalCdf(z);
}

/** log (P(Z <= z) / P(Z > z)) with its first and second derivative by z. */
export interface NormalLogOdds {
  at: number;
  first: number;
  second: number;
}

/** Fills the log-odds of Z <= z, whose digits stay where both probabilities round to 0 and 1. */
export function fillNormalLogOdds(z: number, out: NormalLogOdds): void {
  const x = Math.abs(z);
  const mills = millsRatio(x);
  const density = normalDensity(x);
  const tail = density * mills;
  // minus the derivatives of log P(Z > x), and those of log P(Z <= x)
  const tailSlope = 1 / mills;
  const tailCurvature = tailSlope * (x > 4 ? millsExcess(x) : tailSlope - x);
  const bodySlope = density / (1 - tail);
  const bodyCurvature = -bodySlope * (x + bodySlope);
  const sign = z < 0 ? -1 : 1;
  out.at = sign * (Math.log1p(-tail) + 0.5 * x * x + halfLogTwoPi - Math.log(mills));
  out.first = bodySlope + tailSlope;
  out.second = sign * (bodyCurvature + tailCurvature);
}

/** The z with P(Z <= z) = p, for p between 0 and 1. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  const target = Math.log(p);
  // Newton on a concave function: after the first step it comes from below
  let z = 0;
  for (;;) {
    const step = (target - logNormalCdf(z)) * millsRatio(-z);
    z += step;
    if (!(Math.abs(step) > 1e-15 * (1 + Math.abs(z)))) return z;
  }
}

/** (1 - Φ(x)) / φ(x) for x >= 0. */
function millsRatio(x: number): number {
  if (x > 4) return 1 / (x + millsExcess(x));
  // Taylor about the nearest tabulated point: R' = x R - 1, R'' = x R' + R, and so on (Marsaglia 2004, J Stat Softw 11(4))
  const nearest = Math.round(2 * x);
  const center = nearest / 2;
  const h = x - center;
  let last = millsRatios[nearest];
  let next = center * last - 1;
  let power = h;
  let sum = last + next * power;
  for (let k = 2; k <= 18; k++) {
    const after = (center * next + last) / k;
    last = next;
    next = after;
    power *= h;
    sum += next * power;
  }
  return sum;
}

/** 1 / millsRatio(x) - x for x > 4: Laplace's continued fraction without its head. */
function millsExcess(x: number): number {
  let tail = x;
  for (let k = 32; k >= 2; k--) tail = x + k / tail;
  return 1 / tail;
}
