import { auditory } from '../../src/data/designs/auditory.ts';
import { column, lag } from '../../src/data/features.ts';
import { loadFit } from '../../src/data/files/fitFile.ts';
import { readNpz } from '../../src/data/files/npz.ts';
import { ewma } from '../../src/data/histories.ts';
import { oneHot } from '../../src/data/indicators.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { predict } from '../../src/models/inference/predict.ts';
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
import { simulate } from '../../src/models/simulation/simulate.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { dirichletDraw, kMeansProbs, sticky } from '../../src/models/starts/probabilityStarts.ts';
import { settleStart } from '../../src/models/starts/start.ts';
import { glmPlusNoise, randomWeights, type WeightStart } from '../../src/models/starts/weightStarts.ts';
import { alignStates } from '../../src/models/states/alignStates.ts';
import { perSession, type TransitionModel } from '../../src/models/transitionModels.ts';
import { randomWalk, type WeightModel } from '../../src/models/weightModels.ts';
import { plotWeights } from '../../src/plots/fitCharts.ts';
import { renderSvg } from '../../src/plots/renderSvg.ts';
import { trialTable } from '../../src/views/trialTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { viewFits } from '../../src/views/viewFits.ts';
import { leaveOneSubjectOut } from '../../src/workflows/leaveOneSubjectOut.ts';
import { cohortTrials } from '../support/cohortTrials.ts';
import { sixLearners } from '../support/sixLearners.ts';
import type { Refusals } from './refusal.ts';

/** Options with one more that types do not catch when it is spread into them. */
function and<T extends object>(more: Readonly<Record<string, unknown>>, options: T): T {
  return { ...options, ...more };
}

const two = { numStates: 2 };
const rows = { choice: [0, 1, 1], x: [1, 2, 3] };
const [trials] = cohortTrials(1, ['A'], 12);
const fit = fitFrom(glm(), { weights: [[0, 1]] }, trials);
const view = viewFit(fit, trials);
const cohort = viewFits([fit], [trials]);

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

  'readTrials: a slip of the hand': {
    call: () => readTrials(rows, and({ choices: 'choice' }, { features: { x: column() } })),
    option: 'choices',
  },
  'lag: a slip of the hand': { call: () => lag('x', and({ By: 2 }, {})), option: 'By' },
  'ewma: an option of trace': { call: () => ewma('x', and({ tau: 2 }, { halfLife: 2 })), option: 'tau' },
  'ewma: none': { call: () => ewma('x', undefined as never), option: 'options' },
  'oneHot: a slip of the hand': {
    call: () => oneHot('x', and({ referense: 1 }, { values: [1, 2, 3] })),
    option: 'referense',
  },
  'a column that a design does not have': {
    call: () => auditory(rows, and({ evidense: 'x' }, {})),
    option: 'evidense',
  },
  'auditory: an option of another design': {
    call: () => auditory(rows, {}, and({ levels: true }, {})),
    option: 'levels',
  },
  'readNpz: a slip of the hand': { call: () => readNpz('none.npz', and({ array: ['x'] }, {})), option: 'array' },
  'loadFit: a slip of the hand': { call: () => loadFit('none.json', and({ function: {} }, {})), option: 'function' },
  'a parameter that fits do not have': {
    call: () => fitFrom(glm(), and({ initialProb: [1] }, { weights: [[0, 1]] }), trials),
    option: 'initialProb',
  },
  'predict: a slip of the hand': { call: () => predict(fit, trials, and({ givn: 'all' }, {})), option: 'givn' },
  'simulate: a slip of the hand': {
    call: () => simulate(fit, and({ outcomes: () => 1 }, { like: trials })),
    option: 'outcomes',
  },
  'alignStates: a slip of the hand': {
    call: () => alignStates([fit], and({ too: fit }, { on: trials })),
    option: 'too',
  },
  'leaveOneSubjectOut: a slip of the hand': {
    call: () => leaveOneSubjectOut(sixLearners, hierarchical(rescorlaWagner()), and({ restart: 2 }, {})),
    option: 'restart',
  },
  'viewFit: an option of viewFits': {
    call: () => viewFit(fit, trials, and({ reference: fit }, {})),
    option: 'reference',
  },
  'an order of states with a slip of the hand': {
    call: () => viewFit(fit, trials, { orderBy: and({ absolut: true }, { by: 'x' }) }),
    option: 'absolut',
  },
  'trialTable: a slip of the hand': { call: () => trialTable(view, and({ sesion: 1 }, {})), option: 'sesion' },
  'plotWeights: a slip of the hand': {
    call: () => plotWeights(view, and({ standardError: false }, {})),
    option: 'standardError',
  },
  'plotWeights: an option of a cohort': { call: () => plotWeights(view, and({ as: 'box' }, {})), option: 'as' },
  'plotWeights: standard errors of a cohort': {
    call: () => plotWeights(cohort, and({ standardErrors: true }, {})),
    option: 'standardErrors',
  },
  'renderSvg: a slip of the hand': { call: () => renderSvg({}, and({ modes: 'dark' }, {})), option: 'modes' },
};
