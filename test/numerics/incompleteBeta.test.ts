import { describe, expect, it } from 'vitest';
import { logFactorial } from '../../src/numerics/gammaFunction.ts';
import { incompleteBeta } from '../../src/numerics/incompleteBeta.ts';

const at = [1e-5, 0.03, 0.2, 0.5, 0.77, 0.99];

describe('the incomplete beta function', () => {
  it('is the upper tail of a binomial distribution for whole shapes', () => {
    for (const [a, b] of [
      [1, 1],
      [3, 2],
      [8, 30],
      [60, 45],
    ])
      for (const x of at) {
        const n = a + b - 1;
        let sum = 0;
        for (let j = a; j <= n; j++)
          sum += Math.exp(
            logFactorial(n) - logFactorial(j) - logFactorial(n - j) + j * Math.log(x) + (n - j) * Math.log1p(-x),
          );
        expect(incompleteBeta(x, 1 - x, a, b) / sum).toBeCloseTo(1, 11);
      }
  });

  it('has its closed forms', () => {
    for (const x of at) {
      expect(incompleteBeta(x, 1 - x, 2.7, 1)).toBeCloseTo(x ** 2.7, 13);
      expect(incompleteBeta(x, 1 - x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 13);
    }
  });

  it('and what it leaves sum to 1, from 0 to 1', () => {
    for (const x of at)
      expect(incompleteBeta(x, 1 - x, 3.3, 17) + incompleteBeta(1 - x, x, 17, 3.3)).toBeCloseTo(1, 14);
    expect(incompleteBeta(0, 1, 2, 3)).toBe(0);
    expect(incompleteBeta(1, 0, 2, 3)).toBe(1);
    expect(incompleteBeta(0.5, 0.5, 41.3, 41.3)).toBeCloseTo(0.5, 13);
  });

  it('keeps its digits far out', () => {
    // the leading term for small x is x^a / (a B(a, b))
    expect((incompleteBeta(1e-12, 1, 9, 4) / 1e-108) * 9).toBeCloseTo(1980, 6);
  });
});
