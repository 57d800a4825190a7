import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { dirichlet } from '../../../src/models/dirichlet.ts';
import type { Fit } from '../../../src/models/fit.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { evaluate } from '../../../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../../../src/models/glmHmm/parameters.ts';
import { emptyPoint } from '../../../src/models/glmHmm/point.ts';
import { type GlmHmmProblem, glmHmmProblem } from '../../../src/models/glmHmm/problem.ts';
import { type StandardErrors, standardErrors } from '../../../src/models/inference/standardErrors.ts';
import { ridge } from '../../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../../src/models/presets.ts';
import { simulate } from '../../../src/models/simulation/simulate.ts';
import { type GlmHmmSpec, glmHmm } from '../../../src/models/specs.ts';
import { permuteStates } from '../../../src/models/states/permuteStates.ts';
import { perSession } from '../../../src/models/transitionModels.ts';
import type { Trials } from '../../../src/models/trials.ts';
import { randomWalk } from '../../../src/models/weightModels.ts';
import { at } from '../../../src/numerics/ndarray.ts';
import { fitTrials } from '../../../src/workflows/fitTrials.ts';
import { randomTrials } from '../../support/randomTrials.ts';

function found(fit: Fit, trials: Trials): StandardErrors {
  const errors = standardErrors(fit, trials);
  if (errors.kind === 'none') throw new Error(errors.reason);
  return errors;
}

/** Minus the Hessian of the log posterior by its free coordinates, from second differences of its value. */
function secondDifferences(problem: GlmHmmProblem, theta: Float64Array, free: readonly number[]): Matrix {
  const point = emptyPoint(problem);
  const h = 2e-3;
  const value = (i: number, a: number, j: number, b: number): number => {
    point.theta.set(theta);
    point.theta[free[i]] += a * h;
    point.theta[free[j]] += b * h;
    evaluate(problem, point);
    return point.value;
  };
  const matrix = Matrix.zeros(free.length, free.length);
  for (let i = 0; i < free.length; i++)
    for (let j = 0; j <= i; j++) {
      const second = value(i, 1, j, 1) - value(i, 1, j, -1) - value(i, -1, j, 1) + value(i, -1, j, -1);
      matrix.set(i, j, -second / (4 * h * h)).set(j, i, -second / (4 * h * h));
    }
  return matrix;
}

/** Standard errors of everything by brute force: one dense matrix, inverted whole, and slopes of probabilities by differences. */
function bruteForce(fit: Fit, trials: Trials): { weights: number[]; probabilities: number[] } {
  const problem = glmHmmProblem(fit.spec, trials);
  const { transitionsAt, size, layout } = problem;
  const theta = thetaFromParams(problem, fit.params);
  const K = layout.numStates;
  const row = (place: number): number => transitionsAt + Math.floor((place - transitionsAt) / K) * K;
  // the first of each row is the reference, whichever is the largest: probabilities must not depend on it
  const free = Array.from({ length: size }, (_, i) => i).filter((i) => i < transitionsAt || i !== row(i));
  const covariance = inverse(secondDifferences(problem, theta, free));
  const probability = (place: number, logs: Float64Array): number => {
    const start = row(place);
    const sum = logs.subarray(start, start + K).reduce((total, one) => total + Math.exp(one), 0);
    return Math.exp(logs[place]) / sum;
  };
  const slopes = (place: number): Matrix =>
    Matrix.columnVector(
      free.map((moved) => {
        const along = (step: number): number =>
          probability(
            place,
            theta.map((value, i) => (i === moved ? value + step : value)),
          );
        return (along(1e-5) - along(-1e-5)) / 2e-5;
      }),
    );
  return {
    weights: Array.from(layout.place, (place) => Math.sqrt(covariance.get(free.indexOf(place), free.indexOf(place)))),
    probabilities: Array.from({ length: size - transitionsAt }, (_, i) => {
      const slope = slopes(transitionsAt + i);
      return Math.sqrt(slope.transpose().mmul(covariance).mmul(slope).get(0, 0));
    }),
  };
}

function requireClose(values: ArrayLike<number>, expected: readonly number[]): void {
  expect(values.length).toBe(expected.length);
  // second differences of a value of about 100 with steps of 0.002 keep five digits
  expected.forEach((value, i) => {
    expect(Math.abs(values[i] / value - 1)).toBeLessThan(1e-4);
  });
}

