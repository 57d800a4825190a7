import { describe, expect, test } from 'vitest';
import { sessionsOfStarts } from '../../src/data/sessions.ts';
import { dataErrorOf } from '../support/dataError.ts';

describe('session starts', () => {
  const starts = (sessionStarts: ArrayLike<number | boolean>, numTrials = 5): number[] => {
    return [...sessionsOfStarts(sessionStarts, numTrials).starts];
  };

  test('can be a mask, first trials, or first trials with the number of trials at the end', () => {
    for (const list of [
      [1, 0, 0, 1, 0],
      [true, false, false, true, false],
      Uint8Array.of(1, 0, 0, 1, 0),
      [0, 3],
      [0, 3, 5],
      Float64Array.of(0, 3, 5),
    ])
      expect(starts(list)).toEqual([0, 3, 5]);
  });

  test('are never taken for another kind', () => {
    expect(starts([0, 1], 2)).toEqual([0, 1, 2]);
    expect(starts([1, 1], 2)).toEqual([0, 1, 2]);
    expect(starts([0], 1)).toEqual([0, 1]);
    expect(starts([1], 1)).toEqual([0, 1]);
    expect(starts([0, 1], 1)).toEqual([0, 1]);
  });

  test.each<[string, (number | boolean)[], string]>([
    ['no first trial', [2, 4], 'sessionStarts begins with 2'],
    ['nothing', [], 'sessionStarts is empty'],
    ['a short mask', [1, 0, 0], 'needs one entry a trial: 5, but there are 3'],
    ['a mask that begins with false', [false, true, false, false, false], 'the first trial begins a session'],
    ['a mask with other numbers', [1, 0, 2, 0, 0], 'holds 2 at trial 2'],
    ['first trials that fall', [0, 3, 2], 'entry 2 is 2 after 3'],
    ['broken first trials', [0, 1.5], 'entry 1 is 1.5'],
    ['first trials beyond the end', [0, 9], 'a session begins at trial 9, but there are 5 trials'],
    ['the end in the middle', [0, 5, 6], 'a session begins at trial 5'],
  ])('refuses %s', (_, list, message) => {
    expect(dataErrorOf(() => starts(list)).message).toContain(message);
  });
});
