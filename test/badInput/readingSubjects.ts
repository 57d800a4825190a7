import { type ReadSubjectsOptions, readSubjects, type SubjectsSource } from '../../src/data/readSubjects.ts';
import { requireReadable } from '../../src/models/behavior/requireReadable.ts';
import { rescorlaWagner, rescorlaWagnerModel } from '../../src/models/behavior/rescorlaWagner.ts';
import { type Subjects, selectSubjects } from '../../src/models/behavior/subjects.ts';
import { type Refusals, untyped } from './refusal.ts';

const table = {
  id: ['A', 'B', 'B', 'A'],
  run: [1, 1, 2, 2],
  key: ['left', 'right', '', 'left'],
  points: [1, 0, null, 1],
  age: [30, 40, 40, 30],
};
const roles: ReadSubjectsOptions = {
  subject: 'id',
  block: 'run',
  choice: 'key',
  reward: 'points',
  classes: { choice: ['left', 'right'] },
};
const read =
  (columns: object, options: object = {}): (() => Subjects) =>
  () =>
    readSubjects({ ...table, ...columns }, { ...roles, ...options });
const each =
  (second: unknown, options: object): (() => Subjects) =>
  () =>
    readSubjects(untyped<SubjectsSource>([{ id: ['A', 'A'], reward: [1, 0] }, second]), {
      reward: 'reward',
      ...options,
    });
const arrays =
  (source: object, options: object = {}): (() => Subjects) =>
  () =>
    readSubjects(
      { choice: [[[0, 1], [1]], [[1, 1]]], reward: [[[1, 1], [0]], [[0, 1]]], ...source },
      untyped<ReadSubjectsOptions>(options),
    );
const fitted =
  (reward: object, options: object = {}): (() => void) =>
  () =>
    requireReadable(rescorlaWagnerModel(rescorlaWagner()), arrays(reward, options)());

