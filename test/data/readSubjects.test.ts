import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReadSubjectsOptions, readSubjects, type SubjectsSource } from '../../src/data/readSubjects.ts';
import { table } from '../../src/data/table.ts';
import { SpecError } from '../../src/errors.ts';
import { untyped } from '../badInput/refusal.ts';
import { dataErrorOf } from '../support/dataError.ts';

const columns = {
  id: ['B', 'A', 'B', 'A', 'B', 'A'],
  run: [1, 1, 1, 2, 2, 2],
  key: ['right', 'left', null, 'left', 'left', 'right'],
  points: [1, 0.5, null, -2, true, false],
  group: ['old', 'young', 'old', 'young', 'old', 'young'],
  age: [71, 23, 71, 23, 71, 23],
};
const roles: ReadSubjectsOptions = {
  subject: 'id',
  block: 'run',
  choice: 'key',
  reward: 'points',
  classes: { choice: ['left', 'right'] },
  covariates: ['group', 'age'],
};
const rows = columns.id.map((_, i) =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i]])),
);
const expected = {
  kind: 'subjects',
  names: ['B', 'A'],
  trials: [
    {
      numTrials: 3,
      blockStarts: Int32Array.of(0, 2),
      columns: { choice: Float64Array.of(1, Number.NaN, 0), reward: Float64Array.of(1, Number.NaN, 1) },
    },
    {
      numTrials: 3,
      blockStarts: Int32Array.of(0, 1),
      columns: { choice: Float64Array.of(0, 0, 1), reward: Float64Array.of(0.5, -2, 0) },
    },
  ],
  classes: { choice: ['left', 'right'] },
  covariates: { group: ['old', 'young'], age: [71, 23] },
};

