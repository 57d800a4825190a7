import { describe, expect, it } from 'vitest';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { evaluate } from '../../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../../src/models/glmHmm/parameters.ts';
import { emptyPoint, type GlmHmmPoint } from '../../src/models/glmHmm/point.ts';
import { glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { predict } from '../../src/models/inference/predict.ts';
import { standardErrors } from '../../src/models/inference/standardErrors.ts';
import { bernoulli, softmax } from '../../src/models/observations/observationSpecs.ts';
import { none, ridge } from '../../src/models/penalties.ts';
import { type GlmHmmOptions, type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { perSession } from '../../src/models/transitionModels.ts';
import type { Trials } from '../../src/models/trials.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import type { Nested } from '../../src/numerics/ndarray.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { familyTrials } from '../support/familyTrials.ts';
import { largestDifference } from '../support/golden.ts';
import { randomTrials } from '../support/randomTrials.ts';

const lengths = [150, 120, 90];
const models: Readonly<Record<string, GlmHmmOptions>> = {
  'one state': { numStates: 1 },
  static: { numStates: 2 },
  walking: { numStates: 2, weights: randomWalk({ sigma: 0.3 }) },
  dynamic: {
    numStates: 2,
    weights: randomWalk({ sigma: { bias: 0.2, x0: 0 } }),
    transitions: perSession({
      alpha: 6,
      center: [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
    }),
  },
};

function pointAt(spec: GlmHmmSpec, trials: Trials, weights: Nested): GlmHmmPoint {
  const plain = glmHmm({ numStates: spec.numStates, observation: spec.observation });
  const transitionMatrix =
    spec.numStates === 1
      ? [[1]]
      : [
          [0.9, 0.1],
          [0.2, 0.8],
        ];
  const { params } = fitFrom(plain, { weights, transitionMatrix }, trials);
  const problem = glmHmmProblem(spec, trials);
  const point = emptyPoint(problem);
  point.theta.set(thetaFromParams(problem, params));
  evaluate(problem, point);
  return point;
}

describe.each(Object.entries(models))('softmax over two classes, %s', (_, model) => {
  const trials = randomTrials(4, { lengths, missing: 0.05 });
  const weights = [
    [0.3, 1.2],
    [-0.8, 0.4],
  ].slice(0, model.numStates);
  const penalty = ridge(0.5, { includeBias: true });

  it('is the binary model to 1e-12: value, gradient, fit and standard errors', async () => {
    const [binary, classes] = [bernoulli(), softmax({ numClasses: 2 })].map((observation) =>
      glmHmm({ ...model, observation, penalty }),
    );
    const one = pointAt(binary, trials, weights);
    const other = pointAt(
      classes,
      trials,
      weights.map((row) => [[0, 0], row]),
    );
    expect(Math.abs(one.value - other.value)).toBeLessThan(1e-12 * Math.abs(one.value));
    expect(largestDifference(one.gradient, Array.from(other.gradient))).toBeLessThan(1e-10);
    const [fit, same] = [
      await fitTrials(trials, binary, { restarts: 2 }),
      await fitTrials(trials, classes, { restarts: 2 }),
    ];
    expect(Math.abs(fit.logPosterior - same.logPosterior)).toBeLessThan(1e-8);
    const [errors, others] = [standardErrors(fit, trials), standardErrors(same, trials)];
    if (errors.kind === 'none' || others.kind === 'none') throw new Error('no standard errors');
    const ofSecond = others.weights.data.filter((_, i) => Math.floor(i / 2) % 2 === 1);
    errors.weights.data.forEach((error, i) => {
      expect(ofSecond[i] / error).toBeCloseTo(1, 4);
    });
  });
});

describe.each(Object.entries(models))('softmax over three classes, %s', (_, model) => {
  const trials = familyTrials(softmax({ numClasses: 3 }), undefined, 6, { lengths, missing: 0.05 });
  const specWith = (reference: number): GlmHmmSpec =>
    glmHmm({ ...model, observation: softmax({ numClasses: 3, reference }), penalty: none() });

  // a walk is one of the differences from the reference: of which class they are taken matters
  const doesNotWalk = model.weights === undefined;
  if (doesNotWalk)
    it('does not depend on the reference class', async () => {
      const fit = await fitTrials(trials, specWith(0), { restarts: 3 });
      for (const reference of [1, 2]) {
        const spec = specWith(reference);
        const other = await fitTrials(trials, spec, { startFrom: { ...fit, spec } });
        expect(Math.abs(other.logPosterior - fit.logPosterior)).toBeLessThan(1e-6);
        const [one, two] = [predict(fit, trials), predict(other, trials)];
        expect(largestDifference(two.perState.data, Array.from(one.perState.data))).toBeLessThan(1e-4);
      }
    });

  it('does not depend on the order of its classes', async () => {
    const order = [2, 0, 1];
    const renamed = { ...trials, choices: trials.choices.map((c) => (c < 0 ? c : order[c])) };
    const fit = await fitTrials(trials, specWith(0), { restarts: 3 });
    const spec = specWith(order[0]);
    const data = fit.params.weights.data.slice();
    const D = trials.featureNames.length;
    fit.params.weights.data.forEach((weight, i) => {
      const [row, d] = [Math.floor(i / D), i % D];
      data[(Math.floor(row / 3) * 3 + order[row % 3]) * D + d] = weight;
    });
    const startFrom = { ...fit, spec, params: { ...fit.params, weights: { ...fit.params.weights, data } } };
    const other = await fitTrials(renamed, spec, { startFrom });
    expect(Math.abs(other.logPosterior - fit.logPosterior)).toBeLessThan(1e-6);
    expect(largestDifference(other.params.weights.data, Array.from(data))).toBeLessThan(1e-3);
  });
});
