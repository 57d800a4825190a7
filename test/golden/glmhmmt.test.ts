import { describe, expect, it } from 'vitest';
import { dirichlet } from '../../src/models/dirichlet.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { evaluate } from '../../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../../src/models/glmHmm/parameters.ts';
import { emptyPoint } from '../../src/models/glmHmm/point.ts';
import { glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { mostLikelyStates } from '../../src/models/inference/mostLikelyStates.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { predict } from '../../src/models/inference/predict.ts';
import { sessionChains } from '../../src/models/inference/sessionChains.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { none, ridge } from '../../src/models/penalties.ts';
import { type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { inputDriven } from '../../src/models/transitionModels.ts';
import type { Trials } from '../../src/models/trials.ts';
import type { Nested } from '../../src/numerics/ndarray.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { afterOneStep } from '../support/emStep.ts';
import { golden, largestDifference } from '../support/golden.ts';
import { trialsOf } from '../support/models.ts';

/** Trials of a reference: columns of X by name, and sessions where the id changes. */
function referenceTrials(X: number[][], names: readonly string[], y: number[], ids: number[]): Trials {
  const starts = ids.flatMap((id, t) => (t === 0 || id !== ids[t - 1] ? [t] : []));
  const features = Object.fromEntries(names.map((name, d) => [name, X.map((row) => row[d])]));
  return trialsOf({ choices: y, features, sessionStarts: [...starts, y.length] });
}

/** [state, class, feature] with a row of zeros for the reference class. */
const withZeros = (W: number[][][], reference: number): Nested =>
  W.map((rows) => [...rows.slice(0, reference), rows[0].map(() => 0), ...rows.slice(reference)]);

const priors = {
  initialPrior: dirichlet({ counts: [0.1, 0.1, 0.1] }),
  transitionPrior: dirichlet({ stay: 10.1, leave: 0.1 }),
  penalty: ridge(2e-4, { includeBias: true }),
};

describe.each([0, 1, 2])('the softmax GLM-HMM of the reference with class %i as reference', (reference) => {
  const all = golden('glmhmmt/softmax_glmhmm_K3_C3');
  const found = all.cases[`baseline_${reference}`];
  const trials = referenceTrials(all.X, ['bias', 'x1', 'x2'], found.y, all.session_ids);
  const spec = glmHmm({ numStates: 3, observation: softmax({ numClasses: 3, reference }), ...priors });
  const fit = fitFrom(
    spec,
    { weights: withZeros(all.W, reference), transitionMatrix: all.transition_prob, initialProbs: all.initial_prob },
    trials,
  );

  it('has its choice probabilities, in each state and one step ahead', () => {
    const { perState, average } = predict(fit, trials);
    expect(perState.axes).toEqual(['trial', 'state', 'class']);
    expect(largestDifference(perState.data.map(Math.log), found.log_choice_prob)).toBeLessThan(1e-10);
    expect(largestDifference(average, found.predictive_choice)).toBeLessThan(1e-10);
  });

  it('infers its states', () => {
    const { smoothed, filtered, predicted } = posterior(fit, trials);
    expect(Math.abs(logLikelihood(fit, trials).total - found.LL)).toBeLessThan(1e-10);
    expect(largestDifference(smoothed.data, found.gamma)).toBeLessThan(1e-10);
    expect(largestDifference(filtered.data, found.filtered)).toBeLessThan(1e-10);
    expect(largestDifference(predicted.data, found.predictive_state)).toBeLessThan(1e-10);
    expect(Array.from(mostLikelyStates(fit, trials))).toEqual(found.viterbi);
  });

  it('takes its M-steps', () => {
    const after = afterOneStep(fit, trials);
    expect(largestDifference(after.initialProbs.data, found.mstep.initial_prob)).toBeLessThan(1e-8);
    expect(largestDifference(after.transitionMatrix.data, found.mstep.transition_prob)).toBeLessThan(1e-8);
    // the reference's minimum was found to about 1e-5 by a quasi-Newton method: the objective is compared to 1e-8
    const expected = withZeros(found.mstep.emission_argmin, reference);
    expect(largestDifference(after.weights.data, expected)).toBeLessThan(1e-3);
  });
});

describe('EM to convergence from the start of the reference', () => {
  const all = golden('glmhmmt/em_converged_K2_C2');
  const trials = referenceTrials(all.X, all.X_cols, all.y, all.session_ids);
  const binary = { numStates: 2, observation: softmax({ numClasses: 2 }) };
  const withPriors = {
    ...binary,
    initialPrior: dirichlet({ counts: [0.1, 0.1] }),
    transitionPrior: priors.transitionPrior,
    penalty: priors.penalty,
  };
  const cases: readonly [name: string, spec: GlmHmmSpec][] = [
    ['map_conc1_1_sticky10_l2_1e4', glmHmm(withPriors)],
    ['mle_like_conc1_l2_0', glmHmm({ ...binary, penalty: none() })],
    ['frozen_state0_prevchoice0', glmHmm({ ...withPriors, frozen: [{ prev_choice: 0 }, {}] })],
  ];

  it.each(cases)('%s', async (name, spec) => {
    const found = all[name];
    const start = fitFrom(
      { ...spec, frozen: {} },
      {
        weights: withZeros(all.init.W, 0),
        transitionMatrix: all.init.transition_prob,
        initialProbs: all.init.initial_prob,
      },
      trials,
    );
    const fit = await fitTrials(trials, spec, { startFrom: { ...start, spec } });
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.logLikelihood - found.LL)).toBeLessThan(1e-4);
    expect(largestDifference(fit.params.weights.data, withZeros(found.W, 0))).toBeLessThan(1e-4);
    expect(largestDifference(fit.params.transitionMatrix.data, found.transition_prob)).toBeLessThan(1e-5);
    expect(largestDifference(fit.params.initialProbs.data, found.initial_prob)).toBeLessThan(1e-5);
    expect(largestDifference(posterior(fit, trials).smoothed.data, found.gamma)).toBeLessThan(1e-4);
    expect(Array.from(mostLikelyStates(fit, trials))).toEqual(found.viterbi);
    // the reference's objective holds the normalizers of its Dirichlet priors
    const normalizers = name.startsWith('mle') ? 0 : logBeta([1.1, 1.1]) + 2 * logBeta([11.1, 1.1]);
    const objective = found.objective_history.at(-1) + normalizers;
    expect(Math.abs(fit.logPosterior - objective)).toBeLessThan(1e-6);
  });
});

