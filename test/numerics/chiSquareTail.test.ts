import { describe, expect, it } from 'vitest';
import { chiSquareTail } from '../../src/numerics/chiSquareTail.ts';
import { normalCdf } from '../../src/numerics/normalDistribution.ts';

describe('chiSquareTail', () => {
  // upper 5 % and 0.1 % points of published tables (Abramowitz & Stegun, table 26.8)
  it.each([
    [3.841458820694124, 1, 0.05],
    [5.991464547107979, 2, 0.05],
    [7.814727903251179, 3, 0.05],
    [18.307038053275146, 10, 0.05],
    [10.827566170662733, 1, 0.001],
    [29.58829844507442, 10, 0.001],
  ])('of %s with %s degrees of freedom is %s', (x, degreesOfFreedom, p) => {
    expect(Math.abs(chiSquareTail(x, degreesOfFreedom) / p - 1)).toBeLessThan(1e-12);
  });

  it('is that of a squared normal variable, and of an exponential one', () => {
    for (const x of [1e-9, 0.3, 2, 40, 600]) {
      expect(chiSquareTail(x, 1)).toBeCloseTo(2 * normalCdf(-Math.sqrt(x)), 15);
      expect(chiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 14);
    }
  });

  it('is the integral of the density', () => {
    // d/dx tail(x, n) = (tail(x, n - 2) - tail(x, n)) / 2
    for (const n of [3, 4, 7, 12])
      for (const x of [0.5, 3, 9, 30]) {
        const h = 1e-4 * x;
        const slope = (chiSquareTail(x + h, n) - chiSquareTail(x - h, n)) / (2 * h);
        expect(slope).toBeCloseTo((chiSquareTail(x, n - 2) - chiSquareTail(x, n)) / 2, 8);
      }
  });

  it('is 1 at 0 and falls to 0', () => {
    expect(chiSquareTail(0, 5)).toBe(1);
    expect(chiSquareTail(5000, 5)).toBe(0);
  });
});
