import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { column, contrast, lag, product } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { featureValues } from '../support/featureValues.ts';

const choices = (n: number): number[] => new Array<number>(n).fill(1);
const seen = (c: number, p: number): number => Math.tanh(p * c) / Math.tanh(p);
function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
}

describe('contrast', () => {
  it('is tanh(p c) / tanh(p), right minus left, divided by its population s.d. and not centred', () => {
    const side = fc.double({ min: 0, max: 1, noNaN: true });
    const pairs = fc.array(fc.tuple(side, side), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(pairs, fc.double({ min: 0.5, max: 10, noNaN: true }), (sides, p) => {
        const expected = sides.map(([left, right]) => seen(right, p) - seen(left, p));
        fc.pre(spread(expected) > 1e-6);
        const table = { choice: choices(sides.length), left: sides.map(([l]) => l), right: sides.map(([, r]) => r) };
        const source = { left: 'left', right: 'right' };
        const features = { x: contrast(source, { p }), raw: contrast(source, { p, scaled: false }) };
        const trials = readTrials(table, { choice: 'choice', features });
        featureValues(trials, 'x').forEach((x, t) => void expect(x).toBeCloseTo(expected[t] / spread(expected), 9));
        featureValues(trials, 'raw').forEach((x, t) => void expect(x).toBeCloseTo(expected[t], 12));
      }),
    );
  });

  it('takes p = 5, signed columns, and leaves unsigned contrasts as they are', () => {
    const signed = [1, -0.25, 0, 0.0625];
    const features = { x: contrast('c'), size: contrast('c', { unsigned: true }) };
    const trials = readTrials({ choice: choices(4), c: signed }, { choice: 'choice', features });
    const expected = signed.map((c) => seen(c, 5));
    featureValues(trials, 'x').forEach((x, t) => void expect(x).toBeCloseTo(expected[t] / spread(expected), 12));
    featureValues(trials, 'size').forEach((x, t) => void expect(x).toBeCloseTo(Math.abs(expected[t]), 12));
    expect(trials.recipes).toEqual([
      { kind: 'contrast', columns: ['c'], p: 5, unsigned: false, deviations: [expect.closeTo(spread(expected), 12)] },
      { kind: 'contrast', columns: ['c'], p: 5, unsigned: true, deviations: null },
    ]);
  });

  it('counts an empty side as 0 beside the other; with both empty there is none', () => {
    const table = { choice: choices(3), left: [0.5, null, null], right: [null, 1, null] };
    const features = { x: contrast({ left: 'left', right: 'right' }, { scaled: false }) };
    const trials = readTrials(table, { choice: 'choice', features });
    expect(featureValues(trials, 'x')).toEqual([-seen(0.5, 5), 1, 0]);
    expect(Array.from(trials.observed)).toEqual([1, 1, 0]);
  });

  it('is scaled in each subject apart, in products too', () => {
    const table = {
      mouse: ['A', 'A', 'B', 'B', 'B'],
      day: [1, 2, 1, 1, 2],
      choice: choices(5),
      c: [1, -1, 1, 1, 0],
    };
    const roles = { subject: 'mouse', session: 'day', choice: 'choice' };
    const features = { x: contrast('c'), one: column('choice', { allowSameTrial: true }), both: product('one', 'x') };
    const pooled = readTrials(table, { ...roles, subjects: 'pooled', features });
    const ofB = Math.sqrt(2) / 3;
    for (const name of ['x', 'both'])
      expect(featureValues(pooled, name)).toEqual([1, -1, 1 / ofB, 1 / ofB, 0].map((x) => expect.closeTo(x, 12)));
    const [, b] = readTrials(table, { ...roles, subjects: 'each', features });
    const recipe = { kind: 'contrast', deviations: [ofB, ofB].map((x) => expect.closeTo(x, 12)) };
    expect(b.recipes[0]).toMatchObject(recipe);
    expect(b.recipes[2]).toMatchObject({ kind: 'product', parts: [{ kind: 'column' }, recipe] });
  });

  it('subjects read each for itself keep their own parts of products with what is rebuilt', () => {
    const table = { mouse: ['A', 'A', 'B', 'B'], choice: choices(4), c: [1, 2, 3, 4] };
    const features = { x: product(column('c'), lag('choice')) };
    const [, b] = readTrials(table, { subject: 'mouse', subjects: 'each', choice: 'choice', features });
    expect(b.fixedParts).toEqual({ x: [Float64Array.of(3, 4)] });
  });
});
