import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/data/table.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { stateMeans } from '../../src/models/inference/predict.ts';
import { smoothTrials } from '../../src/models/inference/sessionChains.ts';
import { bernoulliFamily } from '../../src/models/observations/bernoulli.ts';
import { dynamicGlmHmm } from '../../src/models/presets.ts';
import { permuteStates } from '../../src/models/states/permuteStates.ts';
import type { Trials } from '../../src/models/trials.ts';
import { accuracyTable } from '../../src/views/accuracyTable.ts';
import { allTrials } from '../../src/views/labelStates.ts';
import { occupancyTable, stateOccupancy } from '../../src/views/occupancyTable.ts';
import { type AccuracySources, rangeAccuracy } from '../../src/views/stateAccuracy.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { trialsOf } from '../support/models.ts';

const units = JSON.parse(readFileSync(new URL('fixtures/dynamic_glmhmm/units.json', import.meta.url), 'utf8'));
const { inputs } = units.forward_backward;
const sessions: number[][] = [0, 1, 2].map((s) => [inputs.sessInd[s], inputs.sessInd[s + 1]]);

const allPresent = trialsOf({
  choices: inputs.y,
  features: {
    bias: inputs.x.map((row: number[]) => row[0]),
    stimulus: inputs.x.map((row: number[]) => row[1]),
  },
  sessionStarts: inputs.sessInd,
  correct: units.accuracy_states_sessions.correctSide,
});
const somePresent: Trials = { ...allPresent, observed: Uint8Array.from(inputs.present) };
const fit = fitFrom(
  dynamicGlmHmm({ numStates: 3, sigma: 1, alpha: 1 }),
  { weights: inputs.W_per_session, transitionMatrix: inputs.P_per_session, initialProbs: inputs.pi },
  { featureNames: ['bias', 'stimulus'] },
);

function expectClose(actual: ArrayLike<number | null>, expected: readonly (number | null)[], tolerance = 1e-10): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs((actual[i] as number) - (value as number)), `place ${i}`).toBeLessThan(tolerance);
  });
}

function sourcesOf(trials: Trials, smoothed: Float64Array): AccuracySources {
  return {
    trials: { ...trials, correct: trials.correct as Int32Array },
    numStates: 3,
    numClasses: 2,
    choiceProbabilities: Float64Array.from([...stateMeans(fit, trials)].flatMap((p) => [1 - p, p])),
    smoothed,
    predicted: smoothed,
  };
}

describe('the numbers of dynamic_glmhmm, function by function', () => {
  it('agree on the log-probability of a choice', () => {
    const { x, f } = units.softplus;
    expectClose(
      x.map((eta: number) => -bernoulliFamily.logProbability(0, eta, 1)),
      f,
    );
    expectClose(units.softplus_deriv.x.map(bernoulliFamily.mean), units.softplus_deriv.f);
  });

  it('agree on the forward and backward pass with missing trials', () => {
    const { alpha, ct, ll, gamma, zeta } = units.forward_backward;
    const chain = smoothTrials(fit, somePresent);
    expectClose(chain.filtered, alpha.flat());
    expectClose(chain.logNormalizers.map(Math.exp), ct);
    expectClose(chain.smoothed, gamma.flat());
    expectClose([logLikelihood(fit, somePresent).total], [ll]);
    const summed = sessions.flatMap(([start, end]) =>
      [0, 1, 2].flatMap((i) =>
        [0, 1, 2].map((j) => zeta.slice(start, end - 1).reduce((sum: number, one: number[][]) => sum + one[i][j], 0)),
      ),
    );
    expectClose(chain.expectedTransitions, summed);
  });

  it('agree on the score of test trials, each given all earlier trials', () => {
    const { presentTest, llTest, llTest_per_session } = units.evaluate;
    const on = (t: number) => presentTest[t] === 1;
    const { total, perSession, numScored } = logLikelihood(fit, allPresent, { on });
    expectClose([total / numScored], [llTest]);
    const counts = sessions.map(([start, end]) =>
      presentTest.slice(start, end).reduce((a: number, b: number) => a + b),
    );
    expectClose(
      Array.from(perSession, (sum, s) => sum / counts[s]),
      llTest_per_session,
    );
  });

  it('agree on the posterior of all trials', () => {
    expectClose(posterior(fit, allPresent).smoothed.data, units.posterior.gamma.flat());
    // the original permutes weights and transitions, but leaves the initial probabilities where they are
    const permuted = permuteStates(fit, [2, 0, 1]);
    const half = { ...permuted, params: { ...permuted.params, initialProbs: fit.params.initialProbs } };
    expectClose(posterior(half, allPresent).smoothed.data, units.posterior.gamma_sorted_2_0_1.flat());
  });

  it('agree on the order of states by the size of their stimulus weight', () => {
    expect(viewFit(fit, allPresent, { orderBy: { by: 'stimulus', absolute: true } }).order).toEqual(
      units.get_states_order,
    );
  });

  it('agree on accuracy and on soft occupancy', () => {
    const view = viewFit(fit, allPresent);
    const accuracy = rowsOf(accuracyTable(view, { leaky: true }));
    const { p_correct_states_sessions, p_correct_sessions } = units.accuracy_states_sessions;
    const percent = (rows: typeof accuracy, column: string) => rows.map((row) => 100 * (row[column] as number));
    expectClose(
      percent(
        accuracy.filter((row) => row.state !== allTrials),
        'modelAccuracy',
      ),
      p_correct_states_sessions.flat(),
    );
    const all = accuracy.filter((row) => row.state === allTrials);
    expectClose(percent(all, 'leakyModelAccuracy'), p_correct_sessions);
    expectClose(
      rowsOf(occupancyTable(view)).map((row) => row.soft as number),
      units.soft_occupancy.flat(),
    );
  });

  it('agree on the published accuracy, whose states saw the choices they predict', () => {
    const test: Trials = { ...allPresent, observed: Uint8Array.from(units.evaluate.presentTest) };
    const { leakyPredictionAccuracy } = rangeAccuracy(sourcesOf(test, posterior(fit, allPresent).smoothed.data), {
      from: 0,
      to: 12,
    });
    expect(leakyPredictionAccuracy).toBe(units.evaluate.accuracy / 100);
  });

  it('agree on what follows from the most likely state', () => {
    const gamma = Float64Array.from(units.gamma_synthetic.gamma.flat());
    const sources = sourcesOf(allPresent, gamma);
    sessions.forEach(([from, to], s) => {
      const shares = stateOccupancy(gamma, 3, { from, to });
      expectClose(
        shares.map(({ soft }) => soft),
        units.soft_occupancy_synthetic[s],
      );
      expectClose(
        shares.map(({ hard }) => 100 * hard),
        units.hard_occupancy.count_percent[s],
      );
      const { states } = rangeAccuracy(sources, { from, to });
      expectClose(
        states.map(({ hardAccuracy }) => 100 * (hardAccuracy as number)),
        units.hard_task_accuracy[s],
      );
    });
  });
});
