import { auditory } from '../../src/data/designs/auditory.ts';
import { iblContrast } from '../../src/data/designs/iblContrast.ts';
import { type FeatureBuilders, matrix } from '../../src/data/featureSets.ts';
import { column, contrast, type FeatureBuilder, lag, product } from '../../src/data/features.ts';
import { featuresOf } from '../../src/data/featuresOf.ts';
import { cumulative, ewma, lags, previousOutcome, trace, winStayLoseSwitch } from '../../src/data/histories.ts';
import { oneHot, sessionIndicators } from '../../src/data/indicators.ts';
import { type ReadTrialsOptions, readTrials } from '../../src/data/readTrials.ts';
import type { SignalSource } from '../../src/data/signalTerms.ts';
import { weightedSum } from '../../src/data/weightedSum.ts';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { glm } from '../../src/models/presets.ts';
import { glmHmm } from '../../src/models/specs.ts';
import type { Trials } from '../../src/models/trials.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { type Refusals, untyped } from './refusal.ts';

const table = {
  day: ['mon', 'mon', 'tue', 'tue'],
  choice: [1, 0, 1, 1],
  side: ['L', 'R', 'C', 'L'],
  contrast: [0.5, -0.25, 1, -1],
  reward: [1, 1, 1, 0],
  drops: [2, 0, 1, -1],
};
const read =
  (features: FeatureBuilders, options: Partial<ReadTrialsOptions> = {}): (() => Trials) =>
  () =>
    readTrials(table, { session: 'day', choice: 'choice', ...options, features });
