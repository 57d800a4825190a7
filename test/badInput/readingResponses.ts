import { epochs } from '../../src/data/epochs.ts';
import { columns, type FeatureBuilders, group, matrix } from '../../src/data/featureSets.ts';
import { bias, column, standardized } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import type { Trials } from '../../src/models/trials.ts';
import { type Refusals, untyped } from './refusal.ts';

const table = {
  time: [0, 1, 10, 11],
  count: [3, 0, 2, 5],
  other: [1, 1, 0, 2],
  speed: [0.5, -0.25, 1, -1],
  choice: [1, 0, 1, 1],
};
const read =
  (cells: object, options: object = {}): (() => Trials) =>
  () =>
    readTrials({ ...table, ...cells }, { y: 'count', features: { bias: bias(), speed: column() }, ...options });
const withFeatures = (features: FeatureBuilders): (() => Trials) => read({}, { features });
const inEpochs =
  (start: readonly number[], end: readonly number[], cells: object = {}): (() => Trials) =>
  () =>
    read(cells, { sessionStarts: epochs({ time: 'time', start, end }) })();
const position = group('position', columns(['speed', 'other']));

/** Counts, measurements, populations, groups of features and epochs that `readTrials` refuses. */
export const readingResponses: Refusals = {
  'a count in words': { call: read({ count: [1, 'two', 3, 4] }), place: { column: 'count', row: 1 } },
  'an infinite count': { call: read({ count: [1, 2, Infinity, 4] }), place: { column: 'count', row: 2 } },
  'an infinite count of the second neuron': {
    call: read({ other: [1, -Infinity, 3, 4] }, { y: ['count', 'other'] }),
    place: { column: 'other', row: 1 },
  },
  'an unknown response column': { call: read({}, { y: 'counts' }), place: { column: 'counts' } },
  'population columns of different length': {
    call: read({ other: [1, 2] }, { y: ['count', 'other'] }),
    place: { column: 'other' },
  },
  'no responses': { call: read({}, { y: [] }), option: 'y' },
  'a response that is a number': { call: read({}, { y: 3 }), option: 'y' },
  'a response twice': { call: read({}, { y: ['count', 'count'] }), option: 'y' },
  'responses beside choices': { call: read({}, { choice: 'choice' }), option: 'y' },
  'a missing choice beside responses': { call: read({}, { missingChoice: -1 }), option: 'missingChoice' },
  'a correct side beside responses': { call: read({}, { correct: 'choice' }), option: 'correct' },
  'a feature that is a response of its trial': {
    call: withFeatures({ own: column('count') }),
    place: { column: 'count' },
  },
  'a standardized feature that is a response of its trial': {
    call: withFeatures({ own: standardized('count') }),
    place: { column: 'count' },
  },
  'missing cells to be dropped': { call: read({}, { missing: 'drop' }), option: 'missing' },
  'an infinite feature where empty ones are allowed': {
    call: read({ speed: [0, null, Infinity, 1] }, { missing: 'unobserved' }),
    place: { column: 'speed', row: 2, session: '0' },
  },
  'a standardized column without any number': {
    call: read(
      { speed: [null, null, null, null] },
      { missing: 'unobserved', features: { speed: standardized('speed') } },
    ),
    place: { column: 'speed' },
  },
  'columns that are no list': { call: () => columns(untyped<string[]>('speed')), option: 'columns' },
  'a column listed twice': { call: () => columns(['speed', 'speed']), option: 'columns' },
  'a group without a name': { call: () => group('', columns(['speed'])), option: 'group' },
  'a group without features': { call: () => group('position', {}), option: 'group' },
  'a group within a group': { call: () => group('all', position), option: 'group' },
  'groups that overlap': {
    call: withFeatures({ ...position, ...group('motion', columns(['speed'])) }),
    option: 'features.speed',
  },
  'a feature of a group that another replaced': {
    call: withFeatures({ ...position, speed: column() }),
    option: 'features.speed',
  },
  'a group with the name of a feature outside it': {
    call: withFeatures({ ...group('speed', columns(['other'])), speed: column() }),
    option: 'features.speed',
  },
  'a matrix of one axis': { call: () => matrix('basis', { shape: [4], data: new Float64Array(4) }), place: {} },
  'a matrix without columns': { call: () => matrix('basis', []), place: {} },
  'a matrix of uneven rows': { call: () => matrix('basis', [[1, 2], [3]]), place: { row: 1 } },
  'a matrix that holds words': {
    call: () =>
      matrix('basis', [
        [1, 2],
        [3, 'high'],
      ]),
    place: { column: 'basis2', row: 1 },
  },
  'a matrix with too few rows': { call: withFeatures(matrix('basis', [[1], [2]])), place: {} },
  'a matrix with NaN': {
    call: withFeatures(matrix('basis', [[1], [2], [Number.NaN], [3]])),
    place: { column: 'basis1', row: 2, session: '0' },
  },
  'epochs without a column of times': {
    call: () => epochs({ time: untyped<string>(undefined), start: [0], end: [1] }),
    option: 'time',
  },
  'no epochs': { call: inEpochs([], []), option: 'epochs' },
  'more starts than ends': { call: inEpochs([0, 10], [5]), option: 'epochs' },
  'an epoch that never ends': { call: inEpochs([0], [Infinity]), option: 'epochs' },
  'an epoch that ends before it begins': { call: inEpochs([5], [0]), option: 'epochs' },
  'epochs that overlap': { call: inEpochs([0, 10], [10.5, 20]), option: 'epochs' },
  'epochs that are not in order': { call: inEpochs([10, 0], [20, 5]), option: 'epochs' },
  'an unknown column of times': {
    call: read({}, { sessionStarts: epochs({ time: 'times', start: [0], end: [20] }) }),
    place: { column: 'times' },
  },
  'a trial between epochs': { call: inEpochs([0, 11], [1, 20]), place: { column: 'time', row: 2 } },
  'a trial before all epochs': { call: inEpochs([0.5], [20]), place: { column: 'time', row: 0 } },
  'a trial after all epochs': { call: inEpochs([0], [10]), place: { column: 'time', row: 3 } },
  'an epoch without trials': { call: inEpochs([0, 3, 10], [1, 5, 11]), place: { column: 'time' } },
  'a trial without a time': {
    call: inEpochs([0], [20], { time: [0, 1, null, 11] }),
    place: { column: 'time', row: 2 },
  },
  'times that go back': { call: inEpochs([0], [20], { time: [0, 1, 0.5, 11] }), place: { column: 'time', row: 2 } },
};
