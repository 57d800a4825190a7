import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bias, column, type FeatureBuilder, lag, standardized } from '../../src/data/features.ts';
import { type ReadTrialsOptions, readTrials } from '../../src/data/readTrials.ts';
import { table } from '../../src/data/table.ts';
import type { TableSource } from '../../src/data/tableSource.ts';
import { DataError, SpecError } from '../../src/errors.ts';
import type { Trials } from '../../src/models/trials.ts';

const columns = {
  day: ['mon', 'mon', 'mon', 'tue', 'tue'],
  choice: [1, null, 0, 1, 1],
  contrast: [-1, 0.5, 0, 0.25, 1],
  rewarded: [1, null, 0, 1, 0],
};
const rows = columns.day.map((day, i) => ({
  day,
  choice: columns.choice[i],
  contrast: columns.contrast[i],
  rewarded: columns.rewarded[i],
}));

function values(trials: Trials, feature: string): number[] {
  const { shape, data } = trials.features;
  const numFeatures = shape[1] as number;
  const index = trials.featureNames.indexOf(feature);
  return Array.from({ length: trials.numTrials }, (_, t) => data[t * numFeatures + index] as number);
}

function read(features: Record<string, FeatureBuilder>, more: Partial<ReadTrialsOptions> = {}): Trials {
  return readTrials(columns, { session: 'day', choice: 'choice', features, ...more });
}

function failure(make: () => unknown): DataError {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return error as DataError;
  }
  return expect.unreachable('it should have failed');
}

function readChoices(choice: unknown[], more: Partial<ReadTrialsOptions> = {}): Trials {
  return readTrials({ choice }, { choice: 'choice', features: { bias: bias() }, ...more });
}

describe('readTrials', () => {
  const options: ReadTrialsOptions = {
    session: 'day',
    choice: 'choice',
    outcomes: ['rewarded'],
    correct: { signOf: 'contrast' },
    features: { bias: bias(), contrast: column(), previous: lag('choice') },
  };

  test('reads the same trials from rows, columns, a table and a data frame', () => {
    const frame = {
      columns: Object.keys(columns),
      column: (name: string) => ({ values: columns[name as keyof typeof columns] }),
    };
    const ours = table([
      { name: 'day', type: 'string', values: columns.day },
      { name: 'choice', type: 'number', values: columns.choice },
      { name: 'contrast', type: 'number', values: columns.contrast },
      { name: 'rewarded', type: 'number', values: columns.rewarded },
    ]);
    const expected = readTrials(columns, options);
    for (const source of [rows, frame, ours, { ...columns, contrast: Float32Array.from(columns.contrast) }])
      expect(readTrials(source as TableSource, options)).toEqual(expected);
  });

  test('says of each trial what it was', () => {
    const trials = readTrials(rows, options);
    expect(trials.kind).toBe('trials');
    expect(trials.numTrials).toBe(5);
    expect(trials.choices).toEqual(Int32Array.of(1, -1, 0, 1, 1));
    expect(trials.observed).toEqual(Uint8Array.of(1, 0, 1, 1, 1));
    expect(trials.sessionStarts).toEqual(Int32Array.of(0, 3, 5));
    expect(trials.sessionNames).toEqual(['mon', 'tue']);
    expect(trials.subject).toBeNull();
    expect(trials.correct).toEqual(Int32Array.of(0, 1, -1, 1, 1));
    expect(trials.outcomes).toEqual([{ name: 'rewarded', values: Float64Array.of(1, Number.NaN, 0, 1, 0) }]);
    expect(trials.featureNames).toEqual(['bias', 'contrast', 'previous']);
    expect(trials.recipes).toEqual([
      { kind: 'bias' },
      { kind: 'column', column: 'contrast' },
      { kind: 'lag', column: 'choice', of: 'choice', by: 1 },
    ]);
  });

  test('is plain data', () => {
    const trials = readTrials(rows, options);
    expect(structuredClone(trials)).toEqual(trials);
  });

  test('takes booleans for choices, and one more value for none', () => {
    expect(readChoices([true, false, '', undefined, Number.NaN]).choices).toEqual(Int32Array.of(1, 0, -1, -1, -1));
    expect(readChoices([-1, 1, 0], { missingChoice: -1 }).observed).toEqual(Uint8Array.of(0, 1, 1));
  });

  test('without a choice column the trials are a design with nothing observed', () => {
    const trials = readTrials(rows, { features: { contrast: column() } });
    expect(trials.choices).toEqual(new Int32Array(5).fill(-1));
    expect(trials.observed).toEqual(new Uint8Array(5));
    expect(trials.sessionStarts).toEqual(Int32Array.of(0, 5));
  });

  test('a correct side can stand in a column', () => {
    const data = { side: [1, 0, null, true], x: [1, 2, 3, 4] };
    expect(readTrials(data, { correct: 'side', features: { x: column() } }).correct).toEqual(
      Int32Array.of(1, 0, -1, 1),
    );
  });

  test('names the subject', () => {
    const data = { mouse: ['M7', 'M7'], x: [1, 2] };
    expect(readTrials(data, { subject: 'mouse', features: { x: column() } }).subject).toBe('M7');
  });

  test('cells of a column called __proto__ or constructor are read like any other', () => {
    const data = JSON.parse('[{ "__proto__": 1, "constructor": 2 }, { "__proto__": 3, "constructor": 4 }]');
    const trials = readTrials(data, { features: { a: column('__proto__'), b: column('constructor') } });
    expect(values(trials, 'a')).toEqual([1, 3]);
    expect(failure(() => readTrials([{ x: 1 }], { features: { a: column('toString') } })).place.column).toBe(
      'toString',
    );
  });
});

