import { expect, describe as group, it } from 'vitest';
import { driftDiffusion } from '../../../src/models/behavior/driftDiffusion.ts';
import { linearRegression } from '../../../src/models/behavior/linearRegression.ts';
import { ownBehavior } from '../../../src/models/behavior/ownBehavior.ts';
import { rescorlaWagner, rescorlaWagnerModel } from '../../../src/models/behavior/rescorlaWagner.ts';
import { describe } from '../../../src/models/describe.ts';
import {
  cauchyGroup,
  gaussianGroup,
  laplaceGroup,
  studentTGroup,
  weakHyperprior,
} from '../../../src/models/hierarchical/group/groups.ts';
import { type HierarchicalOptions, hierarchical } from '../../../src/models/hierarchical/hierarchical.ts';
import { importanceSampling, quadrature } from '../../../src/models/hierarchical/integration/integration.ts';
import {
  cauchyPrior,
  laplacePrior,
  normalPrior,
  ownPrior,
  uniformPrior,
} from '../../../src/models/hierarchical/priors.ts';

const learner = rescorlaWagner();
const line = (name: string, options: HierarchicalOptions, model: Parameters<typeof hierarchical>[0] = learner) =>
  describe(hierarchical(model, options))
    .split('\n')
    .find((text) => text.startsWith(`${name}: `))
    ?.slice(name.length + 2);

group('describe of a hierarchical spec', () => {
  it('says all that a methods section needs, defaults included', () => {
    expect(describe(hierarchical(learner))).toBe(
      [
        'subjects who behave by Rescorla-Wagner',
        'model: rescorlaWagner, learningRates 1, numOptions 2, initialValue 0.5, maxInverseTemperature 20',
        'parameters: inverseTemperature (between 0 and 20), learningRate (between 0 and 1)',
        'columns: choice (response, 2 classes), reward (outcome)',
        'prior of subjects: the group, fitted along (empirical Bayes)',
        'group: x is normal, parameters independent',
        'hyperprior: none',
        "integration: Laplace's approximation at the mode of each subject",
        'bounds: none',
        'starts by default: 1, seed 1; of x, mean 0 and variance 10',
        'steps by default: accelerated EM',
        'stops by default: change of the group below 1e-8 twice in a row, or 1000 E-steps a start',
      ].join('\n'),
    );
  });

  it('says which group there is', () => {
    const full = gaussianGroup({ covariance: 'full', covariates: ['age', 'patient'] });
    expect(line('group', { group: full })).toBe('x is normal, full covariance, mean by age, patient');
    expect(line('group', { group: laplaceGroup() })).toBe('x is Laplace, parameters independent');
    expect(line('group', { group: studentTGroup() })).toBe('x is t with 8 degrees of freedom, parameters independent');
    expect(line('group', { group: cauchyGroup() })).toBe('x is Cauchy, parameters independent');
    expect(line('hyperprior', { hyperprior: weakHyperprior() })).toBe(
      'on variances, as of 1 more subject with s.d. 1 of x',
    );
    expect(line('hyperprior', { hyperprior: weakHyperprior({ strength: 2.5, standardDeviation: 0.5 }) })).toBe(
      'on variances, as of 2.5 more subjects with s.d. 0.5 of x',
    );
  });

  it('says which prior stands in its place, and then nothing of a group', () => {
    const prior = { learningRate: normalPrior(0, 1.5), inverseTemperature: cauchyPrior(-1, 2) };
    expect(line('prior of subjects', { prior })).toBe(
      'inverseTemperature t with 1 degree of freedom at -1, scale 2; learningRate normal with mean 0, s.d. 1.5 (of x; maximum a posteriori)',
    );
    const others = { learningRate: laplacePrior(0, 1), inverseTemperature: uniformPrior(-3, 3) };
    expect(line('prior of subjects', { prior: others })).toMatch(
      /^\S+ uniform from -3 to 3; \S+ Laplace at 0, scale 1 /,
    );
    expect(line('prior of subjects', { prior: ownPrior({ logDensity: () => {} }) })).toMatch(
      /^a joint density of one's own/,
    );
    expect(line('prior of subjects', { prior: 'none' })).toBe('none (maximum likelihood)');
    for (const name of ['group', 'hyperprior', 'starts by default', 'stops by default'])
      expect(line(name, { prior: 'none' })).toBeUndefined();
    expect(line('integration', { prior: 'none' })).toBeUndefined();
  });

  it('says how it integrates, and which bounds it keeps to', () => {
    expect(line('integration', { integration: quadrature({ nodes: 11 }) })).toBe(
      'adaptive Gauss-Hermite quadrature, 11 nodes a parameter',
    );
    expect(line('integration', { integration: importanceSampling({ draws: 99, seed: 4 }) })).toBe(
      'importance sampling, 99 draws a subject, seed 4',
    );
    expect(line('bounds', { bounds: { learningRate: [0.1, 0.9], inverseTemperature: [0.5, Infinity] } })).toBe(
      'learningRate from 0.1 to 0.9, inverseTemperature from 0.5 to Infinity',
    );
  });

  it('names options that are lists, limits of columns, and models of one’s own by their place', () => {
    expect(line('model', {}, linearRegression({ predictors: ['a', 'b'] }))).toContain(
      'predictors (a, b), intercept true',
    );
    expect(line('columns', {}, driftDiffusion())).toContain('responseTime (response, above 0)');
    const own = rescorlaWagnerModel(learner);
    expect(line('model', {}, ownBehavior(own))).toBe("one's own");
    expect(line('model', {}, ownBehavior({ ...own, module: './models.js', export: 'mine' }))).toBe(
      "one's own, mine of ./models.js",
    );
  });
});
