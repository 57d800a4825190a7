import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { at, fromNested, lengthOf, type Nested, ndarray, toNested } from '../../src/numerics/ndarray.ts';

const sessions = fromNested(
  ['session', 'state', 'feature'],
  [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [
      [7, 8, 9],
      [10, 11, 12],
    ],
  ],
  'weights',
);

describe('an array with named axes', () => {
  it('is zeros unless data are given, one number a cell', () => {
    expect(ndarray(['state', 'feature'], [2, 3]).data).toEqual(new Float64Array(6));
    expect(() => ndarray(['state', 'feature'], [2, 3], new Float64Array(5))).toThrow(
      'An array over [state, feature] of shape [2, 3] needs 6 numbers, but there are 5.',
    );
    expect(() => ndarray(['state'], [2, 3])).toThrow(SpecError);
  });

  it('stands row by row, the last axis together', () => {
    expect(sessions.shape).toEqual([2, 2, 3]);
    expect(Array.from(sessions.data)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(at(sessions, 1, 0, 2)).toBe(9);
  });

  it('knows the length of each axis, 1 for one that it does not have', () => {
    expect(lengthOf(sessions, 'feature')).toBe(3);
    expect(lengthOf(ndarray(['state'], [4]), 'session')).toBe(1);
  });

  it.each([[[1, 0]], [[1, 0, 3]], [[-1, 0, 0]], [[0, 0.5, 0]], [[2, 0, 0]]])('has nothing at %j', (index) => {
    expect(() => at(sessions, ...index)).toThrow(SpecError);
  });

  it('survives structuredClone', () => {
    expect(structuredClone(sessions)).toEqual(sessions);
  });
});

describe('nested rows', () => {
  it('come back as they went in', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lengths, fc.nat(), (shape, first) => {
        let next = first;
        const make = (level: number): Nested =>
          Array.from({ length: shape[level] }, () =>
            level === shape.length - 1 ? next++ : make(level + 1),
          ) as unknown as Nested;
        const nested = make(0);
        const axes = shape.map((_, i) => `axis ${i}`);
        expect(toNested(fromNested(axes, nested, 'it'))).toEqual(nested);
      }),
    );
  });

  it.each<[string, unknown, string]>([
    ['nested too little', [1, 2], 'weights must be nested 2 deep, as [state, feature], but is nested 1 deep.'],
    ['nested too much', [[[1]]], 'but is nested 3 deep'],
    ['of different lengths', [[1, 2], [3]], 'its parts along "feature" differ in length'],
    ['that mix numbers and rows', [[1, 2], 3], 'its parts along "feature" differ in length'],
    ['that hold an infinite number', [[1, Infinity]], 'weights must hold finite numbers, but holds Infinity.'],
    ['that hold a text', [['1']], 'weights must hold finite numbers'],
  ])('%s are refused', (_, nested, message) => {
    expect(() => fromNested(['state', 'feature'], nested as Nested, 'weights')).toThrow(message);
  });
});
