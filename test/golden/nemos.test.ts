import { describe, expect, it } from 'vitest';
import { bias, column } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { mostLikelyStates } from '../../src/models/inference/mostLikelyStates.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { bernoulli, gamma, gaussian, poisson } from '../../src/models/observations/observationSpecs.ts';
import { none, ridge } from '../../src/models/penalties.ts';
import { pseudoCounts } from '../../src/models/pseudoCounts.ts';
import { type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import type { Trials } from '../../src/models/trials.ts';
import { withOptions } from '../../src/models/withOptions.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { afterOneStep } from '../support/emStep.ts';
import { golden, largestDifference } from '../support/golden.ts';

const from = (name: string) => golden(`nemos/${name}`);

/** Trials of a reference: a bias and its columns of X. */
function trialsOf(X: number[][], y: number[], starts: readonly boolean[] | null, role: 'choice' | 'y'): Trials {
  const names = X[0].map((_, d) => `x${d + 1}`);
  const columns = Object.fromEntries(names.map((name, d) => [name, X.map((row) => row[d])]));
  const features = { bias: bias(), ...Object.fromEntries(names.map((name) => [name, column()])) };
  return readTrials({ ...columns, y }, { [role]: 'y', ...(starts && { sessionStarts: starts }), features });
}

/** [state, feature] from the reference's coefficients [feature, state] and intercepts [state]. */
const weightsOf = (coef: number[][], intercept: number[]): number[][] =>
  intercept.map((value, k) => [value, ...coef.map((row) => row[k])]);

function given(
  spec: GlmHmmSpec,
  trials: Trials,
  weights: number[][],
  A: number[][],
  pi: number[],
  scale?: number[],
): Fit {
  return fitFrom(spec, { weights, transitionMatrix: A, initialProbs: pi, ...(scale && { scale }) }, trials);
}

describe('the numbers of the nemos reference', () => {
  const estep = from('bernoulli_estep_mstep');
  const trials = trialsOf(estep.X, estep.y, estep.session_starts, 'choice');
  const spec = glmHmm({ numStates: 3, observation: bernoulli() });
  const weights = weightsOf(estep.coef, estep.intercept);
  const fit = given(spec, trials, weights, estep.transition_prob, estep.initial_prob);

  it('agree on states and log-likelihood of choices', () => {
    const { smoothed, filtered, predicted } = posterior(fit, trials);
    expect(largestDifference(smoothed.data, estep.gamma)).toBeLessThan(1e-10);
    expect(largestDifference(filtered.data, estep.filtered)).toBeLessThan(1e-10);
    expect(largestDifference(predicted.data, estep.predictive)).toBeLessThan(1e-10);
    const { total, perTrial } = logLikelihood(fit, trials);
    expect(total).toBeCloseTo(estep.LL, 10);
    expect(largestDifference(perTrial, estep.log_norm)).toBeLessThan(1e-10);
    expect(Array.from(mostLikelyStates(fit, trials))).toEqual(estep.viterbi);
  });

  it('agree on an EM step of choices, with and without a ridge', () => {
    const { glm, initial_prob, transition_prob } = estep.mstep;
    for (const [name, penalty] of [
      ['unregularized', none()],
      ['ridge_1.0', ridge(1)],
      ['ridge_0.1', ridge(0.1)],
    ] as const) {
      const reference = glm[name];
      const step = afterOneStep({ ...fit, spec: { ...spec, penalty } }, trials);
      expect(largestDifference(step.weights.data, weightsOf(reference.coef, reference.intercept))).toBeLessThan(1e-8);
      expect(largestDifference(step.transitionMatrix.data, transition_prob)).toBeLessThan(1e-10);
      expect(largestDifference(step.initialProbs.data, initial_prob)).toBeLessThan(1e-10);
    }
  });

  it('agree on an EM step of probabilities with Dirichlet priors', () => {
    const { dirichlet_initial, dirichlet_transition, initial_prob_map, transition_prob_map } = estep.mstep;
    const priors = {
      initialPrior: dirichlet({ counts: pseudoCounts(dirichlet_initial as number[]) }),
      transitionPrior: dirichlet({ counts: pseudoCounts(dirichlet_transition as number[][]) }),
    };
    const step = afterOneStep({ ...fit, spec: withOptions(spec, priors) }, trials);
    expect(largestDifference(step.transitionMatrix.data, transition_prob_map)).toBeLessThan(1e-10);
    expect(largestDifference(step.initialProbs.data, initial_prob_map)).toBeLessThan(1e-10);
  });

  it('agree on EM of Gaussian observations, and the default fit is no worse', async () => {
    const { X, y, init_coef, init_intercept, initial_prob, transition_prob, with_scale } =
      from('gaussian_nemos_test_seed42');
    const trials = trialsOf(X, y, null, 'y');
    const spec = glmHmm({ numStates: 4, observation: gaussian() });
    const startFrom = given(
      spec,
      trials,
      weightsOf(init_coef, init_intercept),
      transition_prob,
      initial_prob,
      [1, 1, 1, 1],
    );
    const control = { startFrom, method: 'em', tolerance: 0, maxIterations: with_scale.LL_history.length } as const;
    const { trace } = await fitTrials(trials, spec, control);
    expect(largestDifference(trace, with_scale.LL_history)).toBeLessThan(1e-6);
    const fitted = await fitTrials(trials, spec, { startFrom });
    expect(fitted.logLikelihood).toBeGreaterThan(-307.585345);
  });

  it('agree on states and an EM step of gamma observations', () => {
    const reference = from('gamma_nemos_test_seed99');
    const { X, y, true_coef, true_intercept, true_shape, initial_prob, transition_prob, mstep } = reference;
    const trials = trialsOf(X, y, null, 'y');
    const spec = glmHmm({ numStates: 3, observation: gamma({ link: 'log' }) });
    const scale = true_shape.map((shape: number) => 1 / shape);
    const truth = given(spec, trials, weightsOf(true_coef, true_intercept), transition_prob, initial_prob, scale);
    expect(logLikelihood(truth, trials).total).toBeCloseTo(reference.LL, 9);
    expect(largestDifference(posterior(truth, trials).smoothed.data, reference.gamma)).toBeLessThan(1e-10);
    const step = afterOneStep(truth, trials);
    expect(largestDifference(step.weights.data, weightsOf(mstep.coef, mstep.intercept))).toBeLessThan(1e-8);
    expect(largestDifference(step.scale?.data.map(Math.log) ?? [], mstep.log_scale)).toBeLessThan(1e-7);
  });

  it('agree on EM and paths of counts, and the default fit is no worse', async () => {
    const { X, y, session_starts, init, LL_history, viterbi } = from('poisson_em_converged');
    const trials = trialsOf(X, y, session_starts, 'y');
    const spec = glmHmm({ numStates: 2, observation: poisson() });
    const startFrom = given(
      spec,
      trials,
      weightsOf(init.coef, init.intercept),
      init.transition_prob,
      init.initial_prob,
    );
    const em = await fitTrials(trials, spec, {
      startFrom,
      method: 'em',
      tolerance: 0,
      maxIterations: LL_history.length,
    });
    expect(largestDifference(em.trace, LL_history)).toBeLessThan(1e-6);
    const fitted = await fitTrials(trials, spec, { startFrom });
    expect(fitted.logLikelihood).toBeGreaterThan(-519.4728056);
    expect(Array.from(mostLikelyStates(fitted, trials))).toEqual(viterbi);
  });

  it('agree on one state of counts', async () => {
    const { X, y, coef, intercept, log_norm, LL, glm_mle } = from('poisson_single_state_seed42');
    const trials = trialsOf(X, y, null, 'y');
    const spec = glmHmm({ numStates: 1, observation: poisson() });
    const truth = given(spec, trials, weightsOf(coef, intercept), [[1]], [1]);
    const found = logLikelihood(truth, trials);
    expect(found.total).toBeCloseTo(LL, 10);
    expect(largestDifference(found.perTrial, log_norm)).toBeLessThan(1e-10);
    const fitted = await fitTrials(trials, spec);
    expect(largestDifference(fitted.params.weights.data, [glm_mle.intercept, ...glm_mle.coef])).toBeLessThan(1e-6);
  });

  it('agree on states that start alike and stay so', () => {
    const reference = from('symmetric_start_update_vs_fit');
    const trials = trialsOf(reference.X, reference.y, null, 'choice');
    const spec = glmHmm({ numStates: 2, penalty: ridge(1) });
    const D = trials.featureNames.length;
    const half = [0.5, 0.5];
    const start = given(
      spec,
      trials,
      [0, 1].map(() => new Array<number>(D).fill(0)),
      [half, half],
      half,
    );
    expect(logLikelihood(start, trials).total).toBeCloseTo(reference.LL_at_init, 9);
    const params = afterOneStep(start, trials);
    const row = [reference.intercept_each_state, ...reference.coef_each_state];
    expect(largestDifference(params.weights.data, [row, row])).toBeLessThan(1e-8);
    expect(logLikelihood({ ...start, params }, trials).total).toBeCloseTo(reference.LL_after_one_step, 8);
  });
});
