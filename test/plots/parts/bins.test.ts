import { describe, expect, it } from 'vitest';
import { binsOf, binWidth } from '../../../src/plots/parts/bins.ts';

describe('binWidth', () => {
  it('is round, and finer for more values', () => {
    expect(binWidth([0, 1, 2, 10])).toBe(2);
    expect(binWidth(Array.from({ length: 1000 }, (_, i) => i / 100))).toBe(0.5);
    expect(binWidth([4, 4, 4])).toBe(1);
  });
});

describe('binsOf', () => {
  it('counts each value once, the greatest in the last bar', () => {
    expect(binsOf([0, 0.5, 1, 1.5, 2], 1)).toEqual([
      { from: 0, to: 1, count: 2, density: 0.4 },
      { from: 1, to: 2, count: 3, density: 0.6 },
    ]);
  });

  it('has bars from multiple to multiple, below 0 as well', () => {
    expect(binsOf([-0.7, 0.3], 0.5).map(({ from, to }) => [from, to])).toEqual([
      [-1, -0.5],
      [-0.5, 0],
      [0, 0.5],
    ]);
  });

  it('has one bar for equal values', () => {
    expect(binsOf([2, 2], 0.5)).toEqual([{ from: 2, to: 2.5, count: 2, density: 2 }]);
  });
});
