import { fitModel } from '../../src/data/files/fitModel.ts';
import { staticGlmHmm } from '../../src/models/presets.ts';
import { type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { dirichletDraw, kMeansProbs, sticky, uniform } from '../../src/models/starts/probabilityStarts.ts';
import { constantScale } from '../../src/models/starts/scaleStarts.ts';
import type { OwnStart, Start } from '../../src/models/starts/start.ts';
import { glmPlusNoise, kMeansWeights, randomWeights, type WeightStart } from '../../src/models/starts/weightStarts.ts';
import { startingValues } from '../../src/workflows/startingValues.ts';
import { trialsOf } from '../support/models.ts';
import { randomTrials } from '../support/randomTrials.ts';
import { type Refusals, untyped } from './refusal.ts';

const trials = randomTrials(5);
const two = staticGlmHmm({ numStates: 2 });

function starting(start: Start, spec: GlmHmmSpec = two): () => unknown {
  return () => startingValues(trials, spec, { start });
}

/** Starts that no fit can have. */
export const starts: Refusals = {
  'a start in a word': { call: starting(untyped<Start>('k-means')), option: 'start' },
  'a part that starts do not have': { call: starting(untyped<Start>({ transition: sticky() })), option: 'transition' },
  'weights of an unknown kind': {
    call: starting({ weights: untyped<WeightStart>({ kind: 'kmeans' }) }),
    option: 'start.weights',
  },
  'sticky weights': { call: starting({ weights: untyped<WeightStart>(sticky()) }), option: 'start.weights' },
  'initial probabilities that stick': {
    call: starting({ initialProbs: untyped<OwnStart>(sticky()) }),
    option: 'start.initialProbs',
  },
  'a function that returns no array': {
    call: starting({ transitions: untyped<OwnStart>(() => sticky()) }),
    option: 'start.transitions',
  },
  'a start that was not called': {
    call: starting({ transitions: untyped<OwnStart>(sticky) }),
    option: 'start.transitions',
  },
  'no spread': { call: () => glmPlusNoise({ spread: 0 }), option: 'spread' },
  'a negative spread in a start written by hand': {
    call: starting({ weights: { kind: 'glmPlusNoise', spread: -1 } }),
    option: 'spread',
  },
  'a deviation of NaN': { call: () => randomWeights({ deviation: Number.NaN }), option: 'deviation' },
  'states that can only stay': { call: () => sticky({ stay: 1 }), option: 'stay' },
  'a concentration of 0': { call: () => dirichletDraw({ concentration: [1, 0] }), option: 'concentration' },
  'concentrations of another number of states': {
    call: starting({ transitions: dirichletDraw({ concentration: [1, 1, 1] }) }),
    option: 'concentration',
  },
  'a least share of 0': { call: () => kMeansProbs({ least: 0 }), option: 'least' },
  'a scale of 0': { call: () => constantScale(0), option: 'constantScale' },
  'a scale of choices': { call: starting({ scale: constantScale(1) }), option: 'start.scale' },
  'a start of probabilities that are given': {
    call: starting({ initialProbs: uniform() }, glmHmm({ numStates: 2, initialProbs: [0.5, 0.5] })),
    option: 'start.initialProbs',
  },
  'own weights for one of two states': { call: starting({ weights: () => [[0, 1]] }), option: 'start.weights' },
  'own transitions that are not nested': {
    call: starting({ transitions: () => [0.5, 0.5] }),
    option: 'start.transitions',
  },
  'own transitions that do not sum to 1': {
    call: starting({
      transitions: () => [
        [0.5, 0.5],
        [0.5, 0.6],
      ],
    }),
    option: 'start.transitions[1]',
  },
  'own initial probabilities below 0': {
    call: starting({ initialProbs: () => [1.5, -0.5] }),
    option: 'start.initialProbs',
  },
  'a function where the fit is kept in a file': {
    call: () => fitModel(trials, two, { file: 'never.json', start: { weights: () => [] } }),
    option: 'start.weights',
  },
  'a start for no start': {
    call: () => fitModel(trials, two, { startFrom: startingValues(trials, two), start: { weights: kMeansWeights() } }),
    option: 'start',
  },
  'clusters of trials that are all the same': {
    call: () =>
      startingValues(trialsOf({ choices: [1, 1, 1], features: { bias: [1, 1, 1] } }), two, {
        start: { weights: kMeansWeights() },
      }),
    place: {},
  },
};
