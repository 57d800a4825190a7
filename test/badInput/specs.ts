import { dirichlet, type InitialPrior, type TransitionPrior } from '../../src/models/dirichlet.ts';
import type { FrozenWeights } from '../../src/models/frozenWeights.ts';
import { classLapses, historyLapses, type Lapses } from '../../src/models/lapses.ts';
import { type Observation, poisson, softmax } from '../../src/models/observations/observationSpecs.ts';
import { ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { pseudoCounts } from '../../src/models/pseudoCounts.ts';
import { type GlmHmmOptions, glmHmm, type InitialProbs } from '../../src/models/specs.ts';
import { inputDriven, perSession } from '../../src/models/transitionModels.ts';
import { randomWalk, type WeightModel } from '../../src/models/weightModels.ts';
import { type Refusals, untyped } from './refusal.ts';

const center = [
  [0.9, 0.1],
  [0.2, 0.8],
];

/** Options that no model can have. */
export const specs: Refusals = {
  'no state': { call: () => staticGlmHmm({ numStates: 0 }), option: 'numStates' },
  'two and a half states': { call: () => glmHmm({ numStates: 2.5 }), option: 'numStates' },
  'NaN states': { call: () => glmHmm({ numStates: Number.NaN }), option: 'numStates' },
  'infinitely many states': { call: () => glmHmm({ numStates: Infinity }), option: 'numStates' },
  'states in words': { call: () => glmHmm({ numStates: untyped<number>('3') }), option: 'numStates' },
  'no number of states': { call: () => glmHmm(untyped<GlmHmmOptions>({})), option: 'numStates' },
  'an unknown kind of observation': {
    call: () => glm({ observation: untyped<Observation>({ kind: 'binomial' }) }),
    option: 'observation',
  },
  'an unknown kind of weights': {
    call: () => glm({ weights: untyped<WeightModel>({ kind: 'walk' }) }),
    option: 'weights',
  },
  'weights that were not called': { call: () => glm({ weights: untyped<WeightModel>(randomWalk) }), option: 'weights' },
  'a negative sigma': { call: () => partialGlmHmm({ numStates: 2, sigma: -0.2 }), option: 'sigma' },
  'a sigma of NaN': { call: () => randomWalk({ sigma: Number.NaN }), option: 'sigma' },
  'an infinite sigma': { call: () => randomWalk({ sigma: Infinity }), option: 'sigma' },
  'a sigma in words': { call: () => randomWalk({ sigma: untyped<number>('0.2') }), option: 'sigma' },
  'no sigma': { call: () => randomWalk(untyped<{ sigma: number }>({})), option: 'sigma' },
  'a negative sigma of one feature': { call: () => randomWalk({ sigma: { bias: 0, stimulus: -1 } }), option: 'sigma' },
  'an empty list of sigmas': { call: () => randomWalk({ sigma: [] }), option: 'sigma' },
  'a sigma for three of two states': {
    call: () => partialGlmHmm({ numStates: 2, sigma: [0.1, 0.2, 0.3] }),
    option: 'sigma',
  },
  'a negative sigma in a spec written by hand': {
    call: () => glm({ weights: { kind: 'randomWalk', sigma: -1 } }),
    option: 'sigma',
  },
  'a frozen weight of NaN': { call: () => glm({ frozen: { bias: Number.NaN } }), option: 'frozen.bias' },
  'a frozen weight in words, of one state': {
    call: () => glmHmm({ numStates: 2, frozen: untyped<FrozenWeights>([{}, { stimulus: '0' }]) }),
    option: 'frozen[1].stimulus',
  },
  'frozen weights for three of two states': {
    call: () => glmHmm({ numStates: 2, frozen: [{ bias: 0 }, {}, {}] }),
    option: 'frozen',
  },
  'a frozen feature without a value': { call: () => glm({ frozen: untyped<FrozenWeights>('bias') }), option: 'frozen' },
  'a list of frozen features': { call: () => glm({ frozen: untyped<FrozenWeights>(['bias']) }), option: 'frozen' },
  'lapses of no known kind': { call: () => glm({ lapses: untyped<Lapses>({ kind: 'uniform' }) }), option: 'lapses' },
  'lapses that were not called': { call: () => glm({ lapses: untyped<Lapses>(classLapses) }), option: 'lapses' },
  'lapses of at most 0': { call: () => classLapses({ max: 0 }), option: 'max' },
  'lapses that could be more than all choices': { call: () => historyLapses({ max: 0.6 }), option: 'max' },
  'lapses of at most NaN, written by hand': {
    call: () => glm({ lapses: { kind: 'history', max: Number.NaN } }),
    option: 'max',
  },
  'lapses to six classes that could sum to more than 1': {
    call: () => glm({ observation: softmax({ numClasses: 6 }), lapses: classLapses() }),
    option: 'lapses',
  },
  'history lapses by an unknown word': { call: () => historyLapses({ by: untyped('class') }), option: 'by' },
  'lapses of counts': { call: () => glm({ observation: poisson(), lapses: classLapses() }), option: 'lapses' },
  'softmax over one class': { call: () => softmax({ numClasses: 1 }), option: 'numClasses' },
  'softmax with a reference that is no class': {
    call: () => softmax({ numClasses: 3, reference: 3 }),
    option: 'reference',
  },
  'softmax with an unknown option': {
    call: () => softmax(untyped<{ numClasses: number }>({ numClasses: 3, baseline: 0 })),
    option: 'baseline',
  },
  'alternatives that are no lists': {
    call: () => softmax({ numClasses: 2, alternatives: untyped<Record<string, string[]>>(['left', 'right']) }),
    option: 'alternatives',
  },
  'alternatives without a feature for a class': {
    call: () => softmax({ numClasses: 3, alternatives: { evidence: ['left', 'right'] } }),
    option: 'alternatives',
  },
  'alternatives that name a feature twice': {
    call: () => softmax({ numClasses: 2, alternatives: { evidence: ['left', 'right'], cost: ['right', 'up'] } }),
    option: 'alternatives',
  },
  'transitions that nothing drives': { call: () => inputDriven({ features: [] }), option: 'features' },
  'transitions that one feature drives twice': {
    call: () => inputDriven({ features: ['reward', 'reward'] }),
    option: 'features',
  },
  'an unknown baseline of transitions': {
    call: () => inputDriven({ features: ['reward'], baseline: untyped<'self'>('first') }),
    option: 'baseline',
  },
  'a negative ridge on inputs': { call: () => inputDriven({ features: ['reward'], ridge: -1 }), option: 'ridge' },
  'a ridge on the base where each destination has weights': {
    call: () => inputDriven({ features: ['reward'], baseline: 'none', baseRidge: 1 }),
    option: 'baseRidge',
  },
  'driven transitions of one state': {
    call: () => glmHmm({ numStates: 1, transitions: inputDriven({ features: ['reward'] }) }),
    option: 'transitions',
  },
  'a negative alpha': { call: () => dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: -1 }), option: 'alpha' },
  'an alpha of NaN': { call: () => perSession({ alpha: Number.NaN }), option: 'alpha' },
  'a center that is not square': { call: () => perSession({ alpha: 1, center: [[1], [1]] }), option: 'center[0]' },
  'a center that is no matrix': {
    call: () => perSession({ alpha: 1, center: untyped<'consecutive'>('previous') }),
    option: 'center',
  },
  'a center whose row does not sum to 1': {
    call: () => perSession({ alpha: 1, center: [[0.9, 0.2], center[1]] }),
    option: 'center[0]',
  },
  'a center for another number of states': {
    call: () => glmHmm({ numStates: 3, transitions: perSession({ alpha: 1, center }) }),
    option: 'center',
  },
  'a prior on one matrix where each session has one': {
    call: () =>
      glmHmm({
        numStates: 2,
        transitions: perSession({ alpha: 1, center }),
        transitionPrior: dirichlet({ stay: 1, leave: 1 }),
      }),
    option: 'transitionPrior',
  },
  'a negative pseudo-count': { call: () => dirichlet({ stay: 10, leave: -1 }), option: 'leave' },
  'pseudo-counts that are not square': { call: () => dirichlet({ counts: [[1, 2]] }), option: 'counts' },
  'a pseudo-count of NaN': { call: () => dirichlet({ counts: [[Number.NaN]] }), option: 'counts[0][0]' },
  'pseudo-counts for another number of states': {
    call: () => staticGlmHmm({ numStates: 3, transitionPrior: dirichlet({ counts: center }) }),
    option: 'transitionPrior.counts',
  },
  'a negative pseudo-count of a state': { call: () => dirichlet({ counts: [1, -0.5] }), option: 'counts[1]' },
  'a pseudo-count in words': { call: () => dirichlet({ counts: untyped<number[]>(['2', 1]) }), option: 'counts[0]' },
  'pseudo-counts that are one number': { call: () => dirichlet({ counts: untyped<number[]>(2) }), option: 'counts' },
  'pseudo-counts that are half a matrix': {
    call: () => dirichlet({ counts: untyped<number[]>([[1, 2], 3]) }),
    option: 'counts',
  },
  'no pseudo-counts': { call: () => dirichlet(untyped<{ counts: number[] }>({})), option: 'stay' },
  'both ways to give pseudo-counts': {
    call: () => dirichlet(untyped<{ counts: number[] }>({ stay: 1, leave: 1, counts: [1, 1] })),
    option: 'stay',
  },
  'a concentration below 1': { call: () => pseudoCounts([1.1, 0.9]), option: 'concentrations[1]' },
  'a concentration of NaN': { call: () => pseudoCounts(Number.NaN), option: 'concentrations' },
  'a prior on the first state made of a matrix': {
    call: () => glmHmm({ numStates: 2, initialPrior: untyped<InitialPrior>(dirichlet({ counts: center })) }),
    option: 'initialPrior',
  },
  'a prior on the first state for another number of states': {
    call: () => glmHmm({ numStates: 3, initialPrior: dirichlet({ counts: [1, 1] }) }),
    option: 'initialPrior.counts',
  },
  'a prior on initial probabilities that are not fitted': {
    call: () => glmHmm({ numStates: 2, initialProbs: 'uniform', initialPrior: dirichlet({ counts: [1, 1] }) }),
    option: 'initialPrior',
  },
  'a prior on initial probabilities that are given': {
    call: () => glmHmm({ numStates: 2, initialProbs: [0.5, 0.5], initialPrior: dirichlet({ counts: [1, 1] }) }),
    option: 'initialPrior',
  },
  'an unknown kind of prior on transitions': {
    call: () => glmHmm({ numStates: 2, transitionPrior: untyped<TransitionPrior>({ kind: 'sticky' }) }),
    option: 'transitionPrior',
  },
  'a negative ridge': { call: () => ridge(-1), option: 'strength' },
  'an infinite ridge': { call: () => ridge(Infinity), option: 'strength' },
  'a negative ridge in a spec written by hand': {
    call: () => glm({ penalty: { kind: 'ridge', strength: -1, includeBias: true } }),
    option: 'strength',
  },
  'initial probabilities in an unknown word': {
    call: () => glmHmm({ numStates: 2, initialProbs: untyped<InitialProbs>('free') }),
    option: 'initialProbs',
  },
  'initial probabilities of another number of states': {
    call: () => glmHmm({ numStates: 3, initialProbs: [0.5, 0.5] }),
    option: 'initialProbs',
  },
  'initial probabilities that do not sum to 1': {
    call: () => glmHmm({ numStates: 2, initialProbs: [0.5, 0.6] }),
    option: 'initialProbs',
  },
  'an initial probability below 0': {
    call: () => glmHmm({ numStates: 2, initialProbs: [-0.5, 1.5] }),
    option: 'initialProbs',
  },
};
