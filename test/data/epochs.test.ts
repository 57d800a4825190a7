import { describe, expect, test } from 'vitest';
import { epochs } from '../../src/data/epochs.ts';
import { column, lag } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { SpecError } from '../../src/errors.ts';
import type { Trials } from '../../src/models/trials.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { featureValues } from '../support/featureValues.ts';

function read(time: readonly unknown[], start: readonly number[], end: readonly number[]): Trials {
  return readTrials(
    { time, x: time.map((_, t) => t + 1) },
    { sessionStarts: epochs({ time: 'time', start, end }), features: { x: column(), before: lag('x') } },
  );
}

describe('epochs', () => {
  test('are sessions, whose trials keep their times', () => {
    const trials = read([0, 0.5, 0.5, 10, 12.5], [0, 10], [1, 20]);
    expect(trials.sessionStarts).toEqual(Int32Array.of(0, 3, 5));
    expect(trials.sessionNames).toEqual(['0', '1']);
    expect(trials.times).toEqual(Float64Array.of(0, 0.5, 0.5, 10, 12.5));
    expect(featureValues(trials, 'before')).toEqual([0, 1, 2, 0, 4]);
  });

  test('hold their first and last moment, the later one a moment that two share', () => {
    expect(read([-1, 1, 2, 3], [-1, 2], [2, 3]).sessionStarts).toEqual(Int32Array.of(0, 2, 4));
  });

  test('are plain data, from lists of any kind', () => {
    const made = epochs({ time: 'time', start: Float64Array.of(0), end: [1] });
    expect(made).toEqual({ kind: 'epochs', time: 'time', start: [0], end: [1] });
    expect(structuredClone(made)).toEqual(made);
  });

  test('leave out no trial unasked', () => {
    const outside = dataErrorOf(() => read([0, 5, 11], [0, 10], [1, 20]));
    expect(outside.place).toEqual({ column: 'time', row: 1 });
    expect(outside.message).toBe(
      'The trial in row 1 is at 5 (column "time"), outside every epoch: after epoch 0 ends (1) and before epoch 1 begins (10), epochs counted from 0. Nothing is left out unasked: filter such rows from the table first, or widen the epochs.',
    );
    expect(dataErrorOf(() => read([-1, 0], [0], [1])).message).toContain('outside every epoch: before epoch 0 begins');
    expect(dataErrorOf(() => read([0, 2], [0], [1])).message).toContain('outside every epoch: after epoch 0 ends (1),');
  });

  test('each hold a trial', () => {
    for (const time of [[0, 25], [0], [5, 25]])
      expect(dataErrorOf(() => read(time, [0, 10, 20], [5, 15, 30])).message).toContain(
        'Epoch 1 (counted from 0), from 10 to 15, holds no trial',
      );
  });

  test.each([
    ['is empty', [0, null]],
    ['is empty', [0, Number.NaN]],
    ['is "noon"', [0, 'noon']],
    ['before that of the row above (0.5)', [0.5, 0.25]],
  ])('need times in order: one %s', (message, time) => {
    const error = dataErrorOf(() => read(time, [0], [1]));
    expect(error.place).toEqual({ column: 'time', row: 1 });
    expect(error.message).toContain(message);
  });

  test.each<[string, number[], number[]]>([
    ['there are 2 starts and 1 ends', [0, 1], [1]],
    ['there are 0 starts and 0 ends', [], []],
    ['ends before it begins', [1], [0]],
    ['begins before the one before it ends (3)', [0, 2], [3, 4]],
    ['begins before the one before it ends (6)', [5, 0], [6, 1]],
    ['must begin and end at finite numbers', [0], [Infinity]],
  ])('are refused when %s', (message, start, end) => {
    const call = (): unknown => epochs({ time: 'time', start, end });
    expect(call).toThrow(SpecError);
    expect(call).toThrow(message);
  });
});