describe('features', () => {
  test('a lag of the choice is -1 or 1, and 0 at session starts and after a missing choice', () => {
    expect(values(read({ previous: lag('choice') }), 'previous')).toEqual([0, 1, 0, 0, 1]);
    expect(values(read({ earlier: lag('choice', { by: 2 }) }), 'earlier')).toEqual([0, 0, 1, 0, 0]);
  });

  test('a lag of another column is its value, and 0 where there is none', () => {
    const trials = read({ reward: lag('rewarded'), contrast: lag('contrast') }, { outcomes: ['rewarded'] });
    expect(values(trials, 'reward')).toEqual([0, 1, 0, 0, 1]);
    expect(values(trials, 'contrast')).toEqual([0, -1, 0.5, 0, 0.25]);
    expect(trials.recipes.map((recipe) => recipe.kind === 'lag' && recipe.of)).toEqual(['outcome', 'feature']);
  });

  test('a lag never crosses a session start', () => {
    const sessionLengths = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(sessionLengths, fc.integer({ min: 1, max: 4 }), (lengths, by) => {
        const session = lengths.flatMap((length, s) => new Array<number>(length).fill(s));
        const trials = readTrials(
          { session, x: session.map((s) => s + 1) },
          {
            session: 'session',
            features: { x: lag('x', { by }) },
          },
        );
        const inSession = lengths.flatMap((length) => Array.from({ length }, (_, t) => t));
        expect(values(trials, 'x')).toEqual(session.map((s, t) => ((inSession[t] as number) >= by ? s + 1 : 0)));
      }),
    );
  });

  test('a standardized column has mean 0 and population standard deviation 1 over all sessions', () => {
    const trials = read({ contrast: standardized('contrast') });
    const z = values(trials, 'contrast');
    expect(z.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 12);
    expect(z.reduce((sum, x) => sum + x * x, 0) / 5).toBeCloseTo(1, 12);
    expect(trials.recipes[0]).toEqual({
      kind: 'standardized',
      column: 'contrast',
      mean: 0.15,
      deviation: expect.closeTo(Math.sqrt(0.44), 12),
    });
  });

  test('a feature that tells the choice of its own trial is refused, unless asked for', () => {
    const outcomes = ['rewarded'];
    const leaks: [Record<string, FeatureBuilder>, string][] = [
      [{ choice: column() }, 'Feature "choice" reads the choice of its own trial (column "choice")'],
      [{ y: standardized('choice') }, 'Feature "y" reads the choice of its own trial'],
      [{ reward: column('rewarded') }, 'Feature "reward" reads an outcome of its own trial (column "rewarded")'],
    ];
    for (const [features, message] of leaks) {
      const error = failure(() => read(features, { outcomes }));
      expect(error.message).toContain(message);
      expect(error.message).toContain('Use lag(');
    }
    const asked = readTrials({ y: [1, 0] }, { choice: 'y', features: { y: column('y', { allowSameTrial: true }) } });
    expect(values(asked, 'y')).toEqual([1, 0]);
  });
});

describe('session starts', () => {
  const starts = (sessionStarts: ArrayLike<number | boolean>, numTrials = 5): number[] => {
    const x = Array.from({ length: numTrials }, (_, t) => t);
    return [...readTrials({ x }, { sessionStarts, features: { x: column() } }).sessionStarts];
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
    ['nothing', [], 'sessionStarts begins with undefined'],
    ['a short mask', [1, 0, 0], 'needs one entry a trial: 5, but there are 3'],
    ['a mask that begins with false', [false, true, false, false, false], 'the first trial begins a session'],
    ['a mask with other numbers', [1, 0, 2, 0, 0], 'holds 2 at trial 2'],
    ['first trials that fall', [0, 3, 2], 'entry 2 is 2 after 3'],
    ['broken first trials', [0, 1.5], 'entry 1 is 1.5'],
    ['first trials beyond the end', [0, 9], 'a session begins at trial 9, but there are 5 trials'],
    ['the end in the middle', [0, 5, 6], 'a session begins at trial 5'],
  ])('refuses %s', (_, list, message) => {
    expect(failure(() => starts(list)).message).toContain(message);
  });

  test('are given once', () => {
    expect(() => read({ bias: bias() }, { sessionStarts: [0] })).toThrow(SpecError);
  });
});