const center = [
  [0.8, 0.2],
  [0.3, 0.7],
];
const shared = { penalty: ridge(0.5, { includeBias: true }) };
const models: Readonly<Record<string, GlmHmmSpec>> = {
  'one state': glm(),
  'one state, weights that walk': glm({ weights: randomWalk({ sigma: 0.4 }) }),
  'constant weights': staticGlmHmm({ numStates: 2, transitionPrior: dirichlet({ stay: 6, leave: 2 }), ...shared }),
  'three states, initial probabilities given': staticGlmHmm({
    numStates: 3,
    initialProbs: 'uniform',
    transitionPrior: dirichlet({ stay: 6, leave: 2 }),
    ...shared,
  }),
  'priors on the first state and on the next one': staticGlmHmm({
    numStates: 2,
    transitionPrior: dirichlet({ counts: [2, 6] }),
    initialPrior: dirichlet({ counts: [3, 2] }),
    ...shared,
  }),
  'weights that walk': partialGlmHmm({
    numStates: 2,
    sigma: 0.4,
    transitionPrior: dirichlet({ stay: 6, leave: 2 }),
    ...shared,
  }),
  'a weight that walks beside constant ones': partialGlmHmm({
    numStates: 2,
    sigma: [{ bias: 0, x0: 0.5 }, 0],
    transitionPrior: dirichlet({ stay: 6, leave: 2 }),
    ...shared,
  }),
  'weights and transitions of each session': dynamicGlmHmm({ numStates: 2, sigma: 0.4, alpha: 10, center, ...shared }),
  'constant weights, transitions of each session': glmHmm({
    numStates: 2,
    transitions: perSession({ alpha: 10, center }),
    ...shared,
  }),
};

// in short sessions, matrices that follow each other run to 0 and 1
const chained: Readonly<Record<string, GlmHmmSpec>> = {
  'transitions that follow each other': glmHmm({
    numStates: 2,
    transitions: perSession({ alpha: 60, center: 'consecutive' }),
    transitionPrior: dirichlet({ stay: 40, leave: 15 }),
    initialProbs: 'uniform',
    ...shared,
  }),
  'weights that walk, transitions that follow each other': glmHmm({
    numStates: 2,
    weights: randomWalk({ sigma: [{ bias: 0, x0: 0.4 }, 0.3] }),
    transitions: perSession({ alpha: 60, center: 'consecutive' }),
    transitionPrior: dirichlet({ stay: 40, leave: 15 }),
    initialProbs: 'uniform',
    ...shared,
  }),
};
const short = [30, 25, 1, 20, 25, 30, 20, 30, 25, 30, 20, 1];
const cases = [
  ...Object.entries(models).map(([name, spec]) => [name, spec, short] as const),
  ...Object.entries(chained).map(([name, spec]) => [name, spec, [150, 1, 120, 140]] as const),
];

