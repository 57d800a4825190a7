import { describe, expect, it } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
import { gaussianGroup, weakHyperprior } from '../../src/models/hierarchical/group/groups.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { ridge } from '../../src/models/penalties.ts';
import { staticGlmHmm } from '../../src/models/presets.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { perSession } from '../../src/models/transitionModels.ts';
import { withOptions } from '../../src/models/withOptions.ts';
import { untyped } from '../badInput/refusal.ts';

const spec = staticGlmHmm({ numStates: 2, penalty: ridge(1), transitionPrior: dirichlet({ stay: 5, leave: 1 }) });

describe('withOptions', () => {
  it('changes the options given, keeps the others, and leaves the spec as it was', () => {
    const before = structuredClone(spec);
    expect(withOptions(spec, { numStates: 3, initialProbs: 'uniform' })).toEqual(
      glmHmm({
        numStates: 3,
        penalty: ridge(1),
        transitionPrior: dirichlet({ stay: 5, leave: 1 }),
        initialProbs: 'uniform',
      }),
    );
    expect(spec).toEqual(before);
    expect(withOptions(spec, {})).toEqual(spec);
  });

  it('refuses what does not go together', () => {
    expect(() => withOptions(spec, { transitions: perSession({ alpha: 1 }) })).toThrow(
      'perSession({ alpha, center }) brings its own prior',
    );
    const counted = withOptions(spec, {
      transitionPrior: dirichlet({
        counts: [
          [1, 0],
          [0, 1],
        ],
      }),
    });
    expect(() => withOptions(counted, { numStates: 3 })).toThrow(
      'transitionPrior.counts has 2 entries, but there are 3 states',
    );
  });

  it('refuses options that do not exist or have no value', () => {
    expect(() => withOptions(spec, untyped({ states: 3 }))).toThrow(SpecError);
    expect(() => withOptions(spec, untyped({ states: 3 }))).toThrow(
      '"states" is not an option of a glmHmm spec. The options are: numStates, observation,',
    );
    expect(() => withOptions(spec, untyped({ numState: 3 }))).toThrow('Did you mean "numStates"? The options are:');
    expect(() => withOptions(spec, untyped(3))).toThrow('The options of a glmHmm spec must be an object, but are 3.');
    expect(() => withOptions(spec, untyped({ kind: 'glm' }))).toThrow('"kind" is not an option');
    expect(() => withOptions(spec, untyped({ numStates: undefined }))).toThrow('numStates is undefined');
  });
});

describe('withOptions of a hierarchical spec', () => {
  const bounds = { learningRate: [0.1, 0.9] } as const;
  const hierarchy = hierarchical(rescorlaWagner(), { hyperprior: weakHyperprior(), bounds });

  it('changes the options given, the model among them, and keeps the others', () => {
    const before = structuredClone(hierarchy);
    expect(withOptions(hierarchy, { group: gaussianGroup({ covariance: 'full' }) })).toEqual(
      hierarchical(rescorlaWagner(), {
        hyperprior: weakHyperprior(),
        bounds,
        group: gaussianGroup({ covariance: 'full' }),
      }),
    );
    expect(withOptions(hierarchy, { model: rescorlaWagner({ numOptions: 3 }) }).model).toEqual(
      rescorlaWagner({ numOptions: 3 }),
    );
    expect(hierarchy).toEqual(before);
    expect(withOptions(hierarchy, {})).toEqual(hierarchy);
  });

  it('refuses what does not go together, and options that do not exist or have no value', () => {
    expect(() => withOptions(hierarchy, { prior: 'none' })).toThrow("so it needs prior: 'group'");
    expect(() => withOptions(hierarchy, { model: rescorlaWagner({ learningRates: 2 }) })).toThrow(
      'bounds has a range of "learningRate"',
    );
    expect(() => withOptions(hierarchy, untyped({ learningRates: 2 }))).toThrow(
      '"learningRates" is not an option of a hierarchical spec. The options are: model, group,',
    );
    expect(() => withOptions(hierarchy, untyped({ group: undefined }))).toThrow('group is undefined');
  });
});
