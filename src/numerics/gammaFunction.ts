/** (-1)^k (ζ(k) - 1) / k for k = 2 to 28: the Taylor series of log Γ(2 + z) beyond its linear term. */
const aboutTwo = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645,
  0.0002460865533080483, 0.00012271334757848915, 0.00006124813505870483, 0.00003058823630702049, 0.00001528225940865187,
  0.000007637197637899763, 0.00000381729326499984, 0.000001908212716553939, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
  7.45071178983543e-9, 3.725334024788457e-9,
].map((value, i) => ((i % 2 === 0 ? 1 : -1) * value) / (i + 2));

const oneMinusEuler = 0.42278433509846713;
const halfLogTwoPi = 0.9189385332046728;

/** log n! for n = 0 to 255. */
const logFactorials = Float64Array.from({ length: 256 }, (_, n) => logGamma(n + 1));

/** log Γ(x) for x > 0, also close to its zeros at 1 and 2. */
export function logGamma(x: number): number {
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingError(x);
  if (x < 0.5) return logGammaOfTwoPlus(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return logGammaOfTwoPlus(x - 1) - Math.log1p(x - 1);
  let product = 1;
  let z = x - 2;
  while (z > 0.5) {
    product *= z + 1;
    z -= 1;
  }
  return logGammaOfTwoPlus(z) + Math.log(product);
}

/** log Γ(2 + z) for z between -1/2 and 1/2. */
function logGammaOfTwoPlus(z: number): number {
  let sum = 0;
  for (let k = aboutTwo.length - 1; k >= 0; k--) sum = aboutTwo[k] + z * sum;
  return z * (oneMinusEuler + z * sum);
}

/** log n! for a whole number n of at least 0. */
export function logFactorial(n: number): number {
  return n < logFactorials.length ? logFactorials[n] : logGamma(n + 1);
}

/** Γ'(x) / Γ(x) for x > 0. Close to its zero at 1.46 the error is absolute, about 1e-16. */
export function digamma(x: number): number {
  return Math.log(x) - logMinusDigamma(x);
}

/** The derivative of `digamma`, for x > 0. */
export function trigamma(x: number): number {
  return 1 / x + trigammaMinusInverse(x);
}

// What is left of each when its leading terms are taken away keeps its digits where the leading terms are large: Bernoulli
// series from 10 on (DLMF 5.11), and below it the recurrence from x to x + 1 written for the rest itself.

/** log Γ(x) - ((x - 1/2) log x - x + log(2π) / 2) for x > 0: about 1 / 12x. */
export function stirlingError(x: number): number {
  let rest = 0;
  let z = x;
  for (; z < 10; z++) rest += (z + 0.5) * Math.log1p(1 / z) - 1;
  const t = 1 / z / z;
  const series =
    1 / 12 -
    t *
      (1 / 360 -
        t * (1 / 1260 - t * (1 / 1680 - t * (1 / 1188 - t * (691 / 360360 - t * (1 / 156 - t * (3617 / 122400)))))));
  return rest + series / z;
}

/** log x - digamma(x) for x > 0: about 1 / 2x. */
export function logMinusDigamma(x: number): number {
  let rest = 0;
  let z = x;
  for (; z < 10; z++) rest += 1 / z - Math.log1p(1 / z);
  const t = 1 / z / z;
  const series =
    1 / 12 -
    t *
      (1 / 120 - t * (1 / 252 - t * (1 / 240 - t * (1 / 132 - t * (691 / 32760 - t * (1 / 12 - t * (3617 / 8160)))))));
  return rest + 0.5 / z + t * series;
}

/** trigamma(x) - 1 / x for x > 0: about 1 / 2x². */
export function trigammaMinusInverse(x: number): number {
  let rest = 0;
  let z = x;
  for (; z < 10; z++) rest += 1 / z / z / (z + 1);
  const t = 1 / z / z;
  const series =
    1 / 6 -
    t * (1 / 30 - t * (1 / 42 - t * (1 / 30 - t * (5 / 66 - t * (691 / 2730 - t * (7 / 6 - t * (3617 / 510)))))));
  return rest + t * (0.5 + series / z);
}
