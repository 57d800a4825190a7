import { column } from '../../src/data/features.ts';
import { fitModel } from '../../src/data/files/fitModel.ts';
import { fitFromJson, fitToJson } from '../../src/data/fitJson.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import type { GivenParams } from '../../src/models/givenParams.ts';
import { classLapses, historyLapses } from '../../src/models/lapses.ts';
import { poisson, softmax } from '../../src/models/observations/observationSpecs.ts';
import { lasso, ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { type GlmHmmOptions, type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { inputDriven } from '../../src/models/transitionModels.ts';
import { hideTrials, type Trials } from '../../src/models/trials.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import type { FitControl } from '../../src/workflows/fitControl.ts';
import { fitSteps } from '../../src/workflows/fitSteps.ts';
import { penaltyPath } from '../../src/workflows/penaltyPath.ts';
import { startingValues } from '../../src/workflows/startingValues.ts';
import { trialsOf } from '../support/models.ts';
import { type Refusals, untyped } from './refusal.ts';

const features = { bias: [1, 1, 1, 1, 1, 1], stimulus: [1, -1, 2, -2, 0.5, 1] };
const choices = [1, 0, 1, 1, 0, 1];
const sessionStarts = [0, 3, 6];
const trials = trialsOf({ choices, features, sessionStarts });
const two = staticGlmHmm({ numStates: 2 });
const weights = [
  [0, 3],
  [1, 0],
];
const transitionMatrix = [
  [0.9, 0.1],
  [0.2, 0.8],
];
const given = (
  spec: GlmHmmSpec,
  parameters: Partial<GivenParams>,
  names: readonly string[] = trials.featureNames,
): Fit => fitFrom(spec, { weights, transitionMatrix, ...parameters }, { featureNames: names });
const refit =
  (control: FitControl, spec = two) =>
  () =>
    fitModel(trials, spec, control);
const dependent = (more: Readonly<Record<string, readonly number[]>>): Trials =>
  trialsOf({ choices, features: { ...features, ...more } });
const ofAlternatives = (more: Partial<GlmHmmOptions> = {}, names = ['bias', 'stimulus']): GlmHmmSpec =>
  glmHmm({ numStates: 1, observation: softmax({ numClasses: 2, alternatives: { evidence: names } }), ...more });
const from = (startFrom: Fit, spec?: GlmHmmSpec) => refit({ startFrom }, spec);
const saved = fitToJson(given(two, {}));

/** Fits that cannot be made, from these trials, that start or those parameters. */
export const fits: Refusals = {
  'a class that is never chosen': {
    call: refit({}, glm({ observation: softmax({ numClasses: 3 }) })),
    place: { column: 'choice' },
  },
  'a choice that is no class': {
    call: () =>
      fitModel(trialsOf({ choices: [0, 1, 2, 3, 0, 1], features }), glm({ observation: softmax({ numClasses: 3 }) })),
    place: { column: 'choice', row: 3 },
  },
  'alternatives of features that the trials do not have': {
    call: refit({}, ofAlternatives({}, ['bias', 'stimulsu'])),
    option: 'alternatives',
  },
  'alternatives whose shared weight walks by different steps': {
    call: refit({}, ofAlternatives({ weights: randomWalk({ sigma: { bias: 0, stimulus: 0.1 } }) })),
    option: 'sigma',
  },
  'alternatives of which one is frozen': {
    call: refit({}, ofAlternatives({ frozen: { stimulus: 1 } })),
    option: 'frozen',
  },
  'alternatives whose shared weight is penalised by different strengths': {
    call: refit({}, ofAlternatives({ penalty: ridge({ bias: 1, stimulus: 2 }) })),
    option: 'penalty',
  },
  'alternatives that are the same for all classes': {
    call: () => fitModel(dependent({ again: features.stimulus }), ofAlternatives({}, ['stimulus', 'again'])),
    place: { column: 'again' },
  },
  'weights that are not one for all alternatives': {
    call: () =>
      given(ofAlternatives(), {
        weights: [
          [
            [1, 0],
            [0, 2],
          ],
        ],
        transitionMatrix: [[1]],
      }),
    option: 'weights',
  },
  'transitions driven by what the trials do not have': {
    call: refit({}, glmHmm({ numStates: 2, transitions: inputDriven({ features: ['stimulsu'] }) })),
    place: { column: 'stimulsu' },
  },
  'transitions driven by what never changes': {
    call: refit({}, glmHmm({ numStates: 2, transitions: inputDriven({ features: ['bias'] }) })),
    place: { column: 'bias' },
  },
  'transition weights where none are': {
    call: () =>
      given(two, {
        transitionWeights: [
          [[0], [1]],
          [[1], [0]],
        ],
      }),
    option: 'transitionWeights',
  },
  'lapse rates where there are no lapses': { call: () => given(two, { lapses: [[0.1, 0.1]] }), option: 'lapses' },
  'lapse rates beyond their max': {
    call: () =>
      given(glmHmm({ numStates: 2, lapses: classLapses({ max: 0.1 }) }), {
        lapses: [
          [0.1, 0],
          [0, 0.2],
        ],
      }),
    option: 'lapses',
  },
  'a lapse rate too few': {
    call: () => given(glmHmm({ numStates: 2, lapses: classLapses() }), { lapses: [[0.1], [0.1]] }),
    option: 'lapses',
  },
  'a start with other lapses': {
    call: async () =>
      fitModel(trials, glm({ lapses: historyLapses({ by: 'choice' }) }), {
        startFrom: fitFrom(glm({ lapses: historyLapses() }), { weights: [[0, 0]] }, trials),
      }),
    option: 'startFrom',
  },
  'lapses of responses': {
    call: () =>
      fitModel(
        readTrials({ lick: [1, 0, 1], tone: [1, 2, 1] }, { y: 'lick', features: { tone: column() } }),
        glm({ lapses: classLapses() }),
      ),
    place: { column: 'lick' },
  },
  'lapses with weights of several outputs': {
    call: () =>
      fitFrom(
        glm({ lapses: classLapses() }),
        {
          weights: [
            [
              [0, 1],
              [1, 0],
            ],
          ],
        },
        { featureNames: ['bias', 'stimulus'] },
      ),
    option: 'weights',
  },
  'no observed trial at all': {
    call: () =>
      fitModel(
        hideTrials(trials, () => true),
        two,
      ),
    place: { column: 'choice' },
  },
  'three classes of choices for a model of two': {
    call: () => fitModel(trialsOf({ choices: [0, 1, 2, 0, 1, 2], features, classNames: ['C', 'L', 'R'] }), two),
    place: { column: 'choice' },
  },
  'a feature that is always missing': {
    call: () =>
      fitModel(
        readTrials({ choice: [1, 0], tone: [null, null] }, { choice: 'choice', features: { tone: column() } }),
        glm(),
      ),
    place: { column: 'choice' },
  },
  'a feature that is always 0': {
    call: () => fitModel(dependent({ tone: [0, 0, 0, 0, 0, 0] }), two),
    place: { column: 'tone' },
  },
  'a feature that is another one again': {
    call: () => fitModel(dependent({ again: features.stimulus }), two),
    place: { column: 'stimulus' },
  },
  'a feature that is a sum of others': {
    call: () => fitModel(dependent({ sum: features.stimulus.map((x) => 3 + 2 * x) }), glm()),
    place: { column: 'bias' },
  },
  'no restarts': { call: refit({ restarts: 0 }), option: 'restarts' },
  'half a restart': { call: refit({ restarts: 1.5 }), option: 'restarts' },
  'a negative seed': { call: refit({ seed: -1 }), option: 'seed' },
  'a seed of NaN': { call: refit({ seed: Number.NaN }), option: 'seed' },
  'no iterations': { call: refit({ maxIterations: 0 }), option: 'maxIterations' },
  'a negative tolerance': { call: refit({ tolerance: -1 }), option: 'tolerance' },
  'a tolerance of the gradient that is not finite': {
    call: refit({ gradientTolerance: Infinity }),
    option: 'gradientTolerance',
  },
  'a tolerance of the residual in words': {
    call: refit({ method: 'proximal', residualTolerance: untyped<number>('small') }),
    option: 'residualTolerance',
  },
  'a tolerance of the residual for steps that are not proximal': {
    call: refit({ method: 'em', residualTolerance: 1e-6 }),
    option: 'residualTolerance',
  },
  'a tolerance of the gradient for proximal steps': {
    call: refit({ gradientTolerance: 1e-6 }, staticGlmHmm({ numStates: 2, penalty: lasso(1) })),
    option: 'gradientTolerance',
  },
  'an unknown method': { call: refit({ method: untyped<'em'>('bfgs') }), option: 'method' },
  'an option that is spelt wrong': { call: refit(untyped({ restart: 3 })), option: 'restart' },
  'an option of nothing': { call: refit(untyped({ patience: 3 })), option: 'patience' },
  'a number in place of options': { call: refit(untyped(20)), option: 'options' },
  'an option of whole fits for steps': {
    call: () => fitSteps(trials, two, untyped({ restarts: 3 })),
    option: 'restarts',
  },
  'a file for a path': {
    call: () => penaltyPath(trials, glm({ penalty: lasso(1) }), [1], untyped({ file: 'path.json' })),
    option: 'file',
  },
  'an option of a fit for starting values': {
    call: () => startingValues(trials, two, untyped({ restarts: 3 })),
    option: 'restarts',
  },
  'a start with other features': {
    call: from(given(two, {}, ['bias', 'contrast'])),
    option: 'startFrom',
  },
  'a start with another number of states': {
    call: from(given(staticGlmHmm({ numStates: 1 }), { weights: [[0, 1]], transitionMatrix: [[1]] })),
    option: 'startFrom',
  },
  'a start with another number of states for a model with matrices per session': {
    call: from(
      given(staticGlmHmm({ numStates: 1 }), { weights: [[0, 1]], transitionMatrix: [[1]] }),
      dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 2 }),
    ),
    option: 'startFrom',
  },
  'a start with another number of sessions': {
    call: from(given(partialGlmHmm({ numStates: 2, sigma: 0.2 }), { weights: [weights, weights, weights] })),
    option: 'startFrom',
  },
  'a sigma for a feature that the trials do not have': {
    call: refit({}, partialGlmHmm({ numStates: 2, sigma: { bias: 0.1, contrast: 0.1 } })),
    option: 'sigma',
  },
  'a frozen feature that the trials do not have': {
    call: refit({}, staticGlmHmm({ numStates: 2, frozen: [{}, { stimulos: 0 }] })),
    option: 'frozen',
  },
  'given parameters without a feature that is frozen': {
    call: () => given(glm({ frozen: { tone: 0 } }), { weights: [[0, 3]], transitionMatrix: [[1]] }),
    option: 'frozen',
  },
  'another value than that of a frozen weight': {
    call: () => given(staticGlmHmm({ numStates: 2, frozen: [{}, { stimulus: 0.5 }] }), {}),
    option: 'weights',
  },
  'frozen weights at which some trial is impossible': {
    call: refit({}, glm({ observation: poisson({ link: 'identity' }), frozen: { bias: -1, stimulus: 0 } })),
    option: 'link',
  },
  'dependent features of which only one state freezes one': {
    call: () =>
      fitModel(dependent({ again: features.stimulus }), staticGlmHmm({ numStates: 2, frozen: [{ again: 0 }, {}] })),
    place: { column: 'stimulus' },
  },
  'no sigma for one of the features': {
    call: refit({}, partialGlmHmm({ numStates: 2, sigma: { bias: 0.1 } })),
    option: 'sigma',
  },
  'a sigma too small to compute with': {
    call: refit({}, glm({ weights: randomWalk({ sigma: 1e-9 }) })),
    option: 'sigma',
  },
  'given weights of one state of two': { call: () => given(two, { weights: [[0, 3]] }), option: 'weights' },
  'given weights of three features of two': {
    call: () =>
      given(two, {
        weights: [
          [0, 3, 1],
          [1, 0, 1],
        ],
      }),
    option: 'weights',
  },
  'given weights in rows of different lengths': {
    call: () => given(two, { weights: [[0, 3], [1]] }),
    option: 'weights',
  },
  'a given weight of NaN': { call: () => given(two, { weights: [[0, Number.NaN], weights[1]] }), option: 'weights' },
  'given weights of one session of weights that walk': {
    call: () => given(partialGlmHmm({ numStates: 2, sigma: 0.1 }), {}),
    option: 'weights',
  },
  'no given transitions': {
    call: () => fitFrom(two, { weights }, { featureNames: trials.featureNames }),
    option: 'transitionMatrix',
  },
  'given transitions whose row does not sum to 1': {
    call: () => given(two, { transitionMatrix: [[0.9, 0.2], transitionMatrix[1]] }),
    option: 'transitionMatrix[0]',
  },
  'given initial probabilities beside those of the spec': {
    call: () => given(staticGlmHmm({ numStates: 2, initialProbs: 'uniform' }), { initialProbs: [0.3, 0.7] }),
    option: 'initialProbs',
  },
  'a file that is no fit': { call: () => fitFromJson('{"weights":[]}', 'mouse.json'), place: { file: 'mouse.json' } },
  'a file that is not whole': {
    call: () => fitFromJson(saved.slice(0, -9), 'mouse.json'),
    place: { file: 'mouse.json' },
  },
  'a file whose matrix does not sum to 1': {
    call: () => fitFromJson(saved.replace('0.9,', '0.7,'), 'mouse.json'),
    place: { file: 'mouse.json' },
  },
  'a file of another version': {
    call: () => fitFromJson(saved.replace('"formatVersion": 2', '"formatVersion": 1'), 'mouse.json'),
    place: { file: 'mouse.json' },
  },
};
