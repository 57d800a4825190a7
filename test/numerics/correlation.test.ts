import { describe, expect, it } from 'vitest';
import { pearsonCorrelation, ranks, spearmanCorrelation } from '../../src/numerics/correlation.ts';
import { random } from '../../src/numerics/random.ts';
import { rootMeanSquareError } from '../../src/numerics/rootMeanSquareError.ts';
import { golden } from '../support/golden.ts';

const column = (rows: readonly (readonly number[])[], k: number): number[] => rows.map((row) => row[k]);

describe('correlation', () => {
  it('and root mean squared error are those of the reference', () => {
    const { recovery } = golden('pyem/lme_r2');
    expect(recovery.corr).toHaveLength(2);
    for (const k of [0, 1]) {
      const [truth, estimates] = [column(recovery.true, k), column(recovery.est, k)];
      expect(pearsonCorrelation(truth, estimates)).toBeCloseTo(recovery.corr[k], 14);
      expect(rootMeanSquareError(estimates, truth)).toBeCloseTo(recovery.rmse[k], 14);
    }
  });

  it('is not changed by scale and origin, and turns with the sign', () => {
    const source = random(4);
    const x = Array.from({ length: 30 }, () => source.normal());
    const y = x.map((value) => value + source.normal());
    const r = pearsonCorrelation(x, y) as number;
    expect(pearsonCorrelation(y, x)).toBeCloseTo(r, 14);
    const scaled = x.map((value) => 1e200 * value + 1e201);
    expect(pearsonCorrelation(scaled, y)).toBeCloseTo(r, 12);
    const turned = x.map((value) => -3 * value);
    expect(pearsonCorrelation(turned, y)).toBeCloseTo(-r, 14);
    expect(pearsonCorrelation(x, x)).toBeCloseTo(1, 15);
    expect(Math.abs(pearsonCorrelation(x, turned) as number)).toBeLessThanOrEqual(1);
  });

  it('is null where one of the two does not vary', () => {
    expect(pearsonCorrelation([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
    expect(pearsonCorrelation([1, 2, 3], [7, 7, 7])).toBeNull();
    expect(pearsonCorrelation([1], [2])).toBeNull();
    expect(spearmanCorrelation([], [])).toBeNull();
  });

  it('ranks share the mean where values are the same', () => {
    expect(Array.from(ranks([3, 1, 3, 2, 3, 1]))).toEqual([5, 1.5, 5, 3, 5, 1.5]);
    expect(Array.from(ranks([-Infinity, 4, -0, 0]))).toEqual([1, 4, 2.5, 2.5]);
  });

  it('of ranks is the textbook formula without ties, and 1 for whatever rises', () => {
    const x = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const y = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    const [of, and] = [ranks(x), ranks(y)];
    const squares = of.reduce((sum, rank, i) => sum + (rank - and[i]) ** 2, 0);
    expect(spearmanCorrelation(x, y)).toBeCloseTo(1 - (6 * squares) / (10 * 99), 14);
    const raised = x.map((value) => Math.exp(value));
    expect(spearmanCorrelation(x, raised)).toBeCloseTo(1, 14);
    // by hand: ranks 1.5 1.5 3 and 1 2 3
    expect(spearmanCorrelation([1, 1, 2], [1, 2, 3])).toBeCloseTo(Math.sqrt(3) / 2, 14);
  });

  it('refuses lists of different lengths', () => {
    expect(() => pearsonCorrelation([1, 2], [1])).toThrow('there are 2 and 1');
    expect(() => rootMeanSquareError([1, 2], [1])).toThrow('2 estimates and 1 true values');
  });
});
