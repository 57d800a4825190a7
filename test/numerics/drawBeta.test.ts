import { describe, expect, it } from 'vitest';
import { drawBeta } from '../../src/numerics/drawBeta.ts';
import { incompleteBeta } from '../../src/numerics/incompleteBeta.ts';
import { random } from '../../src/numerics/random.ts';
import { kolmogorovDistance, kolmogorovLimit } from '../support/kolmogorovDistance.ts';

describe('drawBeta', () => {
  it.each([
    [1, 1, 0, 1],
    [2, 5, 0, 1],
    [0.5, 0.5, 0, 1],
    [0.2, 3, 0, 1],
    [200, 90, 0, 1],
    [0.3, 0.4, 0.2, 0.9],
    [2, 5, 0.05, 0.95],
    [2, 5, 0.6, 0.61],
    [1.1, 1.1, 0, 0.001],
    [30, 3, 0, 0.2],
    [3, 30, 0.7, 1],
  ])('shapes %d and %d between %d and %d: draws have the distribution', (a, b, min, max) => {
    const source = random(8);
    const above = min > a / (a + b);
    // the tail that keeps its digits
    const cdf = (x: number): number => (above ? incompleteBeta(1 - x, x, b, a) : incompleteBeta(x, 1 - x, a, b));
    const share = (x: number): number => (cdf(x) - cdf(min)) / (cdf(max) - cdf(min));
    expect(kolmogorovDistance(() => drawBeta(a, b, { min, max }, source), share)).toBeLessThan(kolmogorovLimit);
  });

  it('is right far out, where no probability is left', () => {
    const source = random(3);
    // close to 0 the density is x^(a - 1), to which (1 - x)^9 hardly adds
    expect(
      kolmogorovDistance(
        () => drawBeta(1000, 10, { max: 1e-4 }, source),
        (x) => (x / 1e-4) ** 1000,
      ),
    ).toBeLessThan(kolmogorovLimit);
    expect(
      kolmogorovDistance(
        () => 1 - drawBeta(3, 500, { min: 1 - 1e-6 }, source),
        (y) => (y / 1e-6) ** 500,
      ),
    ).toBeLessThan(kolmogorovLimit);
  });

  it('draws tiny shapes as logarithms would have it', () => {
    const source = random(6);
    const draws = Array.from({ length: 4000 }, () => drawBeta(1e-3, 2e-3, {}, source));
    const share = draws.filter((x) => x > 0.5).length / draws.length;
    // a / (a + b) of the mass is close to 1
    expect(Math.abs(share - 1 / 3)).toBeLessThan(5 * Math.sqrt(2 / 9 / 4000));
  });

  it('draws the same numbers from the same seed, within the bounds', () => {
    const draw = (): number[] => {
      const source = random(5);
      return Array.from({ length: 200 }, () => drawBeta(0.4, 0.7, { min: 0.1, max: 0.9 }, source));
    };
    expect(draw()).toEqual(draw());
    expect(draw().every((x) => x >= 0.1 && x <= 0.9)).toBe(true);
    expect(drawBeta(2, 2, { min: 0.3, max: 0.3 + 2 ** -54 }, random(1))).toBeCloseTo(0.3, 15);
  });

  it('refuses impossible numbers', () => {
    const source = random(1);
    expect(() => drawBeta(0, 1, {}, source)).toThrow('The shape a must be');
    expect(() => drawBeta(1, Number.NaN, {}, source)).toThrow('The shape b must be');
    expect(() => drawBeta(1, 1, { min: 0.6, max: 0.4 }, source)).toThrow('bounds');
    expect(() => drawBeta(1, 1, { max: 1.2 }, source)).toThrow('bounds');
  });
});