/** log of the Beta function, from the gamma function at these arguments. */
function logBeta(concentrations: readonly number[]): number {
  const sum = concentrations.reduce((a, b) => a + b, 0);
  return concentrations.reduce((total, a) => total + logGamma(a), 0) - logGamma(sum);
}

function logGamma(x: number): number {
  // by the recurrence to a large argument, then Stirling's series
  let shift = 0;
  let z = x;
  for (; z < 20; z++) shift -= Math.log(z);
  return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * z) - 1 / (360 * z ** 3);
}

describe('the transitions of the reference that inputs drive', () => {
  const all = golden('glmhmmt/softmax_glmhmmt_K3_C2_D2');
  const U: number[][] = all.U;
  const withInputs = referenceTrials(
    all.X.map((row: number[], t: number) => [...row, ...U[t]]),
    ['bias', 'x1', 'u1', 'u2'],
    all.y,
    all.session_ids,
  );
  const spec = glmHmm({
    numStates: 3,
    observation: softmax({ numClasses: 2 }),
    frozen: { u1: 0, u2: 0 },
    transitions: inputDriven({ features: ['u1', 'u2'], centered: false, ridge: 2e-3, baseRidge: 2e-3 }),
  });
  /** [state][nextState] with 0 for staying, from what stands beside it in the reference. */
  const withStaying = <T>(rows: T[][], staying: T): T[][] =>
    rows.map((row, i) => [...row.slice(0, i), staying, ...row.slice(i)]);
  const softmaxOf = (logits: number[]): number[] => {
    const sum = logits.reduce((total, eta) => total + Math.exp(eta), 0);
    return logits.map((eta) => Math.exp(eta) / sum);
  };
  const fit = fitFrom(
    spec,
    {
      weights: withZeros(
        all.W.map((rows: number[][]) => rows.map((row) => [...row, 0, 0])),
        0,
      ),
      transitionMatrix: withStaying<number>(all.bias, 0).map(softmaxOf),
      initialProbs: all.initial_prob,
      transitionWeights: withStaying<number[]>(all.weights, [0, 0]),
    },
    withInputs,
  );
  const problem = glmHmmProblem(spec, withInputs);
  const point = emptyPoint(problem);
  point.theta.set(thetaFromParams(problem, fit.params));
  evaluate(problem, point);

  it('have its matrices, states and most likely path', () => {
    const chain = sessionChains(fit, withInputs)[0];
    const size = 9;
    // the last one of the reference leads to no trial
    for (const [t, matrix] of (all.A.slice(0, withInputs.numTrials - 1) as number[][][]).entries())
      expect(largestDifference(chain.transitions.subarray((t + 1) * size, (t + 2) * size), matrix)).toBeLessThan(1e-10);
    const { smoothed, predicted } = posterior(fit, withInputs);
    expect(Math.abs(logLikelihood(fit, withInputs).total - all.LL)).toBeLessThan(1e-10);
    expect(Math.abs(point.logLikelihood - all.LL)).toBeLessThan(1e-10);
    expect(largestDifference(smoothed.data, all.gamma)).toBeLessThan(1e-10);
    expect(largestDifference(predicted.data, all.predictive_state)).toBeLessThan(1e-10);
    expect(Array.from(mostLikelyStates(fit, withInputs))).toEqual(all.viterbi);
  });

  it('have its objective, its log prior and its gradient of the transition part', () => {
    const { counts, matrices } = point.driven ?? { counts: [], matrices: [] };
    const expected = Array.from(counts).reduce((sum, n, cell) => (n > 0 ? sum + n * Math.log(matrices[cell]) : sum), 0);
    expect(Math.abs(-expected - point.logPrior - all.transition_objective)).toBeLessThan(1e-8);
    expect(Math.abs(point.logPrior - all.log_prior_transition)).toBeLessThan(1e-10);
    const [K, D] = [3, 2];
    const { gradient } = point;
    const byWeights = Array.from({ length: K * (K - 1) * D }, (_, w) => -gradient[problem.driveAt + w]);
    expect(largestDifference(byWeights, all.grad_weights)).toBeLessThan(1e-9);
    const byBase = Array.from({ length: K * K }, (_, cell) => -gradient[problem.transitionsAt + cell]);
    expect(
      largestDifference(
        byBase.filter((_, cell) => Math.floor(cell / K) !== cell % K),
        all.grad_bias,
      ),
    ).toBeLessThan(1e-9);
  });

  it('have its maximum of the transition part after one full EM step', () => {
    const after = afterOneStep(fit, withInputs);
    const base = withStaying<number>(all.transition_argmin.bias, 0).map(softmaxOf);
    expect(largestDifference(after.transitionMatrix.data, base)).toBeLessThan(1e-5);
    const weights = withStaying<number[]>(all.transition_argmin.weights, [0, 0]);
    expect(largestDifference(after.transitionWeights?.data ?? [], weights)).toBeLessThan(1e-4);
  });
});
