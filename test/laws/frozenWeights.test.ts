import { describe, expect, it } from 'vitest';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { standardErrors } from '../../src/models/inference/standardErrors.ts';
import { gaussian, type Observation } from '../../src/models/observations/observationSpecs.ts';
import { elasticNet, groupLasso, lasso, type Penalty, ridge } from '../../src/models/penalties.ts';
import { type GlmHmmOptions, glmHmm } from '../../src/models/specs.ts';
import { permuteStates } from '../../src/models/states/permuteStates.ts';
import { perSession } from '../../src/models/transitionModels.ts';
import type { Trials } from '../../src/models/trials.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { ndarray } from '../../src/numerics/ndarray.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { families, familyTrials, weightsOf } from '../support/familyTrials.ts';
import { largestDifference } from '../support/golden.ts';
import { randomTrials, startedAt } from '../support/randomTrials.ts';

const transitionMatrix = [
  [0.9, 0.1],
  [0.2, 0.8],
];
const models: Readonly<Record<string, Partial<GlmHmmOptions>>> = {
  static: {},
  partial: { weights: randomWalk({ sigma: 0.3 }) },
  dynamic: { weights: randomWalk({ sigma: 0.3 }), transitions: perSession({ alpha: 5, center: transitionMatrix }) },
};

/** The same trials without their last feature. */
function withoutLast(trials: Trials): Trials {
  const { numTrials, features, featureNames, recipes } = trials;
  const D = featureNames.length - 1;
  return {
    ...trials,
    features: ndarray(
      ['trial', 'feature'],
      [numTrials, D],
      features.data.filter((_, i) => i % (D + 1) < D),
    ),
    featureNames: featureNames.slice(0, D),
    recipes: recipes.slice(0, D),
  };
}

const start = (observation: Observation, weights: readonly (readonly number[])[], featureNames: readonly string[]) => {
  const fit = fitFrom(
    glmHmm({ numStates: 2, observation }),
    { weights: weightsOf(observation, weights), transitionMatrix },
    { featureNames },
  );
  return { startFrom: fit };
};

describe('a weight frozen at 0', () => {
  describe.each(families)('of $observation', ({ observation, scale }) => {
    const trials = familyTrials(observation, scale, 5, { lengths: [120, 100, 80], missing: 0.05 });
    const without = withoutLast(trials);

    it.each(Object.entries(models))('is as if its feature were not there, %s', async (_, model) => {
      const shared = { numStates: 2, observation, penalty: ridge(1, { includeBias: true }), ...model };
      const given = [
        [0.2, 0.5],
        [0.9, -0.5],
      ];
      const frozen = await fitTrials(
        trials,
        glmHmm({ ...shared, frozen: { x0: 0 } }),
        start(observation, given, trials.featureNames),
      );
      const reduced = await fitTrials(
        without,
        glmHmm(shared),
        start(
          observation,
          given.map(([bias]) => [bias]),
          without.featureNames,
        ),
      );
      const { data } = frozen.params.weights;
      expect(frozen.converged).toBe(true);
      expect(Math.abs(frozen.logPosterior - reduced.logPosterior)).toBeLessThan(1e-9 * Math.abs(reduced.logPosterior));
      expect(frozen.logPrior).toBeCloseTo(reduced.logPrior, 6);
      expect(data.filter((_, i) => i % 2 === 1).every((weight) => weight === 0)).toBe(true);
      expect(
        largestDifference(
          data.filter((_, i) => i % 2 === 0),
          Array.from(reduced.params.weights.data),
        ),
      ).toBeLessThan(1e-4);
      const [errors, expected] = [standardErrors(frozen, trials), standardErrors(reduced, without)];
      if (errors.kind === 'none' || expected.kind === 'none') throw new Error('no standard errors');
      errors.weights.data.forEach((error, i) => {
        const isFree = i % 2 === 0 && !expected.heldWeights[i / 2];
        expect(errors.heldWeights[i]).toBe(Number(!isFree));
        if (isFree) expect(error / expected.weights.data[i / 2]).toBeCloseTo(1, 3);
        else expect(error).toBe(0);
      });
    });
  });

  const trials = randomTrials(3, { lengths: [200, 150], numFeatures: 3, values: 'any' });
  const without = withoutLast(trials);
  const walk = { weights: randomWalk({ sigma: { bias: 0.1, x0: 0.2, x1: 0, x2: 0.3 } }) };
  const penalties: Readonly<Record<string, readonly [Penalty, Penalty]>> = {
    'a ridge': [ridge(2), ridge(2)],
    'a lasso': [lasso({ x0: 1, x1: 4, x2: 9 }), lasso({ x0: 1, x1: 4 })],
    'an elastic net': [elasticNet(4), elasticNet(4)],
    'a group lasso that has it in a group with others': [
      groupLasso([3, 5], { groups: [['x0'], ['x1', 'x2']] }),
      groupLasso([3, 5], { groups: [['x0'], ['x1']] }),
    ],
    'a group lasso that has it in a group alone': [
      groupLasso([3, 5], { groups: [['x0', 'x1'], ['x2']] }),
      groupLasso(3, { groups: [['x0', 'x1']] }),
    ],
  };
  it.each(Object.entries(penalties))('is as if its feature were not there, under %s', async (_, [penalty, other]) => {
    const reducedWalk = { weights: randomWalk({ sigma: { bias: 0.1, x0: 0.2, x1: 0 } }) };
    for (const [one, two] of [
      [{}, {}],
      [walk, reducedWalk],
    ]) {
      const spec = glmHmm({ numStates: 2, penalty, ...one, frozen: { x2: 0 } });
      const frozen = await fitTrials(trials, spec, { startFrom: startedAt(spec, 1, 4), method: 'proximal' });
      const plain = glmHmm({ numStates: 2, penalty: other, ...two });
      const given = startedAt(spec, 1, 4);
      const reduced = await fitTrials(without, plain, {
        startFrom: {
          ...given,
          featureNames: without.featureNames,
          params: {
            ...given.params,
            weights: ndarray(
              ['state', 'feature'],
              [2, 3],
              given.params.weights.data.filter((_, i) => i % 4 < 3),
            ),
          },
        },
        method: 'proximal',
      });
      expect(Math.abs(frozen.logPosterior - reduced.logPosterior)).toBeLessThan(1e-9 * Math.abs(reduced.logPosterior));
    }
  });
});

