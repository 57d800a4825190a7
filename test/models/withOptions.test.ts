import { describe, expect, it } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
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
