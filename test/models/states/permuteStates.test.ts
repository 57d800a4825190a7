import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { dirichlet } from '../../../src/models/dirichlet.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { glmHmm } from '../../../src/models/specs.ts';
import { permuteStates } from '../../../src/models/states/permuteStates.ts';
import { perSession } from '../../../src/models/transitionModels.ts';
import { randomWalk } from '../../../src/models/weightModels.ts';
import { toNested } from '../../../src/numerics/ndarray.ts';
import { modelsAndTrials, permutations } from '../../support/models.ts';

const matrix = [
  [0.7, 0.2, 0.1],
  [0.3, 0.6, 0.1],
  [0.05, 0.15, 0.8],
];
const permuted = [
  [0.8, 0.05, 0.15],
  [0.1, 0.7, 0.2],
  [0.1, 0.3, 0.6],
];

describe('permuteStates', () => {
  it('permutes weights, both axes of transitions and initial probabilities', () => {
    const fit = fitFrom(
      glmHmm({ numStates: 3, transitionPrior: dirichlet({ counts: matrix }), initialProbs: [0.2, 0.3, 0.5] }),
      { weights: [[1], [2], [3]], transitionMatrix: matrix },
      { featureNames: ['bias'] },
    );
    const { params, spec } = permuteStates(fit, [2, 0, 1]);
    expect(toNested(params.weights)).toEqual([[3], [1], [2]]);
    expect(toNested(params.transitionMatrix)).toEqual(permuted);
    expect(Array.from(params.initialProbs.data)).toEqual([0.5, 0.2, 0.3]);
    expect(spec.initialProbs).toEqual([0.5, 0.2, 0.3]);
    expect(spec.transitionPrior).toEqual({ kind: 'counts', counts: permuted });
  });

  it('permutes pseudo-counts of states', () => {
    const prior = dirichlet({ counts: [1, 2, 3] });
    const fit = fitFrom(
      glmHmm({ numStates: 3, transitionPrior: prior, initialPrior: prior }),
      { weights: [[1], [2], [3]], transitionMatrix: matrix },
      { featureNames: ['bias'] },
    );
    const { spec } = permuteStates(fit, [2, 0, 1]);
    const expected = dirichlet({ counts: [3, 1, 2] });
    expect(spec).toMatchObject({ transitionPrior: expected, initialPrior: expected });
  });

  it('permutes weights that states freeze, and leaves what all of them freeze', () => {
    const given = { weights: [[1], [2], [3]], transitionMatrix: matrix };
    const options = { featureNames: ['bias'] };
    const own = fitFrom(glmHmm({ numStates: 3, frozen: [{ bias: 1 }, {}, { bias: 3 }] }), given, options);
    expect(permuteStates(own, [2, 0, 1]).spec.frozen).toEqual([{ bias: 3 }, { bias: 1 }, {}]);
    const shared = fitFrom(
      glmHmm({ numStates: 3, frozen: { bias: 1 } }),
      { ...given, weights: [[1], [1], [1]] },
      options,
    );
    expect(permuteStates(shared, [2, 0, 1]).spec.frozen).toEqual({ bias: 1 });
  });

  it('permutes every session, the step sizes of states and the centre of transitions', () => {
    const sigma = [1, { bias: 2 }, 3];
    const fit = fitFrom(
      glmHmm({ numStates: 3, weights: randomWalk({ sigma }), transitions: perSession({ alpha: 1, center: matrix }) }),
      {
        weights: [
          [[1], [2], [3]],
          [[4], [5], [6]],
        ],
        transitionMatrix: [matrix, permuted],
      },
      { featureNames: ['bias'] },
    );
    const { params, spec } = permuteStates(fit, [2, 0, 1]);
    expect(toNested(params.weights)).toEqual([
      [[3], [1], [2]],
      [[6], [4], [5]],
    ]);
    expect(toNested(params.transitionMatrix)).toMatchObject([permuted, {}]);
    expect(spec.weights).toEqual({ kind: 'randomWalk', sigma: [3, 1, { bias: 2 }] });
    expect(spec.transitions).toMatchObject({ center: permuted });
  });

  it('is undone by the inverse order', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit }) => {
        for (const order of permutations(fit.spec.numStates)) {
          const inverse = order.map((_, k) => order.indexOf(k));
          expect(permuteStates(permuteStates(fit, order), inverse)).toEqual(fit);
        }
      }),
    );
  });

  it.each([[[0, 1]], [[0, 0, 1]], [[0, 1, 3]], [[0, 1, 2, 3]]])('refuses the order %j of three states', (order) => {
    const fit = fitFrom(
      glmHmm({ numStates: 3 }),
      { weights: [[1], [2], [3]], transitionMatrix: matrix },
      { featureNames: ['bias'] },
    );
    expect(() => permuteStates(fit, order)).toThrow(SpecError);
  });
});
