import { describe, expect, it } from 'vitest';
import { SpecError } from '../../src/errors.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import type { GivenParams } from '../../src/models/givenParams.ts';
import { dynamicGlmHmm, glm, staticGlmHmm } from '../../src/models/presets.ts';
import type { GlmHmmSpec } from '../../src/models/specs.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { toNested } from '../../src/numerics/ndarray.ts';

const featureNames = ['bias', 'stimulus'];
const weights = [
  [0, 3],
  [1, 0],
];
const transitionMatrix = [
  [0.9, 0.1],
  [0.2, 0.8],
];
const two = staticGlmHmm({ numStates: 2 });
const dynamic = dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 1 });

describe('fitFrom', () => {
  it('takes nested arrays and arrays with named axes', () => {
    const fit = fitFrom(two, { weights, transitionMatrix, initialProbs: [0.3, 0.7] }, { featureNames });
    expect(fit.params.weights).toMatchObject({ axes: ['state', 'feature'], shape: [2, 2] });
    expect(toNested(fit.params.transitionMatrix)).toEqual(transitionMatrix);
    expect(Array.from(fit.params.initialProbs.data)).toEqual([0.3, 0.7]);
    expect(fitFrom(two, fit.params, { featureNames })).toEqual(fit);
  });

  it('survives structuredClone', () => {
    const fit = fitFrom(two, { weights, transitionMatrix }, { featureNames });
    expect(structuredClone(fit)).toEqual(fit);
  });

  it('takes parameters per session where the spec has them', () => {
    const fit = fitFrom(
      dynamic,
      {
        weights: [weights, weights, weights],
        transitionMatrix: [transitionMatrix, transitionMatrix, transitionMatrix],
      },
      { featureNames },
    );
    expect(fit.params.weights).toMatchObject({ axes: ['session', 'state', 'feature'], shape: [3, 2, 2] });
    expect(fit.params.transitionMatrix.axes).toEqual(['session', 'state', 'nextState']);
  });

  it('needs no probabilities for one state', () => {
    const walk = fitFrom(
      glm({ weights: randomWalk({ sigma: 1 }) }),
      { weights: [[[0, 1]], [[0, 2]]] },
      { featureNames },
    );
    expect(walk.params.weights.shape).toEqual([2, 1, 2]);
    expect(toNested(walk.params.transitionMatrix)).toEqual([[1]]);
    expect(Array.from(walk.params.initialProbs.data)).toEqual([1]);
  });

  it('takes the initial probabilities of the spec, or equal ones', () => {
    const given = staticGlmHmm({ numStates: 2, initialProbs: [0.25, 0.75] });
    const of = (spec: GlmHmmSpec) =>
      Array.from(fitFrom(spec, { weights, transitionMatrix }, { featureNames }).params.initialProbs.data);
    expect(of(given)).toEqual([0.25, 0.75]);
    expect(of(two)).toEqual([0.5, 0.5]);
  });

  it.each<[string, GlmHmmSpec, Partial<GivenParams>, string]>([
    ['weights of too few states', two, { weights: [[0, 3]] }, 'its axis "state" has length 1'],
    ['weights of another number of features', two, { weights: [[0], [1]] }, 'its axis "feature" has length 1'],
    ['weights per session of constant weights', two, { weights: [weights] }, 'must have shape'],
    ['one set of weights where they walk', dynamic, {}, 'nested 3 deep'],
    [
      'weights that are not a number',
      two,
      {
        weights: [
          [0, Number.NaN],
          [1, 0],
        ],
      },
      'finite numbers',
    ],
    [
      'another number of sessions',
      dynamic,
      { weights: [weights], transitionMatrix: [transitionMatrix, transitionMatrix] },
      'axis "session" has length 2',
    ],
    [
      'rows that do not sum to 1',
      two,
      {
        transitionMatrix: [
          [0.9, 0.1],
          [0.2, 0.7],
        ],
      },
      'transitionMatrix[1] must sum to 1',
    ],
    [
      'negative probabilities',
      two,
      {
        transitionMatrix: [
          [1.1, -0.1],
          [0.2, 0.8],
        ],
      },
      'transitionMatrix[0] must hold 2 probabilities',
    ],
    ['a missing matrix', two, { transitionMatrix: undefined as never }, 'transitionMatrix is missing'],
    ['initial probabilities that do not sum to 1', two, { initialProbs: [0.5, 0.6] }, 'initialProbs must sum to 1'],
    [
      'initial probabilities other than the spec says',
      staticGlmHmm({ numStates: 2, initialProbs: 'uniform' }),
      { initialProbs: [0.4, 0.6] },
      'but the spec says [0.5, 0.5]',
    ],
  ])('refuses %s', (_, spec, parameters, message) => {
    const make = () => fitFrom(spec, { weights, transitionMatrix, ...parameters }, { featureNames });
    expect(make).toThrow(SpecError);
    expect(make).toThrow(message);
  });

  it('names the session of a row that does not sum to 1', () => {
    const wrong = [
      transitionMatrix,
      [
        [0.9, 0.1],
        [0.5, 0.6],
      ],
    ];
    expect(() => fitFrom(dynamic, { weights: [weights, weights], transitionMatrix: wrong }, { featureNames })).toThrow(
      'transitionMatrix[1][1] must sum to 1',
    );
  });
});