describe('a frozen weight', () => {
  const trials = randomTrials(8, { lengths: [90, 60, 80], numFeatures: 2 });

  it('of a Gaussian mean is the same as to subtract what it explains', async () => {
    const { observation, scale } = { observation: gaussian(), scale: 0.5 };
    const measured = familyTrials(observation, scale, 2, { lengths: [100, 80] });
    if (measured.responses === null) throw new Error('no responses');
    const responses = {
      ...measured.responses,
      data: measured.responses.data.map((y, t) => y - 0.7 * measured.features.data[2 * t + 1]),
    };
    const given = [
      [0, 0],
      [1, 0],
    ];
    const spec = glmHmm({ numStates: 2, observation, frozen: { x0: 0.7 } });
    const frozen = await fitTrials(measured, spec, start(spec.observation, given, measured.featureNames));
    const subtracted = await fitTrials(
      withoutLast({ ...measured, responses }),
      glmHmm({ numStates: 2, observation }),
      start(gaussian(), [[0], [1]], ['bias']),
    );
    expect(frozen.logPosterior).toBeCloseTo(subtracted.logPosterior, 7);
    expect(frozen.params.weights.data[0]).toBeCloseTo(subtracted.params.weights.data[0], 4);
  });

  it('where it would be fitted leaves the maximum as it is', async () => {
    const free = await fitTrials(trials, glmHmm({ numStates: 2, penalty: ridge(1) }), { restarts: 5 });
    const [, x0] = free.params.weights.data;
    const frozen = await fitTrials(trials, glmHmm({ numStates: 2, frozen: [{ x0 }, {}], penalty: ridge(1) }), {
      startFrom: free,
    });
    const penalty = 0.5 * x0 ** 2;
    expect(frozen.logPosterior).toBeCloseTo(free.logPosterior + penalty, 5);
    expect(frozen.params.weights.data[1]).toBe(x0);
    expect(largestDifference(frozen.params.weights.data, Array.from(free.params.weights.data))).toBeLessThan(1e-3);
  });

  it('goes with its state when states are permuted', async () => {
    const spec = glmHmm({
      numStates: 3,
      penalty: ridge(1),
      frozen: [{ x0: 2 }, { bias: -0.5, x1: 0 }, {}],
    });
    const startFrom = startedAt(spec, 4, 3);
    const order = [2, 0, 1];
    const fit = await fitTrials(trials, spec, { startFrom });
    const permuted = permuteStates(startFrom, order);
    const other = await fitTrials(trials, permuted.spec, { startFrom: permuted });
    expect(other.logPosterior).toBeCloseTo(fit.logPosterior, 7);
    expect(other.spec).toEqual(permuteStates(fit, order).spec);
    const expected = Array.from(permuteStates(fit, order).params.weights.data);
    expect(largestDifference(other.params.weights.data, expected)).toBeLessThan(1e-3);
  });

  it.each(Object.entries(models))('beside no free one leaves transitions to be fitted, %s', async (_, model) => {
    const spec = glmHmm({
      numStates: 2,
      ...model,
      frozen: [
        { bias: -0.3, x0: 2, x1: 0 },
        { bias: 1.2, x0: 0, x1: 0 },
      ],
    });
    for (const method of ['auto', 'em'] as const) {
      const fit = await fitTrials(trials, spec, { restarts: 2, method });
      expect(fit.converged).toBe(true);
      expect(Array.from(fit.params.weights.data.slice(0, 6))).toEqual([-0.3, 2, 0, 1.2, 0, 0]);
      expect(fit.logPrior === 0).toBe(spec.transitions.kind === 'stationary');
      expect(fit.trace.length).toBeGreaterThan(1);
      expect(standardErrors(fit, trials).kind).toBe('standardErrors');
    }
  });
});