describe('one table', () => {
  test('gives the same subjects as rows, columns, a table and a data frame', () => {
    const frame = {
      columns: Object.keys(columns),
      column: (name: string) => ({ values: columns[name as keyof typeof columns] }),
    };
    const ours = table(
      Object.entries(columns).map(([name, values]) => ({ name, type: 'string' as const, values: [...values] })),
    );
    for (const source of [columns, rows, frame, ours]) expect(readSubjects(source, roles)).toEqual(expected);
  });

  test('gives plain data', () => {
    const subjects = readSubjects(columns, roles);
    expect(structuredClone(subjects)).toEqual(subjects);
  });

  test('may leave out blocks, classes and covariates', () => {
    const { trials, classes, covariates } = readSubjects(columns, { subject: 'id', reward: 'points' });
    expect(trials.map(({ blockStarts }) => [...blockStarts])).toEqual([[0], [0]]);
    expect(Object.keys(trials[0].columns)).toEqual(['reward']);
    expect({ classes, covariates }).toEqual({ classes: {}, covariates: {} });
  });

  test('numbers classes of any kind in the order of their labels', () => {
    const choices = (choice: unknown[], labels: readonly (string | number | boolean)[]): number[] => [
      ...readSubjects({ id: choice.map(() => 'A'), choice } as SubjectsSource, {
        subject: 'id',
        choice: 'choice',
        classes: { choice: labels },
      }).trials[0].columns.choice,
    ];
    expect(choices([2, 1, null, 3], [1, 2, 3])).toEqual([1, 0, Number.NaN, 2]);
    expect(choices([true, false, 1], [true, false])).toEqual([0, 1, 0]);
    expect(choices(['b', '', 'a'], ['b', 'a'])).toEqual([0, Number.NaN, 1]);
  });

  test('is read by any order of subjects alike, each keeping the order of its rows', () => {
    const row = fc.record({
      id: fc.constantFrom('A', 'B', 'C'),
      x: fc.double({ noNaN: true, noDefaultInfinity: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (drawn) => {
        const subjects = readSubjects(drawn, { subject: 'id', x: 'x' });
        expect(subjects.names).toEqual([...new Set(drawn.map(({ id }) => id))]);
        subjects.names.forEach((name, s) => {
          const own = drawn.filter(({ id }) => id === name).map(({ x }) => x);
          expect([...subjects.trials[s].columns.x]).toEqual(own);
        });
      }),
      { numRuns: 50 },
    );
  });

  test('may call its columns by names that objects have of their own', () => {
    const subjects = readSubjects(
      [{ id: 1, constructor: 3 }],
      untyped<ReadSubjectsOptions>({ subject: 'id', toString: 'constructor' }),
    );
    expect(subjects.names).toEqual(['1']);
    expect(subjects.trials[0].columns.toString).toEqual(Float64Array.of(3));
  });
});

describe('a list of tables', () => {
  const tables = expected.names.map((name) => rows.filter(({ id }) => id === name));

  test('gives what one table of all would', () => {
    expect(readSubjects(tables, roles)).toEqual(expected);
    const asColumns = tables.map((own) =>
      Object.fromEntries(Object.keys(columns).map((name) => [name, own.map((row) => row[name] as unknown)])),
    );
    expect(readSubjects(asColumns, roles)).toEqual(expected);
  });

  test('takes names from a list, or counts from 1', () => {
    const { subject: _, ...others } = roles;
    expect(readSubjects(tables, { ...others, names: ['B', 'A'] })).toEqual(expected);
    expect(readSubjects(tables, others)).toEqual({ ...expected, names: ['subject 1', 'subject 2'] });
  });

  test('names subject and row of its table where a cell is wrong', () => {
    const error = dataErrorOf(() =>
      readSubjects([{ reward: [1, 2] }, { reward: [0, Infinity] }], { names: ['A', 'B'], reward: 'reward' }),
    );
    expect(error.place).toEqual({ column: 'reward', row: 1, subject: 'B' });
    expect(error.message).toBe(
      'Subject "B": Column "reward" is Infinity in row 1, but without classes must be a finite number, true or false, or empty. Empty the cell if there is no value.',
    );
  });
});

describe('nested arrays', () => {
  const choice = [[[0, 1, 1], [1]], [[1, 0, null]]];
  const reward = [[[1, 0, 1], [0]], [[1, 1, Number.NaN]]];

  test('are nested by subject, block and trial, blocks of any length', () => {
    const subjects = readSubjects({ choice, reward, age: [30, 40] }, { names: ['A', 'B'], covariates: ['age'] });
    expect(subjects).toEqual({
      kind: 'subjects',
      names: ['A', 'B'],
      trials: [
        {
          numTrials: 4,
          blockStarts: Int32Array.of(0, 3),
          columns: { choice: Float64Array.of(0, 1, 1, 1), reward: Float64Array.of(1, 0, 1, 0) },
        },
        {
          numTrials: 3,
          blockStarts: Int32Array.of(0),
          columns: { choice: Float64Array.of(1, 0, Number.NaN), reward: Float64Array.of(1, 1, Number.NaN) },
        },
      ],
      classes: {},
      covariates: { age: [30, 40] },
    });
  });

  test('or by subject and trial, which is one block', () => {
    const subjects = readSubjects({ choice: [Int8Array.of(0, 1), [1, 1, 0]] });
    expect(subjects.names).toEqual(['subject 1', 'subject 2']);
    expect(subjects.trials.map(({ blockStarts, numTrials }) => [[...blockStarts], numTrials])).toEqual([
      [[0], 2],
      [[0], 3],
    ]);
  });

  test('may be called otherwise by models, and hold labels', () => {
    const source = { key: [['L', 'R'], ['R']], ignored: [[1]] };
    const { trials } = readSubjects(source, { choice: 'key', classes: { choice: ['L', 'R'] } });
    expect(trials.map((one) => [...one.columns.choice])).toEqual([[0, 1], [1]]);
  });

  test('name block and trial where a value is wrong', () => {
    const wrong = [reward[0], [[1, Infinity, 0]]];
    const error = dataErrorOf(() => readSubjects({ choice, reward: wrong }));
    expect(error.place).toEqual({ column: 'reward', row: 1, subject: 'subject 2' });
    expect(error.message).toContain('is Infinity in trial 1 of block 0,');
  });
});

describe('what is refused', () => {
  const read =
    (more: object, options: object = {}) =>
    () =>
      readSubjects({ ...columns, ...more }, { ...roles, ...options });

  test('text without classes, whose labels are written out for pasting', () => {
    const error = dataErrorOf(read({}, { classes: {} }));
    expect(error.place).toEqual({ column: 'key', row: 0, subject: 'B' });
    expect(error.message).toContain('classes: { choice: ["left", "right"] }.');
    expect(dataErrorOf(read({ points: ['1', '2', '3', '4', '5', '6'] })).message).toContain(
      'Turn the text into numbers first.',
    );
    const many = Array.from({ length: 30 }, (_, t) => `key ${t}`);
    expect(
      dataErrorOf(() => readSubjects({ id: many.map(() => 'A'), key: many }, { subject: 'id', choice: 'key' })).message,
    ).toContain('holds 30 different values');
  });

  test('a block that comes back within a subject, though not one that another subject has too', () => {
    const error = dataErrorOf(
      read({
        id: ['A', 'A', 'A', 'A', 'A', 'A'],
        run: [1, 1, 2, 2, 1, 1],
        group: rows.map(() => 'x'),
        age: rows.map(() => 1),
      }),
    );
    expect(error.place).toEqual({ column: 'run', row: 4, subject: 'A' });
    expect(error.message).toContain('begins in row 0 and comes back in row 4, after block "2"');
  });

  test('options that would silently be read as columns', () => {
    for (const name of ['subjects', 'blocks', 'session', 'covariate', 'class', 'name'])
      expect(read({}, { [name]: 'run' })).toThrow(SpecError);
  });
});
