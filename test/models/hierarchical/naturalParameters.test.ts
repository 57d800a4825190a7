import { describe, expect, expectTypeOf, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { rescorlaWagner } from '../../../src/models/behavior/rescorlaWagner.ts';
import { hierarchical } from '../../../src/models/hierarchical/hierarchical.ts';
import { naturalParameters, unboundedParameters } from '../../../src/models/hierarchical/naturalParameters.ts';
import { type NdArray, ndarray } from '../../../src/numerics/ndarray.ts';

const spec = rescorlaWagner({ maxInverseTemperature: 10 });
const [temperature, rate] = [10 / (1 + Math.exp(-0.4)), 1 / (1 + Math.exp(1.5))];

describe('naturalParameters', () => {
  it('answers in the arrangement that it was asked in', () => {
    const record = naturalParameters(spec, { learningRate: -1.5 });
    expectTypeOf(record).toEqualTypeOf<{ learningRate: number }>();
    expect(record).toEqual({ learningRate: expect.closeTo(rate, 14) });
    const lists = naturalParameters(spec, { inverseTemperature: [0, 0.4], learningRate: Float64Array.of(0, -1.5) });
    expectTypeOf(lists.inverseTemperature).toEqualTypeOf<number[]>();
    expect(lists.inverseTemperature).toEqual([5, expect.closeTo(temperature, 13)]);
    expect(lists.learningRate).toEqual([0.5, expect.closeTo(rate, 14)]);
    const row = naturalParameters(spec, [0.4, -1.5]);
    expectTypeOf(row).toEqualTypeOf<number[]>();
    expect(row).toEqual([expect.closeTo(temperature, 13), expect.closeTo(rate, 14)]);
    const rows = naturalParameters(spec, [[0.4, -1.5], [0, 0]]); // biome-ignore format: rows
    expectTypeOf(rows).toEqualTypeOf<number[][]>();
    expect(rows[1]).toEqual([5, 0.5]);
    const array = naturalParameters(
      hierarchical(spec),
      ndarray(['subject', 'parameter'], [2, 2], Float64Array.of(0.4, -1.5, 0, 0)),
    );
    expectTypeOf(array).toEqualTypeOf<NdArray<readonly ['subject', 'parameter']>>();
    expect(array.shape).toEqual([2, 2]);
    expect(array.data[1]).toBeCloseTo(rate, 14);
    expect(array.data[2]).toBe(5);
  });

  it('is undone by unboundedParameters', () => {
    const x = { inverseTemperature: [-2, 0.3], learningRate: [1.7, -0.2] };
    const back = unboundedParameters(spec, naturalParameters(spec, x));
    for (const name of ['inverseTemperature', 'learningRate'] as const)
      back[name].forEach((value, s) => {
        expect(value).toBeCloseTo(x[name][s], 12);
      });
    expect(unboundedParameters(spec, { learningRate: 0.5 })).toEqual({ learningRate: 0 });
  });

  it.each<[string, () => unknown, string]>([
    ['another parameter', () => naturalParameters(spec, { learningrate: 0 }), 'learningRate'],
    ['rows of another length', () => naturalParameters(spec, [[1, 2, 3]]), '2 values a row'],
    ['an array of another width', () => naturalParameters(spec, ndarray(['a'], [3])), 'last axis'],
    ['what is no number', () => naturalParameters(spec, { learningRate: Number.NaN }), 'finite'],
    ['nothing', () => naturalParameters(spec, undefined as never), 'must hold values'],
    ['a value outside its scale', () => unboundedParameters(spec, { learningRate: 1.2 }), 'between 0 and 1'],
    ['a value at a bound', () => unboundedParameters(spec, { learningRate: 1 }), 'bounds themselves'],
  ])('refuses %s', (_, call, words) => {
    expect(call).toThrow(SpecError);
    expect(call).toThrow(words);
  });
});