describe('standard errors', () => {
  it('of one state are those of logistic regression: the inverse of X′WX', async () => {
    const trials = randomTrials(1, { numFeatures: 2, values: 'any', missing: 0.1 });
    const fit = await fitTrials(trials, glm());
    const information = Matrix.zeros(3, 3);
    for (let t = 0; t < trials.numTrials; t++) {
      if (!trials.observed[t]) continue;
      const x = Matrix.columnVector(Array.from(trials.features.data.subarray(3 * t, 3 * t + 3)));
      const p = 1 / (1 + Math.exp(-Matrix.rowVector(Array.from(fit.params.weights.data)).mmul(x).get(0, 0)));
      information.add(x.mmul(x.transpose()).mul(p * (1 - p)));
    }
    const { weights, transitionMatrix } = found(fit, trials);
    inverse(information)
      .diagonal()
      .forEach((variance, d) => {
        expect(weights.data[d]).toBeCloseTo(Math.sqrt(variance), 6);
      });
    expect(Array.from(transitionMatrix.data)).toEqual([0]);
  });

  it.each(cases)('are those of one dense matrix of second differences: %s', async (_, spec, lengths) => {
    const truth = fitFrom(
      staticGlmHmm({ numStates: 2 }),
      {
        weights: [
          [-0.3, 2.5],
          [1.5, 0],
        ],
        transitionMatrix: center,
      },
      { featureNames: ['bias', 'x0'] },
    );
    const like = randomTrials(3, { lengths, missing: 0.05 });
    const { trials } = simulate(truth, { like, seed: 3 });
    const fit = await fitTrials(trials, spec, { restarts: 3, tolerance: 1e-12 });
    const errors = found(fit, trials);
    expect(errors.atBoundary.transitionMatrix).not.toContain(spec.numStates === 1 ? 0 : 1);
    expect(errors.atBoundary.initialProbs).not.toContain(spec.numStates === 1 ? 0 : 1);
    const { weights, probabilities } = bruteForce(fit, trials);
    requireClose(errors.weights.data, weights);
    if (spec.numStates === 1) return;
    const initial = spec.initialProbs === 'fitted' ? Array.from(errors.initialProbs.data) : [];
    requireClose([...errors.transitionMatrix.data, ...initial], probabilities);
  });

  it('have the shapes of the parameters', async () => {
    const trials = randomTrials(4);
    const spec = models['weights and transitions of each session'];
    const fit = await fitTrials(trials, spec, { restarts: 1 });
    const { weights, transitionMatrix, initialProbs } = found(fit, trials);
    for (const [array, like] of [
      [weights, fit.params.weights],
      [transitionMatrix, fit.params.transitionMatrix],
      [initialProbs, fit.params.initialProbs],
    ] as const) {
      expect(array.axes).toEqual(like.axes);
      expect(array.shape).toEqual(like.shape);
    }
  });

  it('follow the states of the fit', async () => {
    const trials = randomTrials(5, { lengths: [60, 60, 60] });
    const fit = await fitTrials(trials, models['three states, initial probabilities given'], { restarts: 3 });
    const order = [2, 0, 1];
    const [one, other] = [found(fit, trials), found(permuteStates(fit, order), trials)];
    order.forEach((k, i) => {
      for (const d of [0, 1]) expect(at(other.weights, i, d)).toBeCloseTo(at(one.weights, k, d), 6);
      order.forEach((l, j) => {
        expect(at(other.transitionMatrix, i, j)).toBeCloseTo(at(one.transitionMatrix, k, l), 6);
      });
    });
  });

  it('are 0 for given initial probabilities, and shrink with more trials', async () => {
    const spec = models['three states, initial probabilities given'];
    const few = randomTrials(6, { lengths: [100] });
    const many = randomTrials(6, { lengths: new Array<number>(10).fill(100) });
    const [wide, narrow] = [found(await fitTrials(few, spec), few), found(await fitTrials(many, spec), many)];
    const mean = ({ weights }: StandardErrors): number => weights.data.reduce((sum, one) => sum + one / 6, 0);
    expect(Array.from(narrow.initialProbs.data)).toEqual([0, 0, 0]);
    expect(mean(narrow)).toBeLessThan(mean(wide));
  });

  it('say which probabilities are 0 or 1, and take those as given', async () => {
    const trials = randomTrials(7, { lengths: [120] });
    const fit = await fitTrials(trials, models['constant weights'], { restarts: 3 });
    const errors = found(fit, trials);
    const atEnd = Array.from(fit.params.initialProbs.data, (p) => Number(p < 1e-6 || p > 1 - 1e-6));
    expect(atEnd).toEqual([1, 1]);
    expect(Array.from(errors.atBoundary.initialProbs)).toEqual(atEnd);
    expect(Array.from(errors.initialProbs.data)).toEqual([0, 0]);
    expect(Array.from(errors.atBoundary.transitionMatrix)).toEqual([0, 0, 0, 0]);
    expect(errors.weights.data.every((error) => error > 0 && error < 5)).toBe(true);
  });

  it('give the reason where there are none', async () => {
    const trials = randomTrials(8);
    const row = [0.5, 1];
    const twins = fitFrom(
      staticGlmHmm({ numStates: 2 }),
      { weights: [row, row], transitionMatrix: center, initialProbs: [0.5, 0.5] },
      trials,
    );
    const none = standardErrors(twins, trials);
    expect(none).toEqual({
      kind: 'none',
      reason: expect.stringMatching(/does not curve downwards .*see fit\.diagnostics/),
    });
  });
});
