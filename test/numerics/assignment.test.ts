import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign, marginOf } from '../../src/numerics/assignment.ts';
import { permutations } from '../support/models.ts';

const problems = fc.integer({ min: 1, max: 5 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    costs: fc
      .array(fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.constantFrom(0, 1)), {
        minLength: size * size,
        maxLength: size * size,
      })
      .map((costs) => Float64Array.from(costs)),
  }),
);

describe('assign', () => {
  it('costs as little as the best of all permutations', () => {
    fc.assert(
      fc.property(problems, ({ size, costs }) => {
        const all = permutations(size).map((columns) => columns.reduce((sum, j, i) => sum + costs[i * size + j], 0));
        const best = assign(costs, size);
        expect([...best.columns].sort()).toEqual(Array.from({ length: size }, (_, i) => i));
        expect(best.cost).toBeCloseTo(Math.min(...all), 10);
      }),
      { numRuns: 500 },
    );
  });

  it('says how much more the second best costs', () => {
    fc.assert(
      fc.property(problems, ({ size, costs }) => {
        const best = assign(costs, size);
        const others = permutations(size)
          .filter((columns) => columns.some((j, i) => j !== best.columns[i]))
          .map((columns) => columns.reduce((sum, j, i) => sum + costs[i * size + j], 0));
        const margin = marginOf(best, costs, size);
        if (size === 1) expect(margin).toBeNull();
        else expect(margin).toBeCloseTo(Math.min(...others) - best.cost, 10);
      }),
      { numRuns: 300 },
    );
  });

  it('finds a shifted identity among 40 rows', () => {
    const size = 40;
    const costs = Float64Array.from({ length: size * size }, (_, cell) =>
      (Math.floor(cell / size) + 7) % size === cell % size ? 0 : 1 + (cell % 5),
    );
    expect(Array.from(assign(costs, size).columns)).toEqual(Array.from({ length: size }, (_, i) => (i + 7) % size));
  });
});
