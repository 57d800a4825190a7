import { bias, column, standardized } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import type { Trials } from '../../src/models/trials.ts';
import { type Refusals, untyped } from './refusal.ts';

const table = {
  mouse: ['M1', 'M2', 'M2', 'M1'],
  day: ['mon', 'mon', 'tue', 'tue'],
  choice: [1, 0, 1, 1],
  contrast: [0.5, -0.25, 1, -1],
};
const read =
  (columns: object, options: object = {}): (() => readonly Trials[]) =>
  () =>
    readTrials(
      { ...table, ...columns },
      {
        subject: 'mouse',
        subjects: 'each',
        session: 'day',
        choice: 'choice',
        features: { bias: bias(), stimulus: column('contrast') },
        ...options,
      },
    );

/** Tables of several subjects that `readTrials` refuses; rows are those of the table, whatever their subjects. */
export const severalSubjects: Refusals = {
  'several subjects in a column without a name': { call: read({}, { subject: undefined }), option: 'subjects' },
  'subjects in some other way': { call: read({}, { subjects: untyped<'each'>('separate') }), option: 'subjects' },
  'a row without a subject': { call: read({ mouse: ['M1', 'M2', null, 'M1'] }), place: { column: 'mouse', row: 2 } },
  'a choice of one of two subjects': {
    call: read({ choice: [1, 0, 3, 1] }),
    place: { column: 'choice', row: 2, subject: 'M2' },
  },
  'a response of one of two subjects': {
    call: read({}, { choice: undefined, y: 'day', session: undefined }),
    place: { column: 'day', row: 0, subject: 'M1' },
  },
  'a feature of one of two subjects': {
    call: read({ contrast: [0, 1, Infinity, 1] }),
    place: { column: 'contrast', row: 2, session: 'tue', subject: 'M2' },
  },
  'a feature missing inside a session of one of two subjects': {
    call: read({ mouse: ['M1', 'M2', 'M1', 'M1'], contrast: [0, 1, null, 1] }, { session: undefined }),
    place: { column: 'contrast', row: 2, session: '0', subject: 'M1' },
  },
  'a session of one of two subjects that comes back': {
    call: read({ mouse: ['M1', 'M2', 'M1', 'M1'], day: ['mon', 'mon', 'tue', 'mon'] }),
    place: { column: 'day', row: 3, session: 'mon', subject: 'M1' },
  },
  'a subject without choices': { call: read({ choice: [1, null, null, 0] }), place: { subject: 'M2' } },
  'a subject without choices among several pooled': {
    call: read({ choice: [1, null, null, 0] }, { subjects: 'pooled' }),
    place: { subject: 'M2' },
  },
  'a subject without responses': {
    call: read({ count: [1, null, null, 0] }, { choice: undefined, y: 'count' }),
    place: { subject: 'M2' },
  },
  'epochs of several subjects': {
    call: read({}, { session: undefined, sessionStarts: { kind: 'epochs', time: 'contrast', start: [0], end: [1] } }),
    option: 'sessionStarts',
  },
  'session starts that miss a subject': {
    call: read({}, { session: undefined, sessionStarts: [1, 0, 1, 0] }),
    place: { row: 1, subject: 'M2' },
  },
  'session starts that do not increase, of several subjects': {
    call: read({}, { session: undefined, sessionStarts: [0, 3, 2] }),
    place: { row: 2 },
  },
  'a column that never changes in one subject': {
    call: read({ contrast: [1, 0.5, 0.5, 2] }, { features: { stimulus: standardized('contrast') } }),
    place: { column: 'contrast', subject: 'M2' },
  },
  'a column that never changes in one session': {
    call: read({}, { features: { stimulus: standardized('contrast', { over: 'session' }) } }),
    place: { column: 'contrast', session: 'mon', subject: 'M1' },
  },
  'a column without numbers in one subject': {
    call: read({ contrast: [1, null, null, 2] }, { features: { stimulus: standardized('contrast') } }),
    place: { column: 'contrast', subject: 'M2' },
  },
};
