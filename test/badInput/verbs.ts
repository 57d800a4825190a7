import { bias, column } from '../../src/data/features.ts';
import { fitFromNpz, fitToNpz } from '../../src/data/files/fitNpz.ts';
import { fitFromJson, fitToJson } from '../../src/data/fitJson.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { choiceLagTimeConstant } from '../../src/models/choiceLagTimeConstant.ts';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { fitPsychometric } from '../../src/models/fitPsychometric.ts';
import { informationCriteria } from '../../src/models/inference/informationCriteria.ts';
import { mostLikelyStates } from '../../src/models/inference/mostLikelyStates.ts';
import { predict } from '../../src/models/inference/predict.ts';
import type { LinkFunctions } from '../../src/models/observations/links.ts';
import { type ModuleExport, poisson } from '../../src/models/observations/observationSpecs.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { hideTrials } from '../../src/models/trials.ts';
import { withOptions } from '../../src/models/withOptions.ts';
import { fitSteps } from '../../src/workflows/fitSteps.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { type Refusals, untyped } from './refusal.ts';

const rows = { choice: [1, 0, 1, 1, 0, 1, 0, 0], stimulus: [1, -1, 2, -2, 0.5, 0.1, -0.3, 1] };
const trials = readTrials(rows, { choice: 'choice', features: { bias: bias(), stimulus: column() } });
const spec = staticGlmHmm({ numStates: 2 });
const transitionMatrix = [
  [0.9, 0.1],
  [0.2, 0.8],
];
const weights = [
  [0, 3],
  [1, 0],
];
const fit = fitFrom(spec, { weights, transitionMatrix }, trials);
const walking = fitFrom(partialGlmHmm({ numStates: 2, sigma: 0.1 }), { weights: [weights], transitionMatrix }, trials);
const state = { spec, params: { weights, transitionMatrix, initialProbs: [1, 1], scale: null } };
const npz = (): ReturnType<typeof fitToNpz> => fitToNpz(fit);

const exponential = { value: Math.log, inverse: Math.exp, first: Math.exp, second: Math.exp };
const linked = (link: LinkFunctions & Partial<ModuleExport>): Fit =>
  fitFrom(glm({ observation: poisson({ link }) }), { weights: [[0, 1]] }, trials);
const savedLink = (): string => fitToJson(linked({ module: './links.js', export: 'exponential', ...exponential }));

/** Verbs that are asked for what they do not give. */
export const verbs: Refusals = {
  'a psychometric function of choices and values of other lengths': {
    call: () => fitPsychometric([1, 2], [0]),
    place: {},
  },
  'a psychometric function of a choice of 2': { call: () => fitPsychometric([1, 2], [0, 2]), place: { row: 1 } },
  'a psychometric function of one value': { call: () => fitPsychometric([3, 3], [0, 1]), place: {} },
  'a psychometric function of half the lapses': {
    call: () => fitPsychometric([1, 2], [0, 1], { lapses: untyped(0.5) }),
    option: 'lapses',
  },
  'a psychometric function with lapses of more than a half': {
    call: () => fitPsychometric([1, 2], [0, 1], { max: 0.6 }),
    option: 'max',
  },
  'a psychometric function with a slip of the hand': {
    call: () => fitPsychometric([1, 2], [0, 1], untyped({ lapse: true })),
    option: 'lapse',
  },
  'a time constant of one lag': { call: () => choiceLagTimeConstant([[1]]), option: 'weights' },
  'a time constant of lags before the choice': {
    call: () => choiceLagTimeConstant([[2, 1]], { lags: [0, 1] }),
    option: 'lags',
  },
  'a time constant between bounds in the wrong order': {
    call: () => choiceLagTimeConstant([[2, 1]], { min: 5, max: 1 }),
    option: 'min',
  },
  'a time constant with a slip of the hand': {
    call: () => choiceLagTimeConstant([[2, 1]], untyped({ lag: [1, 2] })),
    option: 'lag',
  },
  'states in an unknown format': {
    call: () => mostLikelyStates(fit, trials, { as: untyped('one-hot') }),
    option: 'as',
  },
  'simulated states in an unknown format': {
    call: () => simulate(fit, { like: trials, states: untyped('names') }),
    option: 'states',
  },
  'predictions given something else': { call: () => predict(fit, trials, { given: untyped('now') }), option: 'given' },
  'information criteria of weights that walk': { call: () => informationCriteria(walking, trials), option: 'weights' },
  'information criteria of no observation': {
    call: () =>
      informationCriteria(
        fit,
        hideTrials(trials, () => true),
      ),
    place: {},
  },
  'information criteria of other trials than were fitted': {
    call: async () =>
      informationCriteria(
        await fitTrials(trials, spec, { restarts: 1, maxIterations: 1 }),
        hideTrials(trials, (t) => t < 3),
      ),
    place: {},
  },
  'a change of an option that does not exist': {
    call: () => withOptions(spec, untyped({ states: 3 })),
    option: 'states',
  },
  'a change to undefined': { call: () => withOptions(spec, untyped({ penalty: undefined })), option: 'penalty' },
  'steps without a center': {
    call: () => fitSteps(trials, dynamicGlmHmm({ numStates: 2, sigma: 0.1, alpha: 1 })),
    option: 'center',
  },
  'steps from a state of other probabilities': {
    call: () => fitSteps(trials, spec, { startFrom: { ...state, featureNames: trials.featureNames } }),
    option: 'initialProbs',
  },
  'a fit with functions to save': { call: () => fitToJson(linked(exponential)), option: 'link' },
  "a saved fit with a link of one's own": {
    call: () => fitFromJson(savedLink(), 'neuron.json'),
    place: { file: 'neuron.json' },
  },
  'a function that a saved fit does not have': {
    call: () => fitFromJson(savedLink(), 'neuron.json', { exponental: exponential }),
    option: 'functions',
  },
  'a function for a saved fit that has none': {
    call: () => fitFromJson(fitToJson(fit), 'mouse.json', { exponential }),
    option: 'functions',
  },
  'a foreign npz file': {
    call: () => fitFromNpz({ weights: { shape: [1], data: Float64Array.of(1) } }, 'other.npz'),
    place: { file: 'other.npz' },
  },
  'an npz file whose weights were changed': {
    call: () => fitFromNpz({ ...npz(), weights: { shape: [1], data: Float64Array.of(1) } }, 'mouse.npz'),
    place: { file: 'mouse.npz' },
  },
  'an npz file whose text was cut': {
    call: () => fitFromNpz({ ...npz(), fit_json: { shape: [3], data: Uint8Array.of(1, 2, 3) } }, 'mouse.npz'),
    place: { file: 'mouse.npz' },
  },
  'an npz file whose text is no text': {
    call: () => fitFromNpz({ ...npz(), fit_json: { shape: [2], data: Uint8Array.of(255, 255) } }, 'mouse.npz'),
    place: { file: 'mouse.npz' },
  },
};
