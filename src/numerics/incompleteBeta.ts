import { logGamma } from './gammaFunction.ts';

/**
 * The regularized incomplete beta function I_x(a, b): P(X <= x) of a beta distribution, to full relative precision where it is
 * the smaller tail.
 *
 * @param x    0 to 1
 * @param rest 1 - x without its rounding
 * @param a    above 0
 * @param b    above 0
 * @see DLMF 8.17
 */
export function incompleteBeta(x: number, rest: number, a: number, b: number): number {
  return x > (a + 1) / (a + b + 2) ? 1 - lowerTail(rest, x, b, a) : lowerTail(x, rest, a, b);
}

function lowerTail(x: number, rest: number, a: number, b: number): number {
  if (x === 0) return 0;
  const logScale = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(rest);
  return (Math.exp(logScale) / a) * continuedFraction(x, a, b);
}

/** DLMF 8.17.22 by Lentz's method. */
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
