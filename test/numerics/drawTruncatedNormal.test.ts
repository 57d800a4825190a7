import { describe, expect, it } from 'vitest';
import { drawTruncatedNormal } from '../../src/numerics/drawTruncatedNormal.ts';
import { normalCdf } from '../../src/numerics/normalDistribution.ts';
import { random } from '../../src/numerics/random.ts';
import { kolmogorovDistance, kolmogorovLimit } from '../support/kolmogorovDistance.ts';

describe('drawTruncatedNormal', () => {
  it.each([
    [0, 1, -Infinity, Number.POSITIVE_INFINITY],
    [3, 2, 0, Number.POSITIVE_INFINITY],
    [-1, 0.5, -1.2, -0.3],
    [0, 1, -0.01, 0.02],
    [0, 1, -9, 0.5],
    [0, 1, 0.7, 1.1],
    [0, 1, 2, 2.0001],
    [0, 1, 4, Number.POSITIVE_INFINITY],
    [5, 2, -Infinity, -20],
    [0, 1, -8, -7.5],
  ])('mean %d and deviation %d between %d and %d: draws have the distribution', (mean, deviation, min, max) => {
    const source = random(11);
    const above = min > mean;
    // the tail that keeps its digits
    const cdf = (x: number): number => normalCdf(((above ? -1 : 1) * (x - mean)) / deviation);
    const share = (x: number): number => (cdf(x) - cdf(min)) / (cdf(max) - cdf(min));
    expect(kolmogorovDistance(() => drawTruncatedNormal(mean, deviation, { min, max }, source), share)).toBeLessThan(
      kolmogorovLimit,
    );
  });

  it('has exponential excesses far out, where no probability is left', () => {
    const source = random(2);
    for (const z of [60, 1e4]) {
      expect(
        kolmogorovDistance(
          () => (drawTruncatedNormal(0, 1, { min: z }, source) - z) * z,
          (x) => 1 - Math.exp(-x - (x * x) / (2 * z * z)) / (1 + x / (z * z)),
        ),
      ).toBeLessThan(kolmogorovLimit);
      expect(drawTruncatedNormal(0, 1, { max: -z }, source)).toBeLessThanOrEqual(-z);
    }
    expect(drawTruncatedNormal(0, 1, { min: 1e200 }, source)).toBe(1e200);
  });

  it('draws the same numbers from the same seed, within the bounds', () => {
    const draw = (): number[] => {
      const source = random(5);
      return Array.from({ length: 200 }, () => drawTruncatedNormal(0.3, 0.4, { min: 0, max: 1 }, source));
    };
    expect(draw()).toEqual(draw());
    expect(draw().every((x) => x >= 0 && x <= 1)).toBe(true);
  });

  it('refuses impossible numbers', () => {
    const source = random(1);
    expect(() => drawTruncatedNormal(0, 1, { min: 2, max: 2 }, source)).toThrow('min of bounds must be below max');
    expect(() => drawTruncatedNormal(0, 0, {}, source)).toThrow('standardDeviation');
    expect(() => drawTruncatedNormal(Number.NaN, 1, {}, source)).toThrow('mean');
    expect(() => drawTruncatedNormal(0, 1, { min: Number.POSITIVE_INFINITY }, source)).toThrow('bounds');
    expect(() => drawTruncatedNormal(0, 1e-300, { min: 1e300 }, source)).toThrow('finite number of standard');
  });
});
