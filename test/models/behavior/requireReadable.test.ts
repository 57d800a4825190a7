import { describe, expect, test } from 'vitest';
import { readSubjects } from '../../../src/data/readSubjects.ts';
import { SpecError } from '../../../src/errors.ts';
import type { BehaviorModel, ModelColumn } from '../../../src/models/behavior/behaviorModel.ts';
import { ownBehavior } from '../../../src/models/behavior/ownBehavior.ts';
import { requireReadable } from '../../../src/models/behavior/requireReadable.ts';
import { rescorlaWagner, rescorlaWagnerModel } from '../../../src/models/behavior/rescorlaWagner.ts';
import { type Subjects, selectSubjects } from '../../../src/models/behavior/subjects.ts';
import { hashSubjects } from '../../../src/models/behavior/subjectsHash.ts';
import { unit } from '../../../src/models/hierarchical/scales.ts';
import { dataErrorOf } from '../../support/dataError.ts';

const bandit = rescorlaWagnerModel(rescorlaWagner());
const names = ['A', 'B'];
const subjects = readSubjects(
  {
    choice: [
      [0, 1, 1],
      [1, null, 0],
    ],
    reward: [
      [1, 0, 1],
      [0, null, 1],
    ],
  },
  { names },
);
const withColumn = (name: string, values: readonly (number | null)[]): Subjects =>
  readSubjects(
    {
      choice: [[0, 1, 1], subjects.trials[1].columns.choice],
      reward: [[1, 0, 1], subjects.trials[1].columns.reward],
      [name]: [subjects.trials[0].columns[name] ?? [0, 0, 0], values],
    },
    { names },
  );
const modelOf = (columns: Readonly<Record<string, ModelColumn>>): BehaviorModel =>
  ownBehavior({ name: 'mine', parameters: { bias: unit() }, columns, logLikelihood: () => 0 });

describe('requireReadable', () => {
  test('lets subjects pass that a model can read, with more columns than it reads, and anything in missing trials', () => {
    expect(() => requireReadable(bandit, subjects)).not.toThrow();
    expect(() => requireReadable(modelOf({ choice: { role: 'response', numClasses: 2 } }), subjects)).not.toThrow();
    const wild = modelOf({ choice: { role: 'response' }, reward: { role: 'given', max: 1 } });
    expect(() => requireReadable(wild, withColumn('reward', [1, 99, 0]))).not.toThrow();
  });

  test('names the column that is missing, those that look like it, and how to name it when reading', () => {
    const misread = readSubjects({ choice: [[0]], rewards: [[1]] }, { names: ['A'] });
    const error = dataErrorOf(() => requireReadable(bandit, misread));
    expect(error.place).toEqual({ subject: 'A', column: 'reward' });
    expect(error.message).toBe(
      'Subject "A" has no column "reward". Did you mean "rewards"? The columns are: choice, rewards. Model "Rescorla-Wagner" reads choice and reward: name the table\'s column of each, as in readSubjects(table, { subject: \'subject\', choice: \'choice\', reward: \'reward\' }).',
    );
  });

  test('refuses a choice outside the options, with its label where it has one', () => {
    const error = dataErrorOf(() => requireReadable(bandit, withColumn('choice', [1, null, 2])));
    expect(error.place).toEqual({ subject: 'B', column: 'choice', row: 2 });
    expect(error.message).toBe(
      'Subject "B": Column "choice" is 2 in trial 2 (counted from 0), but model "Rescorla-Wagner" takes one of 2 classes there, a whole number from 0 to 1. Empty the cell if there was no response, or give the model more classes if there are more.',
    );
    for (const wrong of [-1, 0.5, 7])
      expect(dataErrorOf(() => requireReadable(bandit, withColumn('choice', [1, null, wrong]))).place.row).toBe(2);
    const labelled = readSubjects(
      { choice: [['L', 'R', 'none']], reward: [[1, 1, 0]] },
      { classes: { choice: ['L', 'R', 'none'] } },
    );
    expect(dataErrorOf(() => requireReadable(bandit, labelled)).message).toContain('is 2 ("none") in trial 2');
    const fromOne = readSubjects({ choice: [[1, 2, 1]], reward: [[1, 1, 0]] });
    expect(dataErrorOf(() => requireReadable(bandit, fromOne)).message).toMatch(
      /If classes are numbered from 1, say so when reading: classes: { choice: \[1, 2\] }\.$/,
    );
  });

  test('refuses a response without its outcome', () => {
    const error = dataErrorOf(() => requireReadable(bandit, withColumn('reward', [0, null, null])));
    expect(error.place).toEqual({ subject: 'B', column: 'reward', row: 2 });
    expect(error.message).toBe(
      'Subject "B": Column "reward" is empty in trial 2 (counted from 0), but model "Rescorla-Wagner" needs an outcome for each response. Fill it in, or empty "choice" in that trial, which then counts as missing.',
    );
  });

  test.each<[string, ModelColumn, number, string]>([
    ['an empty cell', { role: 'given' }, Number.NaN, 'needs it in every trial with a response'],
    ['a number below the smallest', { role: 'given', min: 0 }, -0.5, 'takes numbers of at least 0'],
    ['a number above the largest', { role: 'given', max: 1 }, 1.5, 'takes numbers of at most 1'],
    ['a number that is not above', { role: 'given', above: 0, max: 1 }, 0, 'takes numbers above 0'],
    ['an infinite number', { role: 'outcome' }, Infinity, 'takes finite numbers only'],
    [
      'half a class',
      { role: 'outcome', numClasses: 3 },
      0.5,
      'takes one of 3 classes there, a whole number from 0 to 2',
    ],
  ])('refuses %s', (_, column, value, words) => {
    const given: Subjects = {
      ...subjects,
      trials: subjects.trials.map((one) => ({
        ...one,
        columns: { choice: Float64Array.of(0, 1, 1), delay: Float64Array.of(1, value, 1) },
      })),
    };
    const model = modelOf({ delay: column, choice: { role: 'response', numClasses: 2 } });
    const error = dataErrorOf(() => requireReadable(model, given));
    expect(error.place).toEqual({ subject: 'A', column: 'delay', row: 1 });
    expect(error.message).toContain(words);
  });

  test('takes a trial for missing when any of several responses is', () => {
    const model = modelOf({
      choice: { role: 'response', numClasses: 2 },
      reward: { role: 'response' },
    });
    expect(() => requireReadable(model, withColumn('reward', [1, 1, null]))).not.toThrow();
    const error = dataErrorOf(() => requireReadable(model, withColumn('reward', [null, 1, null])));
    expect(error.place).toEqual({ subject: 'B' });
    expect(error.message).toBe(
      'Subject "B" has no trial with a response: "choice" or "reward" is empty in each of its trials (3). Leave the subject out, as selectSubjects() does, or check how missing responses are coded.',
    );
  });

  test('refuses no subjects, subjects of one name, columns and blocks of impossible lengths, and what are no subjects', () => {
    expect(dataErrorOf(() => requireReadable(bandit, selectSubjects(subjects, []))).place).toEqual({});
    expect(dataErrorOf(() => requireReadable(bandit, { ...subjects, names: ['A', 'A'] })).message).toBe(
      'Subjects 0 and 1 (counted from 0) are both called "A". Give each a name of its own.',
    );
    const longer = subjects.trials.map((one) => ({ ...one, numTrials: 4 }));
    expect(dataErrorOf(() => requireReadable(bandit, { ...subjects, trials: longer })).message).toBe(
      'Subject "A": Column "choice" has 3 values, but there are 4 trials. Give one value a trial.',
    );
    for (const starts of [[], [1], [0, 3], [0, 2, 1]]) {
      const trials = subjects.trials.map((one) => ({ ...one, blockStarts: Int32Array.from(starts) }));
      expect(dataErrorOf(() => requireReadable(bandit, { ...subjects, trials })).message).toContain('blockStarts must');
    }
    expect(dataErrorOf(() => requireReadable(bandit, {} as Subjects)).message).toContain('but was given {}.');
  });
});

