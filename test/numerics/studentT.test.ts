import { describe, expect, it } from 'vitest';
import { twoSidedP } from '../../src/numerics/studentT.ts';

const values = [0, 1e-9, 1e-3, 0.1, 0.5, 1, 1.7, 2.5, 4, 10, 50, 1e4];

/** P(|T| >= |t|) in closed form for small whole degrees of freedom. */
const closed: Readonly<Record<number, (t: number) => number>> = {
  1: (t) => (2 * Math.atan2(1, t)) / Math.PI,
  2: (t) => 1 - t / Math.sqrt(2 + t * t),
  3: (t) => (2 / Math.PI) * (Math.atan2(Math.sqrt(3), t) - t / Math.sqrt(3) / (1 + (t * t) / 3)),
  4: (t) => {
    const s = t / Math.sqrt(4 + t * t);
    return 1 - 1.5 * s + 0.5 * s ** 3;
  },
};

describe('the p value of t', () => {
  it.each(Object.entries(closed))('is that of the closed form with %s degrees of freedom', (degrees, p) => {
    for (const t of values) expect(Math.abs(twoSidedP(t, Number(degrees)) - p(t))).toBeLessThan(1e-13);
  });

  it('is the same for both signs, 1 at 0 and 0 at infinity', () => {
    for (const t of values) expect(twoSidedP(-t, 5.5)).toBe(twoSidedP(t, 5.5));
    expect(twoSidedP(0, 7)).toBe(1);
    expect(twoSidedP(Number.POSITIVE_INFINITY, 7)).toBe(0);
  });

  it('is the integral of the density', () => {
    for (const degrees of [5, 11.5, 60]) {
      const density = (t: number): number => (1 + (t * t) / degrees) ** (-(degrees + 1) / 2);
      // Simpson's rule over u, t = u / (1 - u)
      const integral = (from: number): number => {
        const [low, steps] = [from / (1 + from), 4000];
        const at = (u: number): number => (u >= 1 ? 0 : density(u / (1 - u)) / (1 - u) ** 2);
        const h = (1 - low) / steps;
        let sum = at(low) + at(1);
        for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * at(low + i * h);
        return (sum * h) / 3;
      };
      for (const t of [0.3, 1.1, 2.4, 5]) expect(twoSidedP(t, degrees)).toBeCloseTo(integral(t) / integral(0), 9);
    }
  });

  it('keeps its digits far out', () => {
    // the leading term for large t with 4 degrees of freedom: 6 / t^4
    expect((twoSidedP(1e5, 4) * 1e20) / 6).toBeCloseTo(1, 7);
  });
});
