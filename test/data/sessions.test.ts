import { describe, expect, test } from 'vitest';
import { sessionsOfStarts } from '../../src/data/sessions.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { golden } from '../support/golden.ts';

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
    ['a short mask', [1, 0, 0], 'needs an entry for each of the 5 trials, but it has 3'],
    ['a mask that begins with false', [false, true, false, false, false], 'a mask but holds false at trial 0'],
    [
      'a mask that begins with 0',
      [0, 1, 0, 1, 0],
      'a mask but holds 0 at trial 0, where the first session begins. Put 1 there.',
    ],
    ['a mask with other numbers', [1, 0, 2, 0, 0], 'holds 2 at trial 2'],
    ['first trials that fall', [0, 3, 2], 'entry 2 is 2 after 3'],
    ['broken first trials', [0, 1.5], 'entry 1 is 1.5'],
    ['first trials beyond the end', [0, 9], 'a session begins at trial 9, but there are only 5 trials'],
    ['the end in the middle', [0, 5, 6], 'a session begins at trial 5'],
  ])('refuses %s', (_, list, message) => {
    expect(dataErrorOf(() => starts(list)).message).toContain(message);
  });
});

describe('sessions of nemos', () => {
  type Starts = (number | boolean)[];
  const [none, ...given] = golden('nemos/session_starts_cases').cases.slice(0, 4);
  const mask = (list: ArrayLike<number | boolean>, numTrials: number): number[] => {
    const { starts } = sessionsOfStarts(list, numTrials);
    return Array.from({ length: numTrials }, (_, t) => Number(starts.includes(t)));
  };

  test('are one session where none are given', () => {
    expect(mask([0], none.n)).toEqual(none.expected);
  });

  test.each<{ n: number; input: Starts; kind: string; expected: number[] }>(given)(
    'are the same from %o once the first trial is said to begin one, which is not assumed',
    ({ n, input, expected }) => {
      expect(dataErrorOf(() => mask(input, n)).message).toContain('sessionStarts');
      const first = input.length === n ? [typeof input[0] === 'boolean' ? true : 1, ...input.slice(1)] : [0, ...input];
      expect(mask(first, n)).toEqual(expected);
    },
  );
});
