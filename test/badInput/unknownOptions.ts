import { dirichlet } from '../../src/models/dirichlet.ts';
import { classLapses, historyLapses } from '../../src/models/lapses.ts';
import {
  bernoulli,
  gamma,
  gaussian,
  negativeBinomial,
  type Observation,
  poisson,
} from '../../src/models/observations/observationSpecs.ts';
import { elasticNet, groupLasso, lasso, type Penalty, ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { dirichletDraw, kMeansProbs, sticky } from '../../src/models/starts/probabilityStarts.ts';
import { settleStart } from '../../src/models/starts/start.ts';
import { glmPlusNoise, randomWeights, type WeightStart } from '../../src/models/starts/weightStarts.ts';
import { perSession, type TransitionModel } from '../../src/models/transitionModels.ts';
import { randomWalk, type WeightModel } from '../../src/models/weightModels.ts';
import type { Refusals } from './refusal.ts';

/** Options with one more that types do not catch when it is spread into them. */
function and<T extends object>(more: Readonly<Record<string, unknown>>, options: T): T {
  return { ...options, ...more };
}

const two = { numStates: 2 };

/** Options that do not exist where they are given. */
export const unknownOptions: Refusals = {
  'glmHmm: a slip of the hand': { call: () => glmHmm(and({ penalties: ridge(1) }, two)), option: 'penalties' },
  'glmHmm: an option of a preset': { call: () => glmHmm(and({ sigma: 0.2 }, two)), option: 'sigma' },
  'glmHmm: another kind': { call: () => glmHmm(and({ kind: 'hierarchical' }, two)), option: 'kind' },
  'glmHmm: a spec with more to it': {
    call: () => glmHmm(and({ states: 3 }, glmHmm({ numStates: 2 }))),
    option: 'states',
  },
  'classLapses: an option of historyLapses': {
    call: () => classLapses(and({ by: 'choice' }, {})),
    option: 'by',
  },
  'historyLapses: a slip of the hand': { call: () => historyLapses(and({ maximum: 0.1 }, {})), option: 'maximum' },
  'glmHmm: a number': { call: () => glmHmm(3 as never), option: 'options' },
  'glm: the number of states': { call: () => glm(and({ numStates: 2 }, {})), option: 'numStates' },
  'glm: initial probabilities': { call: () => glm(and({ initialProbs: 'uniform' }, {})), option: 'initialProbs' },
  'staticGlmHmm: weights': {
    call: () => staticGlmHmm(and({ weights: randomWalk({ sigma: 1 }) }, two)),
    option: 'weights',
  },
  'partialGlmHmm: transitions': {
    call: () => partialGlmHmm(and({ transitions: perSession({ alpha: 1 }) }, { ...two, sigma: 0.2 })),
    option: 'transitions',
  },
  'dynamicGlmHmm: a prior on transitions': {
    call: () =>
      dynamicGlmHmm(and({ transitionPrior: dirichlet({ stay: 1, leave: 0 }) }, { ...two, sigma: 0.2, alpha: 1 })),
    option: 'transitionPrior',
  },
  'dynamicGlmHmm: a slip of the hand': {
    call: () => dynamicGlmHmm(and({ centre: [[1]] }, { ...two, sigma: 0.2, alpha: 1 })),
    option: 'centre',
  },
  'bernoulli: a slip of the hand': { call: () => bernoulli(and({ links: 'probit' }, {})), option: 'links' },
  'poisson: a slip of the hand': { call: () => poisson(and({ Link: 'softplus' }, {})), option: 'Link' },
  'gaussian: a scale': { call: () => gaussian(and({ scale: 1 }, {})), option: 'scale' },
  'gamma: a shape': { call: () => gamma(and({ shape: 1 }, {})), option: 'shape' },
  'negativeBinomial: a dispersion': { call: () => negativeBinomial(and({ dispersion: 1 }, {})), option: 'dispersion' },
  'an observation written by hand': {
    call: () => glm({ observation: and({ scale: 1 }, { kind: 'poisson', link: 'log' }) as Observation }),
    option: 'scale',
  },
  'randomWalk: a variance': { call: () => randomWalk(and({ variance: 1 }, { sigma: 1 })), option: 'variance' },
  'weights written by hand': {
    call: () => glm({ weights: and({ tau: 1 }, { kind: 'randomWalk', sigma: 1 }) as WeightModel }),
    option: 'tau',
  },
  'perSession: a slip of the hand': {
    call: () => perSession(and({ centre: [[1]] }, { alpha: 1 })),
    option: 'centre',
  },
  'transitions written by hand': {
    call: () =>
      glmHmm({
        ...two,
        transitions: and({ stay: 1 }, { kind: 'perSession', alpha: 1, center: null }) as TransitionModel,
      }),
    option: 'stay',
  },
  'dirichlet: a slip of the hand': { call: () => dirichlet({ count: [1, 1] } as never), option: 'count' },
  'ridge: a slip of the hand': { call: () => ridge(1, and({ includeBiases: true }, {})), option: 'includeBiases' },
  'lasso: a mixing': { call: () => lasso(1, and({ mixing: 0.5 }, {})), option: 'mixing' },
  'elasticNet: a ratio': { call: () => elasticNet(1, and({ ratio: 0.5 }, {})), option: 'ratio' },
  'groupLasso: a slip of the hand': {
    call: () => groupLasso(1, and({ group: [] }, { groups: [['x']] })),
    option: 'group',
  },
  'a penalty written by hand': {
    call: () => glm({ penalty: and({ bias: true }, { kind: 'ridge', strength: 1, includeBias: true }) as Penalty }),
    option: 'bias',
  },
  'sticky: a slip of the hand': { call: () => sticky(and({ stays: 0.9 }, {})), option: 'stays' },
  'dirichletDraw: pseudo-counts': { call: () => dirichletDraw(and({ counts: [1, 1] }, {})), option: 'counts' },
  'kMeansProbs: a slip of the hand': { call: () => kMeansProbs(and({ last: 0.1 }, {})), option: 'last' },
  'glmPlusNoise: a sigma': { call: () => glmPlusNoise(and({ sigma: 1 }, {})), option: 'sigma' },
  'randomWeights: a spread': { call: () => randomWeights(and({ spread: 1 }, {})), option: 'spread' },
  'a start written by hand': {
    call: () =>
      settleStart(glmHmm(two), {
        weights: and({ noise: 1 }, { kind: 'glmPlusNoise', spread: 1 }) as WeightStart,
      }),
    option: 'noise',
  },
};
