import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimizeBounded } from '../../src/numerics/minimizeBounded.ts';

describe('minimizeBounded', () => {
  it('finds the lowest of several valleys', () => {
    const f = (x: number): number => Math.cos(3 * x) + 0.1 * x;
    const { at, value } = minimizeBounded(f, -4, 4);
    // where 3 sin 3x = 0.1 and cos 3x is about -1, the first from the left
    expect(at).toBeCloseTo(-Math.PI - Math.asin(0.1 / 3) / 3, 6);
    expect(value).toBeCloseTo(f(at), 14);
  });

  it('finds the vertex of a parabola, or the bound that is nearest to it', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (vertex) => {
        const { at } = minimizeBounded((x) => (x - vertex) ** 2, -1, 2);
        expect(at).toBeCloseTo(Math.min(2, Math.max(-1, vertex)), 6);
      }),
    );
  });
});
