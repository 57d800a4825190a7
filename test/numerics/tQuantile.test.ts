import { describe, expect, it } from 'vitest';
import { twoSidedP } from '../../src/numerics/studentT.ts';
import { twoSidedQuantile } from '../../src/numerics/tQuantile.ts';

describe('twoSidedQuantile', () => {
  it.each([
    // closed forms
    [0.05, 1, Math.tan((Math.PI * 0.95) / 2)],
    [0.05, 2, 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2))],
    [0.3, 2, 0.7 * Math.sqrt(2 / (1 - 0.7 ** 2))],
    // from the normal quantile z: z + (z³ + z) / (4 degrees)
    [0.05, 1e5, 1.959963984540054 + (1.959963984540054 ** 3 + 1.959963984540054) / 4e5],
  ])('of p %f with %f degrees of freedom is %f', (p, degrees, expected) => {
    expect(Math.abs(twoSidedQuantile(p, degrees) / expected - 1)).toBeLessThan(1e-7);
  });

  it('undoes twoSidedP', () => {
    for (const p of [0.9, 0.2, 1e-6])
      for (const degrees of [1, 3.5, 40]) expect(twoSidedP(twoSidedQuantile(p, degrees), degrees)).toBeCloseTo(p, 12);
  });

  it('is 0 where all of the distribution is beyond', () => {
    expect(twoSidedQuantile(1, 5)).toBeLessThan(1e-12);
  });
});
