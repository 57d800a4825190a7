import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hierarchicalFitFromJson, hierarchicalFitToJson } from '../../src/data/hierarchicalJson.ts';
import { hierarchicalSpecCodec } from '../../src/data/hierarchicalSpecJson.ts';
import { bayesianInference } from '../../src/models/behavior/bayesianInference.ts';
import type { BehaviorSpec } from '../../src/models/behavior/behaviors.ts';
import { discounting } from '../../src/models/behavior/discounting.ts';
import { driftDiffusion } from '../../src/models/behavior/driftDiffusion.ts';
import { linearRegression } from '../../src/models/behavior/linearRegression.ts';
import { logisticRegression } from '../../src/models/behavior/logisticRegression.ts';
import { prosocialLearning } from '../../src/models/behavior/prosocialLearning.ts';
import { prospectTheory } from '../../src/models/behavior/prospectTheory.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { selfOtherLearning } from '../../src/models/behavior/selfOtherLearning.ts';
import { signalDetection } from '../../src/models/behavior/signalDetection.ts';
import { twoStep } from '../../src/models/behavior/twoStep.ts';
import {
  cauchyGroup,
  gaussianGroup,
  laplaceGroup,
  studentTGroup,
  weakHyperprior,
} from '../../src/models/hierarchical/group/groups.ts';
import { type HierarchicalOptions, hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import type { HierarchicalFit } from '../../src/models/hierarchical/hierarchicalFit.ts';
import { importanceSampling, quadrature } from '../../src/models/hierarchical/integration/integration.ts';
import {
  cauchyPrior,
  laplacePrior,
  normalPrior,
  studentTPrior,
  uniformPrior,
} from '../../src/models/hierarchical/priors.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { untyped } from '../badInput/refusal.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { sixLearners } from '../support/sixLearners.ts';

const example = await fitSubjects(
  sixLearners,
  hierarchical(rescorlaWagner(), { group: gaussianGroup({ covariance: 'full', covariates: ['age', 'group'] }) }),
  { maxIterations: 4 },
);
const withSpec = (model: BehaviorSpec, options: HierarchicalOptions = {}): Promise<HierarchicalFit> =>
  fitSubjects(sixLearners, hierarchical(model, options), { maxIterations: 3 });

/** The example as JSON with a change made to it. */
// biome-ignore lint/suspicious/noExplicitAny: the changes reach into every corner of the JSON
function changed(change: (json: any) => void): string {
  const json = JSON.parse(hierarchicalFitToJson(example));
  change(json);
  return JSON.stringify(json);
}

describe('a saved hierarchical fit', () => {
  it.each<[string, HierarchicalOptions]>([
    ['a group', {}],
    ['a weak hyperprior and bounds', { hyperprior: weakHyperprior(), bounds: { learningRate: [0.01, Infinity] } }],
    ['a Laplace group', { group: laplaceGroup() }],
    ['a t group, and quadrature', { group: studentTGroup({ degreesOfFreedom: 5 }), integration: quadrature() }],
    ['a Cauchy group, and draws', { group: cauchyGroup(), integration: importanceSampling({ draws: 50 }) }],
    ['no prior, and no evidence', { prior: 'none' }],
    [
      'normal and Cauchy priors',
      { prior: { learningRate: normalPrior(0, 1.5), inverseTemperature: cauchyPrior(-1, 2) } },
    ],
    [
      'Laplace and t priors',
      { prior: { learningRate: laplacePrior(0, 1), inverseTemperature: studentTPrior(0, 1, 7) } },
    ],
    ['uniform priors', { prior: { learningRate: uniformPrior(-3, 3), inverseTemperature: uniformPrior(-4, 1 / 3) } }],
  ])('comes back exact to the bit: %s', async (_, options) => {
    const fit = await withSpec(rescorlaWagner(), options);
    const back = hierarchicalFitFromJson(hierarchicalFitToJson(fit));
    expect(back).toEqual(fit);
    expect(structuredClone(back)).toEqual(fit);
  });

  it('comes back with covariates and covariances', () => {
    expect(hierarchicalFitFromJson(hierarchicalFitToJson(example))).toEqual(example);
    expect(example.group?.covariateNames).toEqual(['mean', 'age', 'group: new']);
  });

  it('holds -0, NaN and infinities, whatever the numbers', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(-0, Number.NaN, Infinity, -Infinity, 5e-324));
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 12, maxLength: 12 }),
        fc.string({ unit: 'binary' }),
        (numbers, text) => {
          const mode = { ...example.subjects.mode, data: Float64Array.from(numbers) };
          const fit = { ...example, version: text, subjects: { ...example.subjects, mode } };
          expect(hierarchicalFitFromJson(hierarchicalFitToJson(fit))).toEqual(fit);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('says what it is, one field a line', () => {
    const text = hierarchicalFitToJson(example);
    expect(text).toMatch(/^\{\n {2}"format": "latentlab-hierarchical-fit",\n {2}"formatVersion": 1,\n/);
    expect(text).toContain('"model":{"kind":"rescorlaWagner","learningRates":1,"numOptions":2,');
  });

  it('is refused when it holds what would not be saved', () => {
    expect(() => hierarchicalFitToJson(untyped({ ...example, note: 'mine' }))).toThrow(
      '"note" is not part of what is saved',
    );
  });

  it.each<BehaviorSpec>([
    bayesianInference(),
    discounting({ cost: 'delay' }),
    driftDiffusion(),
    linearRegression({ predictors: ['Infinity', 'dose'] }),
    logisticRegression({ predictors: ['"NaN"', 'NaN'], decay: 2 }),
    prosocialLearning(),
    prospectTheory(),
    rescorlaWagner({ learningRates: 2, initialValue: -0 }),
    selfOtherLearning(),
    signalDetection(),
    twoStep(),
  ])('has the options of its model: $kind', (model) => {
    const spec = hierarchical(model, { bounds: {} });
    const json = JSON.parse(JSON.stringify(hierarchicalSpecCodec.write(spec)));
    expect(hierarchicalSpecCodec.read(json, 'spec')).toEqual(spec);
  });
});

describe('a file that is not a sound hierarchical fit', () => {
  it.each<[string, string, string]>([
    ['other JSON', '{"choices":[1,2]}', 'is not a hierarchical fit saved by latentlab: its format is undefined'],
    ['a list', '[1,2]', 'is not a hierarchical fit saved by latentlab'],
    ['nothing', '', 'is damaged or not a hierarchical fit: it is not JSON'],
    [
      'a newer version',
      changed((json) => (json.formatVersion = 2)),
      'has format version 2, but this latentlab reads version 1. Fit again, or',
    ],
    ['the fit of a GLM-HMM', '{"format":"latentlab-fit"}', 'holds the fit of a GLM-HMM: load it with loadFit(path)'],
    ['a study', '{"format":"latentlab-study"}', 'holds a study: load it with loadStudy(path)'],
    ['a missing field', changed((json) => delete json.subjects), 'subjects must be an object, but is undefined'],
    ['an unknown field', changed((json) => (json.extra = 1)), 'extra must be absent, but is 1'],
    [
      'an unknown model',
      changed((json) => (json.spec.model.kind = 'oracle')),
      'model must be made by one of discounting()',
    ],
    ['an inherited model', changed((json) => (json.spec.model.kind = 'constructor')), 'model must be made by one of'],
    [
      'an unknown option of the model',
      changed((json) => (json.spec.model.mood = 1)),
      '"mood" is not an option of rescorlaWagner',
    ],
    [
      'an impossible option of the model',
      changed((json) => (json.spec.model.learningRates = 3)),
      'learningRates of rescorlaWagner() must be 1 or 2',
    ],
    [
      'another model',
      changed((json) => (json.spec.model.learningRates = 2)),
      'was fitted to the parameters inverseTemperature, learningRate, but model "Rescorla-Wagner, two rates" has',
    ],
    ['a missing group', changed((json) => delete json.spec.group), 'spec.group must be an object with a kind'],
    ['another group', changed((json) => (json.spec.group.kind = 'uniform')), 'spec.group.kind must be one of'],
    [
      'a fitted group where a prior is given',
      changed((json) => (json.spec.prior = 'none')),
      'group must be null with a prior that is given',
    ],
    [
      'a prior of no parameter',
      changed((json) => (json.spec.prior = { speed: { kind: 'normal', location: 0, scale: 1 } })),
      'prior has a density of "speed"',
    ],
    [
      'a negative scale',
      changed((json) => (json.spec.prior = { inverseTemperature: { kind: 'normal', location: 0, scale: -1 } })),
      'is damaged: standardDeviation must be a finite number above 0, but is -1.',
    ],
    [
      'bounds of one number',
      changed((json) => (json.spec.bounds = { learningRate: [0.1] })),
      'spec.bounds.learningRate must be two numbers',
    ],
    [
      'a subject twice',
      changed((json) => (json.subjects.names[1] = json.subjects.names[0])),
      'subjects.names must be different names',
    ],
    [
      'a subject too few',
      changed((json) => json.subjects.names.pop()),
      'subjects.mode.shape must be [5, 2], but is [6,2]',
    ],
    [
      'a number too few',
      changed((json) => json.subjects.gradient.pop()),
      'subjects.gradient.shape must be [6], but is [5]',
    ],
    [
      'half a count',
      changed((json) => (json.subjects.numOptima[0] = 1.5)),
      'subjects.numOptima[0] must be a whole number',
    ],
    [
      'a covariate too few',
      changed((json) => json.group.covariateNames.pop()),
      'group.coefficients.shape must be [2, 2]',
    ],
    ['a trace cut off', changed((json) => json.trace.pop()), 'groupTrace.shape must be [3, 8], but is [4,8]'],
    [
      'a text as number',
      changed((json) => (json.subjects.mode.data[1] = '2')),
      'subjects.mode.data[1] must be a number, but is "2"',
    ],
    ['an unknown status', changed((json) => (json.subjects.status[0] = 'fine')), 'subjects.status[0] must be one of'],
  ])('%s', (_, text, message) => {
    const error = dataErrorOf(() => hierarchicalFitFromJson(text, 'cohort.json'));
    expect(error.message).toContain(message);
    expect(error.message.startsWith('cohort.json ')).toBe(true);
    expect(error.place).toEqual({ file: 'cohort.json' });
  });
});
