import { describe, expect, it } from 'vitest';
import { fitFromJson, fitToJson } from '../../src/data/fitJson.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { mostLikelyStates } from '../../src/models/inference/mostLikelyStates.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { standardErrors } from '../../src/models/inference/standardErrors.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { permuteStates } from '../../src/models/states/permuteStates.ts';
import { inputDriven } from '../../src/models/transitionModels.ts';
import { hideTrials } from '../../src/models/trials.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { random } from '../../src/numerics/random.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { expectDerivatives } from '../support/derivatives.ts';
import { largestDifference } from '../support/golden.ts';
import { randomTrials } from '../support/randomTrials.ts';

const trials = randomTrials(7, { lengths: [120, 1, 90, 60], numFeatures: 2, missing: 0.05 });
const transitionPrior = dirichlet({ stay: 3, leave: 0.5 });
const specs: Readonly<Record<string, GlmHmmSpec>> = {
  'two states, each transition': glmHmm({ numStates: 2, transitions: inputDriven({ features: ['x1'] }) }),
  'three states, two inputs, a ridge and a prior': glmHmm({
    numStates: 3,
    transitions: inputDriven({ features: ['x1', 'x0'], ridge: 0.7 }),
    transitionPrior,
  }),
  'three states, each destination': glmHmm({
    numStates: 3,
    transitions: inputDriven({ features: ['x1', 'x0'], baseline: 'none' }),
    transitionPrior,
  }),
  'a ridge on the base, inputs as they are': glmHmm({
    numStates: 2,
    transitions: inputDriven({ features: ['x1'], centered: false, ridge: 0.1, baseRidge: 0.3 }),
  }),
  'walking weights': glmHmm({
    numStates: 2,
    weights: randomWalk({ sigma: 0.3 }),
    transitions: inputDriven({ features: ['x1'], ridge: 0.1 }),
    transitionPrior,
  }),
};

describe.each(Object.entries(specs))('input-driven transitions, %s', (_, spec) => {
  const problem = glmHmmProblem(spec, trials);
  const draw = random(2);
  const theta = Float64Array.from({ length: problem.size }, () => 0.5 * draw.normal());

  it('have the gradient and information of differences', () => {
    expectDerivatives(problem, theta);
  });

  it('are fitted by steps that never fall, to one maximum by every method', async () => {
    const fits = [];
    for (const method of ['auto', 'em', 'newton', 'lbfgs'] as const) {
      const fit = await fitTrials(trials, spec, { restarts: 1, method, maxIterations: 3000 });
      for (let i = 1; i < fit.trace.length; i++) expect(fit.trace[i]).toBeGreaterThanOrEqual(fit.trace[i - 1]);
      expect(logLikelihood(fit, trials).total).toBeCloseTo(fit.logLikelihood, 6);
      if (fit.converged) fits.push(fit);
    }
    expect(fits.length).toBeGreaterThanOrEqual(3);
    const best = Math.max(...fits.map((fit) => fit.logPosterior));
    for (const fit of fits) expect(best - fit.logPosterior).toBeLessThan(1e-5);
  });

  it('have one likelihood in every order of states, standard errors, and survive JSON', async () => {
    const fit = await fitTrials(trials, spec, { restarts: 3 });
    const order = spec.numStates === 2 ? [1, 0] : [2, 0, 1];
    const permuted = permuteStates(fit, order);
    expect(logLikelihood(permuted, trials).total).toBeCloseTo(fit.logLikelihood, 8);
    const again = await fitTrials(trials, permuted.spec, { startFrom: permuted });
    expect(again.logPosterior).toBeCloseTo(fit.logPosterior, 6);
    expect(fitFromJson(fitToJson(fit))).toEqual(fit);
    const errors = standardErrors(fit, trials);
    if (errors.kind === 'none') return;
    const K = spec.numStates;
    errors.transitionWeights?.data.forEach((error, i) => {
      const cell = Math.floor(i / errors.transitionWeights!.shape[2]);
      if (Math.floor(cell / K) === cell % K) expect(error).toBe(0);
      else expect(error).toBeGreaterThan(0);
    });
  });
});