describe('bad input', () => {
  test('a choice outside 0 and 1 names row and value and says what to do', () => {
    const error = failure(() => readChoices([1, 0, -1, 1]));
    expect(error.place).toEqual({ column: 'choice', row: 2 });
    expect(error.message).toBe(
      'The choice in row 2 is -1, but choices are 0 or 1 (or false, true), and empty where there was none; column "choice" holds -1, 0, 1. If -1 marks a trial without a choice, say missingChoice: -1; otherwise recode the column to 0 and 1.',
    );
    expect(failure(() => readChoices(['left', 'right'])).message).toContain('Turn the text into 0 and 1 first.');
    expect(failure(() => readChoices([0, 0.5])).message).toContain('The choice in row 1 is 0.5');
  });

  test.each([Number.NaN, Infinity, null, 'a'])('a feature that is %s names column, row, session and value', (cell) => {
    const data = { day: ['a', 'a', 'b'], x: [1, 2, cell] };
    for (const x of [column('x'), standardized('x')]) {
      const error = failure(() => readTrials(data as TableSource, { session: 'day', features: { x } }));
      expect(error.place).toEqual({ column: 'x', row: 2, session: 'b' });
      expect(error.message).toMatch(/^Column "x" is .* in row 2 \(session "b"\)/);
    }
  });

  test('an unknown column lists those that look like it, and all', () => {
    expect(failure(() => read({ x: column('Contrats') })).message).toBe(
      'There is no column "Contrats". Did you mean "contrast"? The columns are: day, choice, contrast, rewarded.',
    );
    for (const more of [{ session: 'x' }, { choice: 'x' }, { correct: 'x' }, { outcomes: ['x'] }, { subject: 'x' }])
      expect(failure(() => read({ bias: bias() }, more)).place.column).toBe('x');
  });

  test('no trials, no features', () => {
    for (const empty of [[], {}, { choice: [] }])
      expect(failure(() => readTrials(empty, { features: { bias: bias() } })).message).toContain('There are no trials');
    expect(() => read({})).toThrow('features is empty');
  });

  test('a session that comes back names session and row', () => {
    const data = { day: ['a', 'a', 'b', 'a'], x: [1, 2, 3, 4] };
    const error = failure(() => readTrials(data, { session: 'day', features: { x: column() } }));
    expect(error.place).toEqual({ column: 'day', row: 3, session: 'a' });
    expect(error.message).toContain('Session "a" begins in row 0 and comes back in row 3, after session "b".');
  });

  test('a trial without a session, or of a second subject', () => {
    const data = { day: ['a', null], mouse: ['M1', 'M2'], x: [1, 2] };
    expect(failure(() => readTrials(data, { session: 'day', features: { x: column() } })).place.row).toBe(1);
    expect(failure(() => readTrials(data, { subject: 'mouse', features: { x: column() } })).message).toBe(
      'Column "mouse" holds more than one subject ("M1", "M2"), the second from row 1 on, but trials are read one subject at a time. Filter the table first.',
    );
    expect(failure(() => readTrials(data, { subject: 'day', features: { x: column() } })).place.row).toBe(1);
  });

  test('a column without variation cannot be standardized', () => {
    const error = failure(() => readTrials({ x: [0.1, 0.1, 0.1] }, { features: { x: standardized('x') } }));
    expect(error.message).toContain('Leave a column without variation out; bias() is the constant feature.');
  });

  test('columns of different lengths, or that are no lists', () => {
    const features = { x: column(), y: column() };
    expect(failure(() => readTrials({ x: [1, 2], y: [1] }, { features })).message).toContain(
      'Column "y" has 1 values but column "x" has 2',
    );
    expect(failure(() => readTrials({ x: [1], y: 3 } as unknown as TableSource, { features })).message).toContain(
      'Column "y" must be an array, but is number.',
    );
  });

  test('data of no known kind', () => {
    for (const data of [null, 3, 'a.csv', [1, 2]])
      expect(failure(() => readTrials(data as unknown as TableSource, { features: { bias: bias() } }))).toBeDefined();
  });

  test('a correct side or an outcome that is something else', () => {
    const data = { x: [1, 2], side: [1, -1], text: ['a', 'b'] };
    const features = { x: column() };
    expect(failure(() => readTrials(data, { correct: 'side', features })).message).toContain('{ signOf: "side" }');
    expect(failure(() => readTrials(data, { correct: { signOf: 'text' }, features })).place.column).toBe('text');
    expect(failure(() => readTrials(data, { outcomes: ['text'], features })).place).toEqual({ column: 'text', row: 0 });
  });

  test('a feature that no builder made, a lag of no trials', () => {
    expect(() => read({ x: 'contrast' as unknown as FeatureBuilder })).toThrow('must be made by bias()');
    for (const by of [0, 1.5, -1]) expect(() => lag('choice', { by })).toThrow(SpecError);
    expect(() => standardized(3 as unknown as string)).toThrow('takes the name of a column, but was given 3.');
  });
});
