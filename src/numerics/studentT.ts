import { logGamma } from './gammaFunction.ts';

/**
 * P(|T| >= |t|) of Student's t: the p value of a two-sided test, 0 to 1.
 *
 * @param degrees of freedom, above 0
 * @see DLMF 8.17
 */
export function twoSidedP(t: number, degrees: number): number {
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return 0;
  return incompleteBeta(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5);
}

/** The regularized incomplete beta function I_x(a, b), where `rest` is 1 - x without its rounding. */
function incompleteBeta(x: number, rest: number, a: number, b: number): number {
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(rest, x, b, a);
  if (x === 0) return 0;
  const scale = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(rest);
  return (Math.exp(scale) / a) * continuedFraction(x, a, b);
}

/** The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method. */
function continuedFraction(x: number, a: number, b: number): number {
  let denominator = 1 / (1 - ((a + b) / (a + 1)) * x);
  let numerator = 1;
  let value = denominator;
  const extend = (term: number): number => {
    denominator = 1 / (1 + term * denominator);
    numerator = 1 + term / numerator;
    value *= denominator * numerator;
    return denominator * numerator;
  };
  for (let m = 1; m < 10_000; m++) {
    extend((m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)));
    const change = extend((-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)));
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return value;
}
