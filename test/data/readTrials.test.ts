import { describe, expect, test } from 'vitest';
import { bias, column, type FeatureBuilder, lag, standardized } from '../../src/data/features.ts';
import { type ReadTrialsOptions, readTrials } from '../../src/data/readTrials.ts';
import { table } from '../../src/data/table.ts';
import type { TableSource } from '../../src/data/tableSource.ts';
import { SpecError } from '../../src/errors.ts';
import type { Trials } from '../../src/models/trials.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { featureValues } from '../support/featureValues.ts';

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

function read(features: Record<string, FeatureBuilder>, more: Partial<ReadTrialsOptions> = {}): Trials {
  return readTrials(columns, { session: 'day', choice: 'choice', features, ...more });
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

  test('a correct side can be that of the larger stimulus, or of the only one', () => {
    const sides = { left: [1, 0, 0.5, null, null], right: [0.5, null, 0.5, 0, null], choice: [1, 1, 1, 1, 1] };
    const correct = { left: 'left', right: 'right' };
    const trials = readTrials(sides, { choice: 'choice', correct, features: { bias: bias() } });
    expect(Array.from(trials.correct ?? [])).toEqual([0, 0, -1, 1, -1]);
  });

  test('names the subject', () => {
    const data = { mouse: ['M7', 'M7'], x: [1, 2] };
    expect(readTrials(data, { subject: 'mouse', features: { x: column() } }).subject).toBe('M7');
  });

  test('cells of a column called __proto__ or constructor are read like any other', () => {
    const data = JSON.parse('[{ "__proto__": 1, "constructor": 2 }, { "__proto__": 3, "constructor": 4 }]');
    const trials = readTrials(data, { features: { a: column('__proto__'), b: column('constructor') } });
    expect(featureValues(trials, 'a')).toEqual([1, 3]);
    expect(dataErrorOf(() => readTrials([{ x: 1 }], { features: { a: column('toString') } })).place.column).toBe(
      'toString',
    );
  });
});

describe('bad input', () => {
  test('a choice outside 0 and 1 names row and value and says what to do', () => {
    const error = dataErrorOf(() => readChoices([1, 0, -1, 1]));
    expect(error.place).toEqual({ column: 'choice', row: 2 });
    expect(error.message).toBe(
      'The choice in row 2 (column "choice") is -1, but without classes choices are 0 or 1 (or false, true), or whole numbers 0, 1, 2, … all of which occur, and empty where there was none. If -1 marks a trial without a choice, say missingChoice: -1; otherwise name the classes, the first being class 0: classes: [-1, 0, 1].',
    );
    expect(dataErrorOf(() => readChoices(['left', 'right'])).message).toContain('classes: ["left", "right"].');
    expect(dataErrorOf(() => readChoices([0, 0.5])).message).toContain('The choice in row 1 (column "choice") is 0.5');
  });

  test.each([Infinity, -Infinity, 'a'])('a feature that is %s names column, row, session and value', (cell) => {
    const data = { day: ['a', 'a', 'b'], x: [1, 2, cell] };
    for (const x of [column('x'), standardized('x')]) {
      const error = dataErrorOf(() => readTrials(data as TableSource, { session: 'day', features: { x } }));
      expect(error.place).toEqual({ column: 'x', row: 2, session: 'b' });
      expect(error.message).toMatch(/^Column "x" is .* in row 2 \(session "b"\)/);
    }
  });

  test('an unknown column lists those that look like it, and all', () => {
    expect(dataErrorOf(() => read({ x: column('Contrats') })).message).toBe(
      'There is no column "Contrats". Did you mean "contrast"? The columns are: day, choice, contrast, rewarded.',
    );
    for (const more of [{ session: 'x' }, { choice: 'x' }, { correct: 'x' }, { outcomes: ['x'] }, { subject: 'x' }])
      expect(dataErrorOf(() => read({ bias: bias() }, more)).place.column).toBe('x');
  });

  test('no trials, no features', () => {
    for (const empty of [[], {}, { choice: [] }])
      expect(dataErrorOf(() => readTrials(empty, { features: { bias: bias() } })).message).toContain(
        'There are no trials',
      );
    expect(() => read({})).toThrow('features is empty');
  });

  test('a session that comes back names session and row', () => {
    const data = { day: ['a', 'a', 'b', 'a'], x: [1, 2, 3, 4] };
    const error = dataErrorOf(() => readTrials(data, { session: 'day', features: { x: column() } }));
    expect(error.place).toEqual({ column: 'day', row: 3, session: 'a' });
    expect(error.message).toContain('Session "a" begins in row 0 and comes back in row 3, after session "b".');
  });

  test('a trial without a session, or of a second subject', () => {
    const data = { day: ['a', null], mouse: ['M1', 'M2'], x: [1, 2] };
    expect(dataErrorOf(() => readTrials(data, { session: 'day', features: { x: column() } })).place.row).toBe(1);
    expect(dataErrorOf(() => readTrials(data, { subject: 'mouse', features: { x: column() } })).message).toBe(
      'Column "mouse" holds more than one subject ("M1", "M2"), the second from row 1 on, but trials are read one subject at a time unless you say otherwise: subjects: \'each\' gives a list, the trials of each subject; subjects: \'pooled\' gives all of them together, subject after subject. Or filter the table first.',
    );
    expect(dataErrorOf(() => readTrials(data, { subject: 'day', features: { x: column() } })).place.row).toBe(1);
  });

  test('a column without variation cannot be standardized', () => {
    const error = dataErrorOf(() => readTrials({ x: [0.1, 0.1, 0.1] }, { features: { x: standardized('x') } }));
    expect(error.message).toContain('Leave a column without variation out; bias() is the constant feature.');
  });

  test('columns of different lengths, or that are no lists', () => {
    const features = { x: column(), y: column() };
    expect(dataErrorOf(() => readTrials({ x: [1, 2], y: [1] }, { features })).message).toContain(
      'Column "y" has 1 values but column "x" has 2',
    );
    expect(dataErrorOf(() => readTrials({ x: [1], y: 3 } as unknown as TableSource, { features })).message).toContain(
      'Column "y" must be an array with one value a row, but is 3.',
    );
  });

  test('data of no known kind', () => {
    for (const data of [null, 3, 'a.csv', [1, 2]])
      expect(
        dataErrorOf(() => readTrials(data as unknown as TableSource, { features: { bias: bias() } })),
      ).toBeDefined();
  });

  test('a correct side or an outcome that is something else', () => {
    const data = { x: [1, 2], side: [1, -1], text: ['a', 'b'] };
    const features = { x: column() };
    expect(dataErrorOf(() => readTrials(data, { correct: 'side', features })).message).toContain('{ signOf: "side" }');
    expect(dataErrorOf(() => readTrials(data, { correct: { signOf: 'text' }, features })).place.column).toBe('text');
    expect(dataErrorOf(() => readTrials(data, { outcomes: ['text'], features })).place).toEqual({
      column: 'text',
      row: 0,
    });
  });

  test('a feature that no builder made, a lag of no trials', () => {
    expect(() => read({ x: 'contrast' as unknown as FeatureBuilder })).toThrow(
      'must be made by a builder such as bias()',
    );
    for (const by of [0, 1.5, -1]) expect(() => lag('choice', { by })).toThrow(SpecError);
    expect(() => standardized(3 as unknown as string)).toThrow('takes the name of a column, but was given 3.');
  });

  test('sessions given twice', () => {
    expect(() => read({ bias: bias() }, { sessionStarts: [0] })).toThrow(SpecError);
  });
});
