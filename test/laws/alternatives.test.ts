import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { observedInformation } from '../../src/models/glmHmm/information.ts';
import { completeDataMetric, factorMetric, solveMetric } from '../../src/models/glmHmm/metric.ts';
import { evaluate } from '../../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../../src/models/glmHmm/parameters.ts';
import { emptyPoint, type GlmHmmPoint } from '../../src/models/glmHmm/point.ts';
import { glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { informationCriteria } from '../../src/models/inference/informationCriteria.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { standardErrors } from '../../src/models/inference/standardErrors.ts';
import { classLapses } from '../../src/models/lapses.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { lasso, ridge } from '../../src/models/penalties.ts';
import { glm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { type GlmHmmOptions, type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { kMeansWeights } from '../../src/models/starts/weightStarts.ts';
import type { Trials } from '../../src/models/trials.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { random } from '../../src/numerics/random.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { startingValues } from '../../src/workflows/startingValues.ts';
import { largestDifference } from '../support/golden.ts';
import { randomTrials } from '../support/randomTrials.ts';

// features: bias, x0, and what speaks for classes 0, 1 and 2
const evidence = ['x1', 'x2', 'x3'];
const observed = (reference: number, order: readonly number[] = [0, 1, 2]) =>
  softmax({ numClasses: 3, reference, alternatives: { evidence: order.map((c) => evidence[c]) } });

/** [class, feature] */
function weightsOf(bias: readonly number[], slope: readonly number[], shared: number): number[][] {
  return [0, 1, 2].map((c) => [bias[c], slope[c], ...[0, 1, 2].map((own) => (own === c ? shared : 0))]);
}

const truth = [weightsOf([0, 0.3, -0.2], [0, 0.5, -0.4], 1.3), weightsOf([0, -0.8, 0.6], [0, -0.3, 0.2], 0.2)];
const trials = ((): Trials => {
  const like = randomTrials(3, { lengths: [150, 1, 130, 120], numFeatures: 4, missing: 0.05 });
  const matrix = [
    [0.95, 0.05],
    [0.1, 0.9],
  ];
  const spec = glmHmm({ numStates: 2, observation: observed(0) });
  return simulate(fitFrom(spec, { weights: truth, transitionMatrix: matrix }, like), { like, seed: 5 }).trials;
})();
const D = trials.featureNames.length;

/** The likelihood of a conditional logit by a plain loop, with gradient and Hessian by [bias 1, bias 2, x0 1, x0 2, evidence]. */
function conditionalLogit(theta: readonly number[]): { value: number; gradient: number[]; hessian: Matrix } {
  let value = 0;
  const gradient = new Array<number>(5).fill(0);
  const hessian = Matrix.zeros(5, 5);
  for (let t = 0; t < trials.numTrials; t++) {
    if (!trials.observed[t]) continue;
    const [, x, ...own] = trials.features.data.subarray(t * D, (t + 1) * D);
    const rows = [0, 1, 2].map((c) => [Number(c === 1), Number(c === 2), c === 1 ? x : 0, c === 2 ? x : 0, own[c]]);
    const shares = rows.map((row) => Math.exp(row.reduce((sum, z, i) => sum + z * theta[i], 0)));
    const p = shares.map((share) => share / shares.reduce((a, b) => a + b));
    const mean = theta.map((_, i) => rows.reduce((sum, row, c) => sum + p[c] * row[i], 0));
    const y = trials.choices[t];
    value += Math.log(p[y]);
    for (let i = 0; i < 5; i++) {
      gradient[i] += rows[y][i] - mean[i];
      for (let j = 0; j < 5; j++)
        hessian.set(
          i,
          j,
          hessian.get(i, j) - rows.reduce((sum, row, c) => sum + p[c] * (row[i] - mean[i]) * (row[j] - mean[j]), 0),
        );
    }
  }
  return { value, gradient, hessian };
}

function pointAt(spec: GlmHmmSpec, theta: (size: number) => Float64Array): GlmHmmPoint {
  const problem = glmHmmProblem(spec, trials);
  const point = emptyPoint(problem);
  point.theta.set(theta(problem.size));
  evaluate(problem, point);
  return point;
}

const somewhere = (seed: number) => (size: number) => {
  const draw = random(seed);
  return Float64Array.from({ length: size }, () => 0.5 * draw.normal());
};

const sharedOf = (fit: Fit, state = 0): number[] =>
  [0, 1, 2].map((c) => fit.params.weights.data[(state * 3 + c) * D + 2 + c]);

describe('regressors of alternatives', () => {
  it('make the conditional logit: likelihood, maximum by Newton and standard errors of a plain loop', async () => {
    const spec = glm({ observation: observed(0) });
    const theta = [0.3, -0.2, 0.5, 0.1, 0.8];
    const given = weightsOf([0, theta[0], theta[1]], [0, theta[2], theta[3]], theta[4]);
    expect(logLikelihood(fitFrom(spec, { weights: [given] }, trials), trials).total).toBeCloseTo(
      conditionalLogit(theta).value,
      8,
    );
    for (let i = 0; i < 12; i++) {
      const { gradient, hessian } = conditionalLogit(theta);
      const step = inverse(hessian).mmul(Matrix.columnVector(gradient)).to1DArray();
      step.forEach((change, k) => {
        theta[k] -= change;
      });
    }
    const fit = await fitTrials(trials, spec);
    const expected = weightsOf([0, theta[0], theta[1]], [0, theta[2], theta[3]], theta[4]);
    expect(fit.logLikelihood).toBeCloseTo(conditionalLogit(theta).value, 8);
    expect(largestDifference(fit.params.weights.data, expected)).toBeLessThan(1e-6);
    expect(fit.evaluations).toBeLessThan(12);
    const errors = standardErrors(fit, trials);
    if (errors.kind === 'none') throw new Error(errors.reason);
    const deviations = inverse(conditionalLogit(theta).hessian.mul(-1)).diagonal().map(Math.sqrt);
    const [b1, b2, x1, x2, w] = deviations;
    expect(largestDifference(errors.weights.data, weightsOf([0, b1, b2], [0, x1, x2], w))).toBeLessThan(1e-5);
    const isFree = weightsOf([0, 1, 1], [0, 1, 1], 1).flat();
    expect(Array.from(errors.heldWeights)).toEqual(isFree.map((free) => 1 - free));
  });

  const models: Readonly<Record<string, GlmHmmOptions>> = {
    'one state': { numStates: 1 },
    'two states, penalised': { numStates: 2, penalty: ridge(3) },
    walking: { numStates: 2, weights: randomWalk({ sigma: 0.3 }), penalty: ridge(0.5) },
    'walking but for the shared weight': {
      numStates: 2,
      weights: randomWalk({ sigma: { bias: 0.2, x0: 0.1, x1: 0, x2: 0, x3: 0 } }),
    },
    lapsing: { numStates: 2, lapses: classLapses() },
    'frozen in one state': { numStates: 2, frozen: [{ x1: 0.7, x2: 0.7, x3: 0.7 }, { x0: 0 }] },
  };
  it.each(Object.entries(models))(
    'have the gradient of differences and the information of differences, %s',
    (_, model) => {
      for (const reference of [0, 1]) {
        const spec = glmHmm({ ...model, observation: observed(reference) });
        const { theta, gradient } = pointAt(spec, somewhere(2));
        const along = (i: number, by: number): GlmHmmPoint =>
          pointAt(spec, () => theta.map((value, j) => (i === j ? value + by : value)));
        const problem = glmHmmProblem(spec, trials);
        const { matrix, shared } = observedInformation(problem, theta, new Uint8Array(problem.size));
        theta.forEach((__, i) => {
          const [above, below] = [along(i, 1e-5), along(i, -1e-5)];
          const numeric = (above.value - below.value) / 2e-5;
          expect(Math.abs(gradient[i] - numeric)).toBeLessThan(1e-5 * Math.max(1, Math.abs(numeric)));
          const column = shared.indexOf(i);
          if (column < 0) return;
          shared.forEach((place, row) => {
            const second = -(above.gradient[place] - below.gradient[place]) / 2e-5;
            expect(Math.abs(matrix.corner.get(row, column) - second)).toBeLessThan(1e-3);
          });
        });
      }
    },
  );

  it('have the curvature of one state as metric, summed over all that share a weight', () => {
    const spec = glm({ observation: observed(1) });
    const problem = glmHmmProblem(spec, trials);
    const point = pointAt(spec, somewhere(4));
    const { matrix } = observedInformation(problem, point.theta, new Uint8Array(problem.size));
    const metric = completeDataMetric(problem);
    factorMetric(metric, point);
    const out = new Float64Array(problem.size);
    for (let i = 0; i < 5; i++) {
      const v = new Float64Array(problem.size);
      for (let j = 0; j < 5; j++) v[j] = matrix.corner.get(j, i);
      solveMetric(metric, v, out);
      for (let j = 0; j < 5; j++) expect(out[j]).toBeCloseTo(i === j ? 1 : 0, 5);
    }
  });

  it('do not depend on the reference, nor on the order of classes, but for labels', async () => {
    const spec = glmHmm({ numStates: 2, observation: observed(0) });
    const fit = await fitTrials(trials, spec, { restarts: 4 });
    for (const reference of [1, 2]) {
      const other = glmHmm({ numStates: 2, observation: observed(reference) });
      const same = await fitTrials(trials, other, { startFrom: { ...fit, spec: other } });
      expect(Math.abs(same.logPosterior - fit.logPosterior)).toBeLessThan(1e-6);
      for (const state of [0, 1])
        expect(largestDifference(sharedOf(same, state), sharedOf(fit, state))).toBeLessThan(1e-4);
    }
    const order = [2, 0, 1];
    const renamed = { ...trials, choices: trials.choices.map((c) => (c < 0 ? c : order.indexOf(c))) };
    const permuted = await fitTrials(renamed, glmHmm({ numStates: 2, observation: observed(1, order) }), {
      restarts: 4,
    });
    expect(Math.abs(permuted.logPosterior - fit.logPosterior)).toBeLessThan(1e-5);
  });

  it('recover what was simulated, one number in every class', async () => {
    const like = randomTrials(8, { lengths: [400, 400, 400, 400, 400], numFeatures: 4 });
    const spec = glmHmm({ numStates: 2, observation: observed(2) });
    const matrix = [
      [0.95, 0.05],
      [0.1, 0.9],
    ];
    const simulated = simulate(fitFrom(spec, { weights: truth, transitionMatrix: matrix }, like), {
      like,
      seed: 2,
    }).trials;
    const fit = await fitTrials(simulated, spec, { restarts: 4 });
    const found = [sharedOf(fit, 0), sharedOf(fit, 1)].sort(([a], [b]) => b - a);
    for (const [state, expected] of [1.3, 0.2].entries()) {
      expect(new Set(found[state]).size).toBe(1);
      expect(Math.abs(found[state][0] - expected)).toBeLessThan(0.2);
    }
  });

  it('count once: as a parameter, in a ridge, and in a lasso that makes them 0', async () => {
    const [free, held] = [glm({ observation: observed(0) }), glm({ observation: observed(0), penalty: lasso(1000) })];
    const [fit, zeroed] = [await fitTrials(trials, free), await fitTrials(trials, held)];
    expect(informationCriteria(fit, trials).numParameters.weights).toBe(5);
    expect(informationCriteria(zeroed, trials).numParameters.weights).toBe(2);
    expect(sharedOf(zeroed).map(Math.abs)).toEqual([0, 0, 0]);
    const small = await fitTrials(trials, glm({ observation: observed(0), penalty: ridge(7) }));
    const [w] = sharedOf(small);
    const rows = [1, 2].map((c) => small.params.weights.data[c * D + 1]);
    expect(small.logPrior).toBeCloseTo(-3.5 * (w * w + rows[0] ** 2 + rows[1] ** 2), 9);
    const some = await fitTrials(trials, glm({ observation: observed(0), penalty: lasso(4) }));
    const [v] = sharedOf(some);
    const others = [1, 2].map((c) => Math.abs(some.params.weights.data[c * D + 1]));
    expect(v).toBeGreaterThan(0);
    expect(some.logPrior).toBeCloseTo(-4 * (v + others[0] + others[1]), 8);
  });

  it('start as one number, from whatever weights are drawn', () => {
    const spec = glmHmm({ numStates: 2, observation: observed(1) });
    for (const start of [{}, { weights: kMeansWeights() }]) {
      const fit = startingValues(trials, spec, { start });
      for (const state of [0, 1]) expect(new Set(sharedOf(fit, state)).size).toBe(1);
      const problem = glmHmmProblem(spec, trials);
      expect(thetaFromParams(problem, fit.params).every(Number.isFinite)).toBe(true);
    }
  });

  it('may sum to a constant, but must differ between classes', async () => {
    const oneHot = { ...trials.features, data: trials.features.data.slice() };
    const equal = { ...trials.features, data: trials.features.data.slice() };
    for (let t = 0; t < trials.numTrials; t++)
      for (let c = 0; c < 3; c++) {
        oneHot.data[t * D + 2 + c] = Number(t % 3 === c);
        equal.data[t * D + 2 + c] = trials.features.data[t * D + 2];
      }
    const spec = glm({ observation: observed(0) });
    expect((await fitTrials({ ...trials, features: oneHot }, spec)).converged).toBe(true);
    await expect(fitTrials({ ...trials, features: equal }, spec)).rejects.toThrow('do not differ between classes');
  });
});
