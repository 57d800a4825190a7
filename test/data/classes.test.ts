import { describe, expect, test } from 'vitest';
import type { ClassLabel } from '../../src/data/classes.ts';
import { bias, lag } from '../../src/data/features.ts';
import { type ReadTrialsOptions, readTrials } from '../../src/data/readTrials.ts';
import type { Trials } from '../../src/models/trials.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { featureValues } from '../support/featureValues.ts';

function read(choice: ArrayLike<unknown>, options: Partial<ReadTrialsOptions> = {}): Trials {
  return readTrials({ choice }, { choice: 'choice', features: { bias: bias() }, ...options });
}

describe('the classes of choices', () => {
  test('are indexed in the order in which they are named', () => {
    const trials = read(['R', 'C', null, 'L', 'C'], { classes: ['C', 'L', 'R'] });
    expect(trials.choices).toEqual(Int32Array.of(2, 0, -1, 1, 0));
    expect(trials.classNames).toEqual(['C', 'L', 'R']);
    expect(trials.observed).toEqual(Uint8Array.of(1, 1, 0, 1, 1));
  });

  test.each<[string, readonly ClassLabel[], ArrayLike<unknown>, readonly string[]]>([
    ['numbers', [-1, 0.5, 7], [7, -1, 0.5], ['-1', '0.5', '7']],
    ['booleans, also written as 0 and 1', [true, false], [0, true, false], ['true', 'false']],
    ['large integers', [1, 2, 3], BigInt64Array.of(3n, 1n, 2n), ['1', '2', '3']],
    ['text that looks like numbers', ['3', '1', '2'], ['2', '3', '1'], ['3', '1', '2']],
  ])('may be %s', (_, classes, cells, names) => {
    const trials = read(cells, { classes });
    expect(trials.choices).toEqual(classes.length === 2 ? Int32Array.of(1, 0, 1) : Int32Array.of(2, 0, 1));
    expect(trials.classNames).toEqual(names);
  });

  test('may have one that was never chosen', () => {
    expect(read(['L', 'R'], { classes: ['C', 'L', 'R'] }).classNames).toEqual(['C', 'L', 'R']);
  });

  test('leave out what stands for no choice', () => {
    const trials = read(['L', 'none', 'R', ''], { classes: ['L', 'R'], missingChoice: 'none' });
    expect(trials.choices).toEqual(Int32Array.of(0, -1, 1, -1));
    expect(read([0, 1, 2, 9], { missingChoice: 9 }).choices).toEqual(Int32Array.of(0, 1, 2, -1));
  });

  test('are 0 and 1, or whole numbers without a gap, when they are not named', () => {
    expect(read([1, true, 0, null]).classNames).toEqual(['0', '1']);
    expect(read([1, 1]).classNames).toEqual(['0', '1']);
    expect(read([null]).classNames).toEqual(['0', '1']);
    const three = read([2, 0, 1, null, 0]);
    expect(three.classNames).toEqual(['0', '1', '2']);
    expect(three.choices).toEqual(Int32Array.of(2, 0, 1, -1, 0));
    for (const cells of [
      [0, 2],
      [1, 2, 3],
      [0, 1, 3],
      [-1, 0, 1],
      [0, 0.5, 1],
      ['0', '1'],
    ])
      expect(dataErrorOf(() => read(cells)).message).toContain(
        `classes: [${cells.map((cell) => JSON.stringify(cell)).join(', ')}]`,
      );
  });

  test('are none for responses, and for a design that names none', () => {
    expect(readTrials({ y: [1, 2] }, { y: 'y', features: { bias: bias() } }).classNames).toEqual([]);
    expect(readTrials({ x: [1, 2] }, { features: { bias: bias() } }).classNames).toEqual([]);
    const design = readTrials({ x: [1, 2] }, { classes: ['L', 'R'], features: { bias: bias() } });
    expect(design.classNames).toEqual(['L', 'R']);
    expect(design.choices).toEqual(Int32Array.of(-1, -1));
  });

  test('are those of the correct side', () => {
    const data = { choice: ['L', 'R', 'C'], target: ['R', null, 'C'], x: [0, -1, 2] };
    const options = { choice: 'choice', classes: ['C', 'L', 'R'], features: { bias: bias() } };
    expect(readTrials(data, { ...options, correct: 'target' }).correct).toEqual(Int32Array.of(2, -1, 0));
    const two = { ...options, classes: ['L', 'R'], missingChoice: 'C', correct: { signOf: 'x' } };
    expect(readTrials(data, two).correct).toEqual(Int32Array.of(-1, 0, 1));
    const found = { choice: 'choice', correct: 'target', features: { bias: bias() } };
    expect(readTrials({ choice: [0, 1, 2], target: [2, 2, 1] }, found).correct).toEqual(Int32Array.of(2, 2, 1));
  });

  test('can be told from each other by lags', () => {
    const trials = readTrials(
      { day: ['a', 'a', 'a', 'a', 'b', 'b'], choice: ['L', 'R', null, 'L', 'L', 'C'] },
      {
        session: 'day',
        choice: 'choice',
        classes: ['C', 'L', 'R'],
        features: { left: lag('choice', { of: 'L' }), right: lag('choice', { of: 'R', by: 2 }) },
      },
    );
    expect(featureValues(trials, 'left')).toEqual([0, 1, 0, 0, 0, 1]);
    expect(featureValues(trials, 'right')).toEqual([0, 0, 0, 1, 0, 0]);
    expect(trials.recipes).toEqual([
      { kind: 'lag', column: 'choice', of: 'choice', by: 1, chosenClass: 1 },
      { kind: 'lag', column: 'choice', of: 'choice', by: 2, chosenClass: 2 },
    ]);
  });

  test('are -1 and 1 in a lag of two, whatever their labels', () => {
    const trials = read(['R', 'L', 'L'], { classes: ['L', 'R'], features: { before: lag('choice') } });
    expect(featureValues(trials, 'before')).toEqual([0, 1, -1]);
  });
});
