import { fitModel } from '../../src/data/files/fitModel.ts';
import { ownBehavior } from '../../src/models/behavior/ownBehavior.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { type Subjects, selectSubjects } from '../../src/models/behavior/subjects.ts';
import { twoStep } from '../../src/models/behavior/twoStep.ts';
import {
  gaussianGroup,
  laplaceGroup,
  studentTGroup,
  weakHyperprior,
} from '../../src/models/hierarchical/group/groups.ts';
import { type HierarchicalOptions, hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { importanceSampling, quadrature } from '../../src/models/hierarchical/integration/integration.ts';
import {
  laplacePrior,
  normalPrior,
  ownPrior,
  studentTPrior,
  uniformPrior,
} from '../../src/models/hierarchical/priors.ts';
import { unit } from '../../src/models/hierarchical/scales.ts';
import { glm } from '../../src/models/presets.ts';
import type { GlmHmmSpec } from '../../src/models/specs.ts';
import type { Trials } from '../../src/models/trials.ts';
import { withOptions } from '../../src/models/withOptions.ts';
import type { HierarchicalControl } from '../../src/workflows/fitSubjects.ts';
import { randomTrials } from '../support/randomTrials.ts';
import { sixLearners } from '../support/sixLearners.ts';
import { type Refusals, untyped } from './refusal.ts';

const learner = rescorlaWagner();
const spec =
  (options: object = {}, model: object = learner) =>
  () =>
    hierarchical(untyped(model), untyped<HierarchicalOptions>(options));
const run =
  (options: object = {}, { control = {}, subjects = sixLearners }: { control?: object; subjects?: object } = {}) =>
  () =>
    fitModel(untyped<Subjects>(subjects), spec(options)(), untyped<HierarchicalControl>(control));
const priors = { inverseTemperature: normalPrior(0, 1.5), learningRate: normalPrior(0, 1.5) };

const coin = ownBehavior({
  name: 'coin',
  parameters: { bias: unit() },
  columns: { choice: { role: 'response', numClasses: 2 } },
  logLikelihood: () => 0,
});
const covaried = (covariates: object, names: readonly string[] = Object.keys(covariates)) =>
  run({ group: gaussianGroup({ covariates: names }) }, { subjects: { ...sixLearners, covariates } });
const { age, group } = sixLearners.covariates;

/** Hierarchical models that cannot be, and subjects and controls that they cannot be fitted to and with. */
export const hierarchicalModels: Refusals = {
  'no model': { call: () => untyped<() => unknown>(hierarchical)(), option: 'model' },
  'a model by its name': { call: spec({}, untyped('rescorlaWagner')), option: 'model' },
  'an unknown model': { call: spec({}, { kind: 'kalman' }), option: 'model' },
  'a model of a GLM-HMM': { call: spec({}, glm()), option: 'model' },
  'an option of a model that does not exist': { call: spec({}, { kind: 'rescorlaWagner', rates: 2 }), option: 'rates' },
  'an unknown option of hierarchical': { call: spec({ groups: gaussianGroup() }), option: 'groups' },
  'options of hierarchical by name': { call: spec(untyped('gaussian')), option: 'options' },
  'a group by its name': { call: spec({ group: 'gaussian' }), option: 'group' },
  'an unknown group': { call: spec({ group: { kind: 'beta' } }), option: 'group' },
  'an unknown covariance': { call: () => gaussianGroup({ covariance: untyped('dense') }), option: 'covariance' },
  'covariates of a group that are no list': {
    call: () => gaussianGroup({ covariates: untyped('age') }),
    option: 'covariates',
  },
  'a covariate of a group twice': { call: () => gaussianGroup({ covariates: ['age', 'age'] }), option: 'covariates' },
  'covariates of a Laplace group': {
    call: spec({ group: { ...laplaceGroup(), covariates: [] } }),
    option: 'covariates',
  },
  'no degrees of freedom': { call: () => studentTGroup({ degreesOfFreedom: 0 }), option: 'degreesOfFreedom' },
  'a prior by its name': { call: spec({ prior: 'normal' }), option: 'prior' },
  'a prior for all parameters': { call: spec({ prior: normalPrior(0, 1) }), option: 'prior' },
  'a prior of an unknown parameter': {
    call: spec({ prior: { ...priors, learnRate: normalPrior(0, 1) } }),
    option: 'prior',
  },
  'a prior of one parameter of two': { call: spec({ prior: { learningRate: normalPrior(0, 1) } }), option: 'prior' },
  'a prior that is a list': { call: spec({ prior: [normalPrior(0, 1), normalPrior(0, 1)] }), option: 'prior' },
  'a prior that is a number': { call: spec({ prior: { ...priors, learningRate: 0.5 } }), option: 'prior.learningRate' },
  'a prior without width': { call: () => normalPrior(0, 0), option: 'standardDeviation' },
  'a prior at NaN': { call: () => laplacePrior(Number.NaN, 1), option: 'location' },
  'a t prior without degrees of freedom': {
    call: () => studentTPrior(0, 1, untyped(undefined)),
    option: 'degreesOfFreedom',
  },
  'a uniform prior upside down': { call: () => uniformPrior(1, -1), option: 'max' },
  'a hyperprior with a prior that is given': {
    call: spec({ prior: priors, hyperprior: weakHyperprior() }),
    option: 'hyperprior',
  },
  'a hyperprior with a Laplace group': {
    call: spec({ group: laplaceGroup(), hyperprior: weakHyperprior() }),
    option: 'hyperprior',
  },
  'a hyperprior by its name': { call: spec({ hyperprior: 'weak' }), option: 'hyperprior' },
  'a hyperprior without width': { call: () => weakHyperprior({ standardDeviation: 0 }), option: 'standardDeviation' },
  'a hyperprior of fewer than no subjects': { call: () => weakHyperprior({ strength: -1 }), option: 'strength' },
  'quadrature over seven parameters': { call: spec({ integration: quadrature() }, twoStep()), option: 'integration' },
  'quadrature with two nodes': { call: () => quadrature({ nodes: 2 }), option: 'nodes' },
  'ten draws': { call: () => importanceSampling({ draws: 10 }), option: 'draws' },
  'integration by its name': { call: spec({ integration: 'laplace' }), option: 'integration' },
  'integration without a prior': { call: spec({ prior: 'none', integration: quadrature() }), option: 'integration' },
  'bounds of an unknown parameter': { call: spec({ bounds: { learningrate: [0.1, 0.9] } }), option: 'bounds' },
  'bounds upside down': { call: spec({ bounds: { learningRate: [0.9, 0.1] } }), option: 'bounds.learningRate' },
  'one bound': { call: spec({ bounds: { learningRate: 0.1 } }), option: 'bounds.learningRate' },
  'bounds outside the scale': { call: spec({ bounds: { learningRate: [-0.5, 0.9] } }), option: 'bounds.learningRate' },
  'bounds that are no object': { call: spec({ bounds: 3 }), option: 'bounds' },
  'an unknown option for a hierarchical spec': {
    call: () => withOptions(spec()(), untyped({ learningRates: 2 })),
    option: 'learningRates',
  },

  "a kept fit of a model of one's own without a place": {
    call: () => fitModel(sixLearners, hierarchical(coin), { file: '/nowhere/cohort.json' }),
    option: 'model',
  },
  "a kept fit of a prior of one's own without a place": {
    call: run({ prior: ownPrior({ logDensity: () => {} }) }, { control: { file: '/nowhere/cohort.json' } }),
    option: 'prior',
  },
  'a kept fit in a file of arrays': { call: run({}, { control: { file: '/nowhere/cohort.npz' } }), option: 'path' },

  'trials for a hierarchical model': { call: run({}, { subjects: randomTrials(1) }), place: {} },
  'trials of each subject for a hierarchical model': { call: run({}, { subjects: [randomTrials(1)] }), place: {} },
  'a table for a hierarchical model': { call: run({}, { subjects: { choice: [0, 1], reward: [1, 0] } }), place: {} },
  'subjects for a GLM-HMM': { call: () => fitModel(untyped<Trials>(sixLearners), glm()), place: {} },
  'subjects for a model of one of them': {
    call: () => fitModel(untyped<Trials>(sixLearners), untyped<GlmHmmSpec>(learner)),
    option: 'spec',
  },
  'one subject for a group': { call: run({}, { subjects: selectSubjects(sixLearners, [2]) }), place: {} },
  'two subjects for a group with a covariate': {
    call: run({ group: gaussianGroup({ covariates: ['age'] }) }, { subjects: selectSubjects(sixLearners, [0, 1]) }),
    place: {},
  },
  'a covariate that subjects do not have': { call: covaried({ age }, ['ages']), place: { column: 'ages' } },
  'a covariate of subjects without any': { call: covaried({}, ['age']), place: { column: 'age' } },
  'a covariate that is NaN': {
    call: covaried({ age: [20, Number.NaN, 30, 40, 50, 60] }),
    place: { column: 'age', subject: 'subject 2' },
  },
  'a covariate that is the same for all': { call: covaried({ age: age.map(() => 30) }), place: { column: 'age' } },
  'a covariate that follows from another': {
    call: covaried({ age, months: age.map((years) => 12 * Number(years)) }),
    place: { column: 'months' },
  },
  'a covariate of texts that follows from another': {
    call: covaried({ group, site: group.map((value) => (value === 'old' ? 'Rome' : 'Oslo')) }),
    place: { column: 'site: Oslo' },
  },

  'an unknown option of a hierarchical fit': { call: run({}, { control: { restart: 3 } }), option: 'restart' },
  'an option of a GLM-HMM for a hierarchical fit': { call: run({}, { control: { method: 'em' } }), option: 'method' },
  'no starts of a group': { call: run({}, { control: { restarts: 0 } }), option: 'restarts' },
  'a seed that is a text': { call: run({}, { control: { seed: 'one' } }), option: 'seed' },
  'no tolerance of a group': { call: run({}, { control: { tolerance: 0 } }), option: 'tolerance' },
  'no E-steps': { call: run({}, { control: { maxIterations: 0 } }), option: 'maxIterations' },
  'a word for acceleration': { call: run({}, { control: { accelerate: 'yes' } }), option: 'accelerate' },
  'a start that is a fit': { call: run({}, { control: { start: { group: null } } }), option: 'group' },
  'a start of an unknown parameter': {
    call: run({}, { control: { start: { mean: { learnRate: 0 } } } }),
    option: 'start.mean',
  },
  'a start without spread': {
    call: run({}, { control: { start: { standardDeviation: { learningRate: 0 } } } }),
    option: 'start.standardDeviation.learningRate',
  },
  'a start with a mean that is a number': {
    call: run({}, { control: { start: { mean: 0.5 } } }),
    option: 'start.mean',
  },
  'a start where a prior is given': { call: run({ prior: priors }, { control: { start: {} } }), option: 'start' },
  'more starts where a prior is given': {
    call: run({ prior: priors }, { control: { restarts: 3 } }),
    option: 'restarts',
  },

  'subjects with a choice outside the options': {
    call: run(
      {},
      {
        subjects: {
          ...sixLearners,
          trials: sixLearners.trials.map((one) => ({
            ...one,
            columns: { ...one.columns, choice: one.columns.choice.map((c) => c + 1) },
          })),
        },
      },
    ),
    place: { subject: 'subject 1', column: 'choice', row: 0 },
  },
};
