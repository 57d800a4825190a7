import { bias, column, type FeatureBuilder, lag, standardized } from '../../src/data/features.ts';
import { type ReadTrialsOptions, readTrials } from '../../src/data/readTrials.ts';
import type { TableSource } from '../../src/data/tableSource.ts';
import type { Trials } from '../../src/models/trials.ts';
import { type Refusals, untyped } from './refusal.ts';

const table = {
  mouse: ['M1', 'M1', 'M1', 'M1'],
  day: ['mon', 'mon', 'tue', 'tue'],
  choice: [1, 0, 1, 1],
  contrast: [0.5, -0.25, 1, -1],
  side: [1, 0, 1, 0],
  reward: [1, 1, 1, 0],
};
const roles: ReadTrialsOptions = {
  session: 'day',
  choice: 'choice',
  features: { bias: bias(), stimulus: column('contrast') },
};
const read =
  (columns: object, options: object = {}): (() => Trials) =>
  () =>
    readTrials({ ...table, ...columns }, { ...roles, ...options });
const withFeature = (stimulus: FeatureBuilder, options: object = {}): (() => Trials) =>
  read({}, { outcomes: ['reward'], ...options, features: { bias: bias(), stimulus } });
const { session: _, ...noSession } = roles;
const starting = (sessionStarts: readonly (number | boolean)[]): (() => Trials) => {
  return () => readTrials(table, { ...noSession, sessionStarts });
};