/** Tables, lists of tables and arrays that `readSubjects` refuses, and subjects that a model refuses to read. */
export const readingSubjects: Refusals = {
  'a table without a subject column': { call: read({}, { subject: undefined }), option: 'subject' },
  'a table of which no column is named': { call: () => readSubjects(table, { subject: 'id' }), option: 'columns' },
  'a column that is a list': { call: read({}, { reward: ['points'] }), option: 'reward' },
  'a session in place of a block': { call: read({}, { session: 'run' }), option: 'session' },
  'covariates that are no list': { call: read({}, { covariates: 'age' }), option: 'covariates' },
  'names beside a column of names': { call: read({}, { names: ['A', 'B'] }), option: 'names' },
  'classes of a column by its name in the table': {
    call: read({}, { classes: { key: ['left', 'right'] } }),
    option: 'classes.key',
  },
  'one class of choices': { call: read({}, { classes: { choice: ['left'] } }), option: 'classes.choice' },
  'an unknown column of subjects': { call: read({}, { subject: 'ID' }), place: { column: 'ID' } },
  'an unknown column of rewards': { call: read({}, { reward: 'point' }), place: { column: 'point' } },
  'an unknown column of blocks': { call: read({}, { block: 'bloc' }), place: { column: 'bloc' } },
  'an unknown covariate': { call: read({}, { covariates: ['sex'] }), place: { column: 'sex' } },
  'no rows of subjects': { call: () => readSubjects([], roles), place: {} },
  'a row of no subject': { call: read({ id: ['A', null, 'B', 'A'] }), place: { column: 'id', row: 1 } },
  'a trial without a block': {
    call: read({ run: [1, 1, null, 2] }),
    place: { column: 'run', row: 2, subject: 'B' },
  },
  'a block that comes back': {
    call: read({ id: ['A', 'A', 'B', 'A'], run: [1, 2, 1, 1] }),
    place: { column: 'run', row: 3, subject: 'A' },
  },
  'choices in words without classes': {
    call: read({}, { classes: {} }),
    place: { column: 'key', row: 0, subject: 'A' },
  },
  'rewards as text': { call: read({ points: ['1', '0', '', '1'] }), place: { column: 'points', row: 0, subject: 'A' } },
  'rewards in one word': {
    call: read({ points: ['', 'win', '', 'win'] }),
    place: { column: 'points', row: 3, subject: 'A' },
  },
  'an infinite reward': {
    call: read({ points: [1, Infinity, 0, 1] }),
    place: { column: 'points', row: 1, subject: 'B' },
  },
  'a choice of none of the classes': {
    call: read({ key: ['left', 'middle', '', 'left'] }),
    place: { column: 'key', row: 1, subject: 'B' },
  },
  'a text for a class that is a number': {
    call: read({ key: [1, '2', 1, 2] }, { classes: { choice: [1, 2] } }),
    place: { column: 'key', row: 1, subject: 'B' },
  },
  'a covariate that changes': {
    call: read({ age: [30, 40, 41, 30] }, { covariates: ['age'] }),
    place: { column: 'age', row: 2, subject: 'B' },
  },
  'a covariate that is empty': {
    call: read({ age: [30, null, null, 30] }, { covariates: ['age'] }),
    place: { column: 'age', subject: 'B' },
  },
  'a covariate that is infinite': {
    call: read({ age: [30, Infinity, Infinity, 30] }, { covariates: ['age'] }),
    place: { column: 'age', subject: 'B' },
  },
  'a covariate of numbers and words': {
    call: read({ age: [30, 'old', 'old', 30] }, { covariates: ['age'] }),
    place: { column: 'age', subject: 'B' },
  },
  'a list with a table that is none': { call: each(3, {}), place: {} },
  'a list with a table without rows': { call: each([], {}), place: {} },
  'a list with a table that lacks a column': {
    call: each({ points: [1] }, {}),
    place: { column: 'reward', subject: 'subject 2' },
  },
  'a list with a table of two subjects': {
    call: each({ id: ['B', 'C'], reward: [1, 0] }, { subject: 'id' }),
    place: { column: 'id', row: 1 },
  },
  'a list with two tables of one subject': {
    call: each({ id: ['A'], reward: [1] }, { subject: 'id' }),
    place: { column: 'id', subject: 'A' },
  },
  'too few names': { call: each({ reward: [1] }, { names: ['A'] }), option: 'names' },
  'one name for two subjects': { call: each({ reward: [1] }, { names: ['A', 'A'] }), option: 'names' },
  'a name that is a number': { call: each({ reward: [1] }, { names: ['A', 2] }), option: 'names' },
  'names that are no list': { call: each({ reward: [1] }, { names: 'A' }), option: 'names' },
  'arrays and a subject column': { call: arrays({}, { subject: 'id' }), option: 'subject' },
  'arrays and a block column': { call: arrays({}, { block: 'run' }), option: 'block' },
  'an unknown array': { call: arrays({}, { choice: 'choices' }), place: { column: 'choices' } },
  'arrays of different subjects': { call: arrays({ reward: [[[1, 1], [0]]] }), place: { column: 'reward' } },
  'arrays of different blocks': {
    call: arrays({ reward: [[[1, 1]], [[0, 1]]] }),
    place: { column: 'reward', subject: 'subject 1' },
  },
  'arrays of different trials': {
    call: arrays({ reward: [[[1, 1], [0]], [[0]]] }),
    place: { column: 'reward', subject: 'subject 2' },
  },
  'arrays nested by subject and trial beside others by block': {
    call: arrays({
      reward: [
        [1, 1, 0],
        [0, 1],
      ],
    }),
    place: { column: 'reward', subject: 'subject 1' },
  },
  'an array that is nested here and there': {
    call: arrays({ reward: [[[1, 1], 0], [[0, 1]]] }),
    place: { column: 'reward', subject: 'subject 1' },
  },
  'an array of one value a subject': {
    call: arrays({ age: [30, 40] }),
    place: { column: 'age', subject: 'subject 1' },
  },
  'a subject without trials in arrays': {
    call: arrays({ choice: [[], [[1, 1]]] }),
    place: { column: 'choice', subject: 'subject 1' },
  },
  'a block without trials in arrays': {
    call: arrays({ choice: [[[0, 1], []], [[1, 1]]] }),
    place: { column: 'choice', subject: 'subject 1' },
  },
  'an infinite reward in arrays': {
    call: arrays({ reward: [[[1, 1], [Infinity]], [[0, 1]]] }),
    place: { column: 'reward', row: 2, subject: 'subject 1' },
  },
  'a covariate of too many values': {
    call: arrays({ age: [30, 40, 50] }, { covariates: ['age'] }),
    place: { column: 'age' },
  },
  'subjects without a column that the model reads': {
    call: fitted({}, { choice: 'choice', rewards: 'reward' }),
    place: { column: 'reward', subject: 'subject 1' },
  },
  'a choice outside the options': {
    call: fitted({ choice: [[[0, 1], [1]], [[1, 2]]] }),
    place: { column: 'choice', row: 1, subject: 'subject 2' },
  },
  'choices that are numbered from 1': {
    call: fitted({ choice: [[[1, 2], [2]], [[1, 2]]] }),
    place: { column: 'choice', row: 1, subject: 'subject 1' },
  },
  'a choice without a reward': {
    call: fitted({ reward: [[[1, 1], [null]], [[0, 1]]] }),
    place: { column: 'reward', row: 2, subject: 'subject 1' },
  },
  'a subject without a choice': {
    call: fitted({ choice: [[[0, 1], [1]], [[null, null]]] }),
    place: { subject: 'subject 2' },
  },
  'no subjects that a model could read': {
    call: () => requireReadable(rescorlaWagnerModel(rescorlaWagner()), selectSubjects(arrays({})(), [])),
    place: {},
  },
  'subjects that are a table': {
    call: () => requireReadable(rescorlaWagnerModel(rescorlaWagner()), untyped<Subjects>(table)),
    place: {},
  },
  'subjects of one name': {
    call: () => {
      const subjects = arrays({})();
      requireReadable(rescorlaWagnerModel(rescorlaWagner()), { ...subjects, names: ['A', 'A'] });
    },
    place: { subject: 'A' },
  },
  'a selection of a subject that there is not': {
    call: () => selectSubjects(arrays({})(), [0, 2]),
    option: 'indices',
  },
  'a selection of a subject twice': { call: () => selectSubjects(arrays({})(), [1, 1]), option: 'indices' },
};