describe('selectSubjects', () => {
  const aged: Subjects = { ...subjects, covariates: { age: [30, 40] } };

  test('keeps names, trials and covariates together, in the order given', () => {
    expect(selectSubjects(aged, [1, 0])).toEqual({
      ...aged,
      names: ['B', 'A'],
      trials: [aged.trials[1], aged.trials[0]],
      covariates: { age: [40, 30] },
    });
    expect(selectSubjects(aged, [1]).covariates).toEqual({ age: [40] });
  });

  test.each([[[2]], [[-1]], [[0.5]], [[0, 0]]])('refuses %j', (indices) => {
    expect(() => selectSubjects(aged, indices)).toThrow(SpecError);
  });
});

describe('hashSubjects', () => {
  test('is the same for the same subjects, on every machine', async () => {
    expect(await hashSubjects(structuredClone(subjects))).toBe(await hashSubjects(subjects));
    expect(await hashSubjects(subjects)).toMatchInlineSnapshot(
      `"fa701bf5e5e9b5bf4d9bf2479f94508de823107ec15a54c3f20d0a8b64800a12"`,
    );
  });

  test('changes with everything that a fit depends on', async () => {
    const [first, second] = subjects.trials;
    const others: Subjects[] = [
      { ...subjects, names: ['A', 'C'] },
      { ...subjects, covariates: { age: [30, 40] } },
      { ...subjects, covariates: { age: [30, 41] } },
      { ...subjects, trials: [second, first] },
      { ...subjects, trials: [first, { ...second, blockStarts: Int32Array.of(0, 2) }] },
      { ...subjects, trials: [first, { ...second, blockStarts: Int32Array.of(0, 1) }] },
      selectSubjects(subjects, [0]),
      withColumn('reward', [0, null, 1 + 2 ** -52]),
      withColumn('bonus', [0, 0, 0]),
    ];
    const hashes = await Promise.all([subjects, ...others].map(hashSubjects));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test('does not change with the order of columns and covariates, or the labels of classes', async () => {
    const both = { age: [30, 40], group: ['x', 'y'] };
    const trials = subjects.trials.map((one) => ({
      ...one,
      columns: { reward: one.columns.reward, choice: one.columns.choice },
    }));
    expect(
      await hashSubjects({
        ...subjects,
        trials,
        classes: { choice: ['L', 'R'] },
        covariates: { group: both.group, age: both.age },
      }),
    ).toBe(await hashSubjects({ ...subjects, covariates: both }));
  });
});