describe('input-driven transitions', () => {
  it('without effect are the stationary ones, with the same prior', async () => {
    for (const numStates of [2, 3]) {
      const stationary = await fitTrials(trials, glmHmm({ numStates, transitionPrior }), { restarts: 2 });
      const spec = glmHmm({ numStates, transitionPrior, transitions: inputDriven({ features: ['x1'], ridge: 1e9 }) });
      const still = fitFrom(spec, { ...stationary.params, transitionWeights: null, inputCenter: null }, trials);
      expect(logLikelihood(still, trials).total).toBeCloseTo(stationary.logLikelihood, 9);
      expect(
        largestDifference(
          posterior(still, trials).smoothed.data,
          Array.from(posterior(stationary, trials).smoothed.data),
        ),
      ).toBeLessThan(1e-10);
      expect(mostLikelyStates(still, trials)).toEqual(mostLikelyStates(stationary, trials));
      const held = await fitTrials(trials, spec, { startFrom: still });
      expect(held.logPosterior).toBeCloseTo(stationary.logPosterior, 5);
      const free = await fitTrials(
        trials,
        glmHmm({ numStates, transitionPrior, transitions: inputDriven({ features: ['x1'] }) }),
        { startFrom: still },
      );
      expect(free.logPosterior).toBeGreaterThanOrEqual(stationary.logPosterior);
    }
  });

  it('do not depend on the unit nor, when centered, on the origin of an input', async () => {
    const spec = glmHmm({
      numStates: 2,
      transitions: inputDriven({ features: ['x1'] }),
      transitionPrior,
      frozen: { x1: 0 },
    });
    const fit = await fitTrials(trials, spec, { restarts: 2 });
    const features = trials.features.data.map((x, i) => (i % 3 === 2 ? 10 * x + 4 : x));
    const moved = { ...trials, features: { ...trials.features, data: features } };
    const other = await fitTrials(moved, spec, { restarts: 2 });
    expect(other.logPosterior).toBeCloseTo(fit.logPosterior, 5);
    expect(
      largestDifference(other.params.transitionMatrix.data, Array.from(fit.params.transitionMatrix.data)),
    ).toBeLessThan(1e-3);
  });

  it('read the inputs of unobserved trials', () => {
    const spec = glmHmm({ numStates: 2, transitions: inputDriven({ features: ['x1'], centered: false }) });
    const fit = fitFrom(
      spec,
      {
        weights: [
          [0, 3, 0],
          [1, 0, 0],
        ],
        transitionMatrix: [
          [0.9, 0.1],
          [0.2, 0.8],
        ],
        transitionWeights: [
          [[0], [2]],
          [[-1], [0]],
        ],
      },
      trials,
    );
    const hidden = hideTrials(trials, (t) => t === 50);
    const elsewhere = {
      ...hidden,
      features: { ...hidden.features, data: hidden.features.data.map((x, i) => (i === 152 ? x + 2 : x)) },
    };
    const [before, after] = [logLikelihood(fit, hidden).total, logLikelihood(fit, elsewhere).total];
    expect(Math.abs(after - before)).toBeGreaterThan(1e-3);
    // but not those of a session's first trial, into which no matrix leads
    const first = {
      ...trials,
      features: { ...trials.features, data: trials.features.data.map((x, i) => (i === 2 ? x + 2 : x)) },
    };
    expect(logLikelihood(fit, first).total).toBe(logLikelihood(fit, trials).total);
  });

  it('are recovered from simulated choices of three classes', async () => {
    const like = randomTrials(3, { lengths: new Array<number>(12).fill(500), numFeatures: 2, values: 'any' });
    const truth = fitFrom(
      glmHmm({
        numStates: 3,
        observation: softmax({ numClasses: 3, reference: 1 }),
        transitions: inputDriven({ features: ['x1'] }),
        frozen: { x1: 0 },
      }),
      {
        weights: [
          [
            [0, 2.5, 0],
            [0, 0, 0],
            [0, -2.5, 0],
          ],
          [
            [2, 0, 0],
            [0, 0, 0],
            [-1, 0, 0],
          ],
          [
            [-1.5, 0.3, 0],
            [0, 0, 0],
            [1.5, 0, 0],
          ],
        ],
        transitionMatrix: [
          [0.94, 0.03, 0.03],
          [0.05, 0.92, 0.03],
          [0.03, 0.04, 0.93],
        ],
        transitionWeights: [
          [[0], [1.5], [-1]],
          [[-1], [0], [0.5]],
          [[0.8], [0.2], [0]],
        ],
      },
      like,
    );
    const made = simulate(truth, { like, seed: 5 }).trials;
    const fit = await fitTrials(made, truth.spec, { startFrom: truth });
    expect(fit.converged).toBe(true);
    const errors = standardErrors(fit, made);
    if (errors.kind === 'none' || !errors.transitionWeights) throw new Error('no standard errors');
    const scores = Array.from(errors.transitionWeights.data, (error, i) =>
      error === 0 ? 0 : (fit.params.transitionWeights!.data[i] - truth.params.transitionWeights!.data[i]) / error,
    );
    for (const score of scores) expect(Math.abs(score)).toBeLessThan(3.5);
  });
});