const readWith = (features: FeatureBuilders): Fit => {
  const trials = read(features)();
  return fitFrom(glm(), { weights: [trials.featureNames.map((_, d) => d)] }, trials);
};
const fit = readWith({ stimulus: column('contrast'), paid: lag('choice') });
const walking = fitFrom(
  glm({ weights: randomWalk({ sigma: 1 }) }),
  { weights: [[[1]], [[2]]] },
  { featureNames: ['a'] },
);
const twoStates = fitFrom(
  glmHmm({ numStates: 2 }),
  {
    weights: [
      [1, 2],
      [3, 4],
    ],
    transitionMatrix: [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
  },
  fit,
);
const sides = { choice: 'side', classes: ['L', 'C', 'R'] };

/** Regressors that cannot be made, or not as asked for. */
export const regressors: Refusals = {
  'no lags': { call: () => lags('choice', 0), option: 'n' },
  'lags of a class that is none': { call: () => lags('side', 2, { of: untyped<string>({}) }), option: 'of' },
  'a half-life of 0': { call: () => ewma('choice', { halfLife: 0 }), option: 'halfLife' },
  'a trace without end': { call: () => trace('choice', { tau: Infinity }), option: 'tau' },
  'a kernel of half a lag': { call: () => trace('choice', { tau: 2, kernel: 0.5 }), option: 'kernel' },
  'missing choices that are dropped': {
    call: () => trace('choice', { tau: 2, onMissing: untyped<'zero'>('drop') }),
    option: 'onMissing',
  },
  'a sum per nothing': { call: () => cumulative('reward', { per: -1 }), option: 'per' },
  'a signal of nothing': { call: () => ewma([], { halfLife: 1 }), option: 'signal' },
  'a signal of an unknown kind': {
    call: () => ewma(untyped<SignalSource>({ failure: 'reward' }), { halfLife: 1 }),
    option: 'signal',
  },
  'a trace of choices among three classes': {
    call: read({ x: trace('side', { tau: 2 }) }, sides),
    place: { column: 'side' },
  },
  'a trace of a class that is none': {
    call: read({ x: trace({ column: 'side', of: 'l' }, { tau: 2 }) }, sides),
    option: 'of',
  },
  'the class of an outcome': { call: read({ x: ewma({ column: 'reward', of: 1 }, { halfLife: 2 }) }), option: 'of' },
  'the choice for an outcome': { call: read({ x: previousOutcome('choice') }), place: { column: 'choice' } },
  'an outcome with a sign that is none': {
    call: read({ x: winStayLoseSwitch('choice', 'drops') }),
    place: { column: 'drops', row: 0 },
  },
  'the failure of a number of drops': {
    call: read({ x: trace({ not: 'drops' }, { tau: 2 }) }),
    place: { column: 'drops', row: 0 },
  },
  'a choice times a stimulus, both of the past': {
    call: read({ x: trace(['choice', 'contrast'], { tau: 2 }) }),
    place: { column: 'contrast' },
  },
  'an outcome that a feature made one, read in its own trial': {
    call: read({ wsls: winStayLoseSwitch('choice', 'reward'), x: column('reward') }),
    place: { column: 'reward' },
  },
  'a product of nothing': { call: () => product('stimulus', untyped<FeatureBuilder>(undefined)), option: 'product' },
  'a product of no feature': {
    call: read({ previous: lag('choice'), x: product('previos', column('contrast')) }),
    option: 'features.x',
  },
  'a product of itself': {
    call: read({ a: product('b', lag('choice')), b: product(column('contrast'), 'a') }),
    option: 'features.b',
  },
  'a product with an empty cell inside a session': {
    call: () =>
      readTrials(
        { choice: [1, 0, 1], a: [1, 2, 3], b: [1, null, 3] },
        { choice: 'choice', features: { x: product(column('a'), column('b')) } },
      ),
    place: { column: 'a', row: 1, session: '0' },
  },
  'a contrast that never saturates': { call: () => contrast('contrast', { p: 0 }), option: 'p' },
  'a contrast of one side': {
    call: () => contrast(untyped<{ left: string; right: string }>({ left: 'contrast' })),
    option: 'column',
  },
  'contrasts in percent': { call: read({ x: contrast('drops') }), place: { column: 'drops', row: 0 } },
  'signed contrasts of one side': {
    call: read({ x: contrast({ left: 'contrast', right: 'reward' }) }),
    place: { column: 'contrast', row: 1 },
  },
  'a contrast of its own choice': { call: read({ x: contrast('choice') }), place: { column: 'choice' } },
  'a contrast that never changes': {
    call: () =>
      readTrials(
        { mouse: ['A', 'A', 'B'], choice: [1, 0, 1], c: [1, 0.5, 1] },
        { subject: 'mouse', subjects: 'pooled', choice: 'choice', features: { x: contrast('c') } },
      ),
    place: { column: 'c', subject: 'B' },
  },
  'categories of no column': {
    call: () => oneHot(untyped<string>(['side']), { values: ['L', 'R'] }),
    option: 'column',
  },
  'one category': { call: () => oneHot('side', { values: ['L'] }), option: 'values' },
  'a category twice': { call: () => oneHot('side', { values: ['L', 'R', 'L'] }), option: 'values' },
  'bins that fall': { call: () => oneHot('contrast', { bins: [0, 1, 0.5] }), option: 'bins' },
  'categories that are neither values nor bins': {
    call: () => oneHot('side', untyped<{ values: string[] }>({})),
    option: 'values',
  },
  'a reference that is no category': {
    call: () => oneHot('side', { values: ['L', 'R'], reference: 'C' }),
    option: 'reference',
  },
  'a reference that is no bin': {
    call: () => oneHot('contrast', { bins: [0, 0.5, 1], reference: 2 }),
    option: 'reference',
  },
  'signed categories below 0': {
    call: () => oneHot('contrast', { values: [-1, 1], signed: true }),
    option: 'signed',
  },
  'a cell in no category': {
    call: read(oneHot('side', { values: ['L', 'R'] })),
    place: { column: 'side', row: 2 },
  },
  'a cell in no bin': {
    call: read(oneHot('contrast', { bins: [0, 0.3, 0.6], signed: true })),
    place: { column: 'contrast', row: 2 },
  },
  'categories of the choice of its own trial': {
    call: read(oneHot('choice', { values: [0, 1] })),
    place: { column: 'choice' },
  },
  'a second session for reference': {
    call: () => sessionIndicators({ reference: untyped<'first'>('second') }),
    option: 'reference',
  },
  'indicators of the sessions of each subject': {
    call: () =>
      readTrials(
        { mouse: ['A', 'B'], choice: [1, 0] },
        { subject: 'mouse', subjects: 'each', choice: 'choice', features: sessionIndicators({ reference: 'none' }) },
      ),
    option: 'subjects',
  },
  'features of a fit that does not say how they were made': {
    call: () => featuresOf({ featureNames: ['x'] }),
    option: 'fit',
  },
  'recipes of other features': {
    call: () => fitFrom(glm(), { weights: [[1]] }, { featureNames: ['x'], recipes: [] }),
    option: 'recipes',
  },
  'the choice of a fit in another role': {
    call: () => readTrials(table, { choice: 'reward', features: featuresOf(fit) }),
    place: { column: 'choice' },
  },
  'a class of a fit among fewer classes': {
    call: () => {
      const { recipes } = readTrials(table, { ...sides, features: { x: lag('side', { of: 'R' }) } });
      readTrials({ side: [0, 1] }, { choice: 'side', features: featuresOf({ featureNames: ['x'], recipes }) });
    },
    place: { column: 'side' },
  },
  'a matrix of a fit that is not given again': {
    call: () => {
      const { featureNames, recipes } = read(matrix('basis', [[1], [2], [3], [4]]))();
      read(featuresOf({ featureNames, recipes }))();
    },
    place: {},
  },
  'the sum of no features': { call: () => weightedSum(fit, []), option: 'featureNames' },
  'the sum of unknown features': { call: () => weightedSum(fit, ['stimulos']), option: 'featureNames' },
  'the sum of weights that walk': { call: () => weightedSum(walking, ['a']), option: 'fit' },
  'the sum of the weights of no state': { call: () => weightedSum(twoStates, ['paid']), option: 'state' },
  'the sum of the weights of a third state': {
    call: () => weightedSum(twoStates, ['paid'], { state: 2 }),
    option: 'state',
  },
  'the sum of the weights of a second output': {
    call: () => weightedSum(fit, ['paid'], { output: 1 }),
    option: 'output',
  },
  'evidence without three difficulties': {
    call: () => {
      const trials = { choice: [0, 1, 1], evidence: [1, -1, 1], rewarded: [0, 1, 1] };
      readTrials(trials, auditory(trials));
    },
    place: { column: 'evidence' },
  },
  'a design without its columns': {
    call: () => readTrials(table, iblContrast(table)),
    place: { column: 'contrastLeft' },
  },
};
