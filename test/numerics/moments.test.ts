import { expect, test } from 'vitest';
import { moments } from '../../src/numerics/moments.ts';

test('mean and variance are those of the list written out', () => {
  const { mean, variance } = moments([1, 5, -3, 5]);
  expect(mean).toBe(2);
  expect(variance).toBe((1 + 9 + 25 + 9) / 4);
});

test('a value that counts three times is three values, one that counts 0 times is none', () => {
  const counted = moments([0.1, 7, 0.4], [3, 0, 2]);
  const written = moments([0.1, 0.1, 0.1, 0.4, 0.4]);
  expect(counted.mean).toBeCloseTo(written.mean, 15);
  expect(counted.variance).toBeCloseTo(written.variance, 15);
});

test('a small spread about a large mean keeps its digits', () => {
  expect(moments([1e8 - 1, 1e8 + 1]).variance).toBe(1);
});

test('nothing has no moments', () => {
  expect(moments([])).toEqual({ mean: Number.NaN, variance: Number.NaN });
  expect(moments([1], [0])).toEqual({ mean: Number.NaN, variance: Number.NaN });
});
