import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { glm, partialGlmHmm, staticGlmHmm } from '../../../src/models/presets.ts';
import { alignStates } from '../../../src/models/states/alignStates.ts';
import { permuteStates } from '../../../src/models/states/permuteStates.ts';
import { modelsAndTrials, permutations, trialsOf } from '../../support/models.ts';

const featureNames = ['bias', 'stimulus'];
const on = trialsOf({
  choices: new Array<number>(6).fill(-1),
  features: { bias: [1, 1, 1, 1, 1, 1], stimulus: [-1, 0, 1, -1, 0, 1] },
  sessionStarts: [0, 3, 6],
});
const stay = [
  [0.9, 0.1],
  [0.1, 0.9],
];

describe('alignStates', () => {
  it('undoes any permutation', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        for (const order of permutations(fit.spec.numStates)) {
          const [aligned] = alignStates([permuteStates(fit, order)], { on: trials, to: fit });
          expect(aligned.fit).toEqual(fit);
          expect(aligned.order).toEqual(order.map((_, k) => order.indexOf(k)));
          expect(aligned.cost).toBe(0);
        }
      }),
    );
  });

  it('puts all fits in the order of the first, walking weights beside constant ones', () => {
    const constant = fitFrom(
      staticGlmHmm({ numStates: 2 }),
      {
        weights: [
          [0, 4],
          [1, 0],
        ],
        transitionMatrix: stay,
      },
      { featureNames },
    );
    const walking = fitFrom(
      partialGlmHmm({ numStates: 2, sigma: 1 }),
      {
        weights: [
          [
            [1.2, 0.1],
            [0, 3],
          ],
          [
            [0.8, 0.3],
            [0, 5],
          ],
        ],
        transitionMatrix: [
          [0.8, 0.2],
          [0.3, 0.7],
        ],
      },
      { featureNames },
    );
    const [first, second] = alignStates([constant, walking], { on });
    expect(first.order).toEqual([0, 1]);
    expect(second.order).toEqual([1, 0]);
    expect(Array.from(second.fit.params.weights.data)).toEqual([0, 3, 1.2, 0.1, 0, 5, 0.8, 0.3]);
    expect(Array.from(second.fit.params.transitionMatrix.data)).toEqual([0.7, 0.3, 0.2, 0.8]);
    expect(second).toMatchObject({ ambiguous: false });
  });

  it('says when two states predict nearly the same choices', () => {
    const fit = fitFrom(
      staticGlmHmm({ numStates: 2 }),
      {
        weights: [
          [0, 1],
          [0.01, 1],
        ],
        transitionMatrix: stay,
      },
      { featureNames },
    );
    const [aligned] = alignStates([fit], { on });
    expect(aligned.order).toEqual([0, 1]);
    expect(aligned.margin).toBeLessThan(0.01);
    expect(aligned.ambiguous).toBe(true);
  });

  it('is never ambiguous with one state', () => {
    const fit = fitFrom(glm(), { weights: [[0, 1]] }, { featureNames });
    expect(alignStates([fit], { on })).toMatchObject([{ order: [0], margin: null, ambiguous: false }]);
  });

  it('refuses fits with different numbers of states, and no fits', () => {
    const one = fitFrom(glm(), { weights: [[0, 1]] }, { featureNames });
    const two = fitFrom(
      staticGlmHmm({ numStates: 2 }),
      {
        weights: [
          [0, 1],
          [1, 1],
        ],
        transitionMatrix: stay,
      },
      { featureNames },
    );
    expect(() => alignStates([one, two], { on })).toThrow(SpecError);
    expect(() => alignStates([one, two], { on })).toThrow('Fits with 2 and 1 states cannot be aligned');
    expect(() => alignStates([], { on })).toThrow(SpecError);
  });
});
