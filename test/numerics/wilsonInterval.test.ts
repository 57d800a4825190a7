import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wilsonInterval } from '../../src/numerics/wilsonInterval.ts';

it('holds the probabilities that are not rejected by their score: at its ends the test is just decided', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.5, max: 1e6, noNaN: true }),
      (share, n) => {
        const [lower, upper] = wilsonInterval(share, n) ?? [Number.NaN, Number.NaN];
        expect(lower).toBeLessThanOrEqual(share + 1e-12);
        expect(upper).toBeGreaterThanOrEqual(share - 1e-12);
        for (const p of [lower, upper])
          expect(Math.abs((share - p) ** 2 - (1.959963984540054 ** 2 * p * (1 - p)) / n)).toBeLessThan(1e-10);
      },
    ),
  );
});

it('is what the tables have, and nothing without a try', () => {
  expect(wilsonInterval(0.5, 10)?.map((p) => p.toFixed(4))).toEqual(['0.2366', '0.7634']);
  expect(wilsonInterval(0, 10)?.map((p) => p.toFixed(4))).toEqual(['0.0000', '0.2775']);
  expect(wilsonInterval(Number.NaN, 0)).toBeNull();
});
