import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceLagTimeConstant } from '../../src/models/choiceLagTimeConstant.ts';
import { random } from '../../src/numerics/random.ts';

/** s · exp(−l/τ) / Σ exp(−l/τ) */
function faded(tau: number, scale: number, lags: readonly number[]): number[] {
  const shares = lags.map((lag) => Math.exp(-lag / tau));
  return shares.map((share) => (scale * share) / shares.reduce((a, b) => a + b));
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe('choiceLagTimeConstant', () => {
  it('recovers the time constant and the scale of each group from weights without noise', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        number(0.3, 30),
        number(0.2, 3),
        number(-3, -0.2),
        fc.integer({ min: 3, max: 12 }),
        (tau, a, b, n) => {
          const lags = upTo(n);
          const found = choiceLagTimeConstant([faded(tau, a, lags), faded(tau, b, lags)]);
          expect(found.converged).toBe(true);
          expect(found.timeConstant / tau).toBeCloseTo(1, 4);
          expect(found.halfLife).toBe(found.timeConstant * Math.LN2);
          expect(found.scales[0]).toBeCloseTo(a, 5);
          expect(found.scales[1]).toBeCloseTo(b, 5);
          expect(found.rSquared).toBeCloseTo(1, 8);
          expect(found.rootMeanSquareError).toBeLessThan(1e-6);
        },
      ),
    );
  });

  it('has the least sum of squares of all time constants and scales', () => {
    const draw = random(3);
    const lags = [1, 2, 4, 7];
    const weights = [0.8, -0.5].map((scale) => faded(2.5, scale, lags).map((weight) => weight + 0.05 * draw.normal()));
    const found = choiceLagTimeConstant(weights, { lags });
    const residual = (tau: number, scales: readonly number[]): number =>
      weights.reduce((sum, group, g) => {
        const curve = faded(tau, scales[g], lags);
        return sum + group.reduce((total, weight, l) => total + (weight - curve[l]) ** 2, 0);
      }, 0);
    expect(found.residualSumOfSquares).toBeCloseTo(residual(found.timeConstant, found.scales), 14);
    expect(found.rootMeanSquareError).toBeCloseTo(Math.sqrt(found.residualSumOfSquares / 8), 14);
    const all = weights.flat();
    const mean = all.reduce((a, b) => a + b) / 8;
    const spread = all.reduce((sum, weight) => sum + (weight - mean) ** 2, 0);
    expect(found.rSquared).toBeCloseTo(1 - found.residualSumOfSquares / spread, 12);
    found.fitted.forEach((curve, g) => {
      const expected = faded(found.timeConstant, found.scales[g], lags);
      for (const [l, weight] of curve.entries()) expect(weight).toBeCloseTo(expected[l], 12);
    });
    for (const factor of [0.9, 0.999, 1.001, 1.1])
      expect(residual(found.timeConstant * factor, found.scales)).toBeGreaterThan(found.residualSumOfSquares);
    for (const [g, by] of [
      [0, 0.01],
      [1, 0.01],
      [0, -0.01],
      [1, -0.01],
    ] as const)
      expect(
        residual(
          found.timeConstant,
          found.scales.map((scale, i) => scale + (i === g ? by : 0)),
        ),
      ).toBeGreaterThan(found.residualSumOfSquares);
  });

  it('says why there is no time constant', () => {
    const reason = (...weights: number[][]) => {
      const found = choiceLagTimeConstant(weights);
      expect(found.converged).toBe(found.reason === null);
      return found.reason;
    };
    expect(reason([0, 0, 0])).toContain('All weights are 0');
    expect(reason([0.3, 0.3, 0.3])).toContain('do not fade');
    expect(reason([0.1, 0.2, 0.3])).toContain('do not fade');
    expect(reason([0.5, 0, 0])).toContain('within the first lag');
    expect(reason([0.4, 0.2, 0.1])).toBe(null);
    expect(choiceLagTimeConstant([[0.3, 0.3]]).rSquared).toBe(null);
  });
});
