import { bias, column, lag } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { mostLikelyStates } from '../../src/models/inference/mostLikelyStates.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { predictChoices } from '../../src/models/inference/predictChoices.ts';
import { standardErrors } from '../../src/models/inference/standardErrors.ts';
import { glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { alignStates } from '../../src/models/states/alignStates.ts';
import { permuteStates } from '../../src/models/states/permuteStates.ts';
import { perSession } from '../../src/models/transitionModels.ts';
import { at } from '../../src/numerics/ndarray.ts';
import { hconcat } from '../../src/plots/chart.ts';
import {
  plotAccuracy,
  plotPosterior,
  plotSession,
  plotTransitions,
  plotTransitionWeights,
  plotWeights,
} from '../../src/plots/fitCharts.ts';
import { plotModels } from '../../src/plots/modelCharts.ts';
import { plotTrajectories } from '../../src/plots/pathCharts.ts';
import { saveChart } from '../../src/plots/saveChart.ts';
import { posteriorTable } from '../../src/views/posteriorTable.ts';
import { type ViewOptions, viewFit } from '../../src/views/viewFit.ts';
import { likelihoodRatios } from '../../src/workflows/likelihoodRatios.ts';
import { type Refusals, untyped } from './refusal.ts';

const rows = { day: ['a', 'a', 'b', 'b'], choice: [1, 0, 1, 1], stimulus: [1, -1, 2, -2], reward: [1, 0.5, 1, 0] };
const roles = { session: 'day', choice: 'choice', features: { bias: bias(), stimulus: column() } };
const trials = readTrials(rows, roles);
const transitionMatrix = [
  [0.9, 0.1],
  [0.2, 0.8],
];
const weights = [
  [0, 3],
  [1, 0],
];
const fit = fitFrom(staticGlmHmm({ numStates: 2 }), { weights, transitionMatrix }, trials);
const one = fitFrom(glm(), { weights: [[0, 1]] }, trials);
const walking = fitFrom(
  partialGlmHmm({ numStates: 2, sigma: 0.1 }),
  { weights: [weights, weights, weights], transitionMatrix },
  trials,
);
const ofSessions = fitFrom(
  glmHmm({ numStates: 2, transitions: perSession({ alpha: 1 }) }),
  { weights, transitionMatrix: [transitionMatrix, transitionMatrix] },
  trials,
);
const others = readTrials(rows, { ...roles, features: { stimulus: column(), bias: bias() } });
const rewarded = readTrials(rows, { ...roles, outcomes: ['reward'], features: { before: lag('reward') } });
const echo = fitFrom(glm(), { weights: [[1]] }, rewarded);
const view = viewFit(fit, trials);
const viewed = (options: ViewOptions) => () => viewFit(fit, trials, options);

/** Fits that are asked what they cannot say. */
export const readingFits: Refusals = {
  'trials whose features have another order': { call: () => posterior(fit, others), place: {} },
  'choices of more classes than the model has': {
    call: () => posterior(fit, { ...trials, classNames: ['C', 'L', 'R'] }),
    place: { column: 'choice' },
  },
  'trials of fewer sessions than weights that walk': { call: () => mostLikelyStates(walking, trials), place: {} },
  'predictions for trials with other features': { call: () => predictChoices(one, rewarded), place: {} },
  'standard errors on trials of fewer sessions': { call: () => standardErrors(walking, trials), place: {} },
  'a negative seed of a simulation': { call: () => simulate(fit, { like: trials, seed: -1 }), option: 'seed' },
  'a simulation whose outcomes cannot be told': {
    call: () => simulate(echo, { like: rewarded }),
    place: { column: 'reward' },
  },
  'an outcome rule that gives NaN': {
    call: () => simulate(echo, { like: rewarded, outcome: () => Number.NaN }),
    place: { column: 'reward', row: 0 },
  },
  'no fits to align': { call: () => alignStates([], { on: trials }), option: 'fits' },
  'fits of one and two states to align': { call: () => alignStates([fit, one], { on: trials }), option: 'fits' },
  'an order that names a state twice': { call: () => permuteStates(fit, [1, 1]), option: 'order' },
  'an order by a feature that is none': { call: viewed({ orderBy: 'contrast' }), place: { column: 'contrast' } },
  'three names for two states': { call: viewed({ names: ['a', 'b', 'c'] }), option: 'names' },
  'one name for two states': { call: viewed({ names: ['a', 'a'] }), option: 'names' },
  'truth with another number of states': { call: viewed({ truth: one }), option: 'truth' },
  'a session that there is not, in a table': {
    call: () => posteriorTable(view, { session: 3 }),
    option: 'session',
  },
  'a session that there is not, in a chart': { call: () => plotPosterior(view, { session: 0 }), option: 'session' },
  'a first trial beyond the session': { call: () => plotPosterior(view, { firstTrial: 9 }), option: 'firstTrial' },
  'accuracy without the correct side': { call: () => plotAccuracy(view), place: {} },
  'an unknown choice of transitions': {
    call: () => plotTransitions(view, { pairs: untyped<'all'>('some') }),
    option: 'pairs',
  },
  'a chart of nothing': { call: () => hconcat(), option: 'charts' },
  'weights of inputs that there are not': { call: () => plotTransitionWeights(view), option: 'view' },
  'trajectories of more sessions than there are': {
    call: () => plotTrajectories(view, { minSessions: 99 }),
    option: 'minSessions',
  },
  'correct choices of no trials around': { call: () => plotSession(view, { smoothing: 0 }), option: 'smoothing' },
  'likelihood ratios of weights that walk': {
    call: () => likelihoodRatios(trials, walking),
    option: 'weights',
  },
  'likelihood ratios of transitions per session': {
    call: () => likelihoodRatios(trials, ofSessions),
    option: 'transitions',
  },
  'a chart of no models': { call: () => plotModels({}, trials), option: 'models' },
  'a chart that is none': { call: () => hconcat(untyped<ReturnType<typeof plotWeights>>(view)), option: 'charts' },
  'a chart as a PDF': { call: () => saveChart('weights.pdf', plotWeights(view)), option: 'path' },
  'a chart at scale 0': { call: () => saveChart('weights.png', plotWeights(view), { scale: 0 }), option: 'scale' },
  'an index out of range': { call: () => at(fit.params.weights, 2, 0), option: 'index' },
};