/** Tables, columns, cells and roles that `readTrials` refuses. */
export const readingTrials: Refusals = {
  'a choice of 3 where none is 2': { call: read({ choice: [1, 0, 3, 1] }), place: { column: 'choice', row: 2 } },
  'a choice of -1 that is not said to be missing': {
    call: read({ choice: [1, -1, 0, 1] }),
    place: { column: 'choice', row: 1 },
  },
  'a choice of 0.5': { call: read({ choice: [0.5, 0, 1, 1] }), place: { column: 'choice', row: 0 } },
  'an infinite choice': { call: read({ choice: [1, Infinity, 1, 1] }), place: { column: 'choice', row: 1 } },
  'a choice in words': { call: read({ choice: ['left', 'right', '', ''] }), place: { column: 'choice', row: 0 } },
  'a feature that is infinite': {
    call: read({ contrast: [0.5, -Infinity, 0, 1] }),
    place: { column: 'contrast', row: 1, session: 'mon' },
  },
  'a feature with an empty cell inside a session': {
    call: read({ day: ['mon', 'mon', 'mon', 'tue'], contrast: [0.5, null, 0, null] }),
    place: { column: 'contrast', row: 1, session: 'mon' },
  },
  'a feature that is NaN in several trials': {
    call: read({ contrast: [0.5, Number.NaN, Number.NaN, 1] }, { session: undefined }),
    place: { column: 'contrast', row: 1, session: '0' },
  },
  'a feature in words': {
    call: read({ contrast: [0.5, 'high', 0, 1] }),
    place: { column: 'contrast', row: 1, session: 'mon' },
  },
  'a lagged feature that is infinite': {
    call: read({ contrast: [0.5, 1, 0, Infinity] }, { features: { before: lag('contrast') } }),
    place: { column: 'contrast', row: 3, session: 'tue' },
  },
  'an unknown feature column': { call: withFeature(column('contrats')), place: { column: 'contrats' } },
  'an unknown choice column': { call: read({}, { choice: 'Choice' }), place: { column: 'Choice' } },
  'an unknown session column': { call: read({}, { session: 'date' }), place: { column: 'date' } },
  'an unknown subject column': { call: read({}, { subject: 'rat' }), place: { column: 'rat' } },
  'an unknown column of the correct side': { call: read({}, { correct: 'target' }), place: { column: 'target' } },
  'an unknown outcome column': { call: read({}, { outcomes: ['water'] }), place: { column: 'water' } },
  'a table without rows': { call: () => readTrials([], roles), place: {} },
  'columns without cells': { call: () => readTrials({ choice: [], day: [], contrast: [] }, roles), place: {} },
  'a table that is none': { call: () => readTrials(untyped<TableSource>('trials.csv'), roles), place: {} },
  'rows that are lists': { call: () => readTrials(untyped<TableSource>([1, 0]), roles), place: { row: 0 } },
  'a column that is a number': { call: read({ contrast: 3 }), place: { column: 'contrast' } },
  'columns of different lengths': { call: read({ contrast: [1, 2] }), place: { column: 'contrast' } },
  'a session that comes back': {
    call: read({ day: ['mon', 'tue', 'tue', 'mon'] }),
    place: { column: 'day', row: 3, session: 'mon' },
  },
  'a trial without a session': { call: read({ day: ['mon', null, 'tue', 'tue'] }), place: { column: 'day', row: 1 } },
  'two subjects': {
    call: read({ mouse: ['M1', 'M1', 'M2', 'M2'] }, { subject: 'mouse' }),
    place: { column: 'mouse', row: 2 },
  },
  'a trial without a subject': {
    call: read({ mouse: ['M1', '', 'M1', 'M1'] }, { subject: 'mouse' }),
    place: { column: 'mouse', row: 1 },
  },
  'session starts beside a session column': { call: read({}, { sessionStarts: [0, 2] }), option: 'sessionStarts' },
  'session starts that do not begin at 0': { call: starting([2, 4]), place: { row: 0 } },
  'session starts that do not increase': { call: starting([0, 3, 2]), place: { row: 2 } },
  'a session start beyond the trials': { call: starting([0, 9]), place: { row: 1 } },
  'a mask of another length': { call: starting([true, false]), place: {} },
  'a mask whose first entry is false': { call: starting([false, true, false, false]), place: { row: 0 } },
  'a mask that holds a 3': { call: starting([1, 0, 3, 0]), place: { row: 2 } },
  'a feature that is the choice of its trial': { call: withFeature(column('choice')), place: { column: 'choice' } },
  'a feature that is the reward of its trial': { call: withFeature(column('reward')), place: { column: 'reward' } },
  'a standardized feature that is the reward of its trial': {
    call: withFeature(standardized('reward')),
    place: { column: 'reward' },
  },
  'a standardized column that never changes': {
    call: read({ contrast: [2, 2, 2, 2] }, { features: { stimulus: standardized('contrast') } }),
    place: { column: 'contrast' },
  },
  'no features': { call: read({}, { features: {} }), option: 'features' },
  'a feature that no builder made': {
    call: withFeature(untyped<FeatureBuilder>('contrast')),
    option: 'features.stimulus',
  },
  'a lag of no trials': { call: () => lag('choice', { by: 0 }), option: 'by' },
  'a lag of one and a half trials': { call: () => lag('choice', { by: 1.5 }), option: 'by' },
  'a lag of a column without a name': { call: () => lag(untyped<string>(undefined)), option: 'column' },
  'a choice in words, one of which stands alone': {
    call: read({ choice: ['left', '', '', ''] }),
    place: { column: 'choice', row: 0 },
  },
  'choices that are counts': {
    call: read({ choice: [3, 7, 12, 9] }),
    place: { column: 'choice', row: 0 },
  },
  'choices of too many values to be classes': {
    call: () =>
      readTrials(
        { choice: Array.from({ length: 20 }, (_, t) => t / 2) },
        { choice: 'choice', features: { bias: bias() } },
      ),
    place: { column: 'choice', row: 1 },
  },
  'a choice that is none of the classes': {
    call: read({ choice: ['L', 'R', 'X', 'C'] }, { classes: ['C', 'L', 'R'] }),
    place: { column: 'choice', row: 2 },
  },
  'a choice that is the text of a class of numbers': {
    call: read({ choice: [1, 2, '1', 2] }, { classes: [1, 2] }),
    place: { column: 'choice', row: 2 },
  },
  'classes that are no list': { call: read({}, { classes: 'LR' }), option: 'classes' },
  'one class': { call: read({}, { classes: ['L'] }), option: 'classes' },
  'a class without a label': { call: read({}, { classes: ['L', null] }), option: 'classes' },
  'classes that mean the same': { call: read({}, { classes: [true, 1] }), option: 'classes' },
  'a class that is no choice': { call: read({}, { classes: [-1, 0, 1], missingChoice: -1 }), option: 'classes' },
  'classes of responses': { call: read({}, { choice: undefined, y: 'side', classes: ['L', 'R'] }), option: 'classes' },
  'a correct side that is none of the classes': {
    call: read(
      { choice: ['L', 'R', 'C', 'C'], side: ['L', 'R', 'X', 'C'] },
      { classes: ['C', 'L', 'R'], correct: 'side' },
    ),
    place: { column: 'side', row: 2 },
  },
  'a sign that is to tell three classes apart': {
    call: read({ choice: [0, 1, 2, 2] }, { correct: { signOf: 'contrast' } }),
    option: 'correct',
  },
  'a larger side that is to tell three classes apart': {
    call: read({ choice: [0, 1, 2, 2] }, { correct: { left: 'contrast', right: 'reward' } }),
    option: 'correct',
  },
  'a larger side of words': {
    call: read({ side: ['right', 'left', '', ''] }, { correct: { left: 'contrast', right: 'side' } }),
    place: { column: 'side', row: 0 },
  },
  'a lag of choices of three classes': {
    call: read({ choice: [0, 1, 2, 2] }, { features: { before: lag('choice') } }),
    place: { column: 'choice' },
  },
  'a lag of a class that there is not': {
    call: read({}, { features: { before: lag('choice', { of: 'L' }) } }),
    option: 'of',
  },
  'a lag of a class in another column': {
    call: read({}, { features: { before: lag('side', { of: 1 }) } }),
    option: 'of',
  },
  'a lag of a class that is a list': { call: () => lag('choice', { of: untyped<string>(['L']) }), option: 'of' },
  'a mean over a day': { call: () => standardized('contrast', { over: untyped<'session'>('day') }), option: 'over' },
  'a deviation that is none': {
    call: () => standardized('contrast', { deviation: untyped<'sample'>('robust') }),
    option: 'deviation',
  },
  'a correct side of 2': {
    call: read({ side: [1, 0, 2, 0] }, { correct: 'side' }),
    place: { column: 'side', row: 2 },
  },
  'a correct side from words': {
    call: read({ side: ['right', 'left', '', ''] }, { correct: { signOf: 'side' } }),
    place: { column: 'side', row: 0 },
  },
  'an outcome in words': {
    call: read({ reward: [1, 'water', 0, 1] }, { outcomes: ['reward'] }),
    place: { column: 'reward', row: 1 },
  },
};
