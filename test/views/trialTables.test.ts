import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf, valuesOf } from '../../src/data/table.ts';
import { DataError, SpecError } from '../../src/errors.ts';
import type { TrainedFit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { mostLikelyStates } from '../../src/models/inference/mostLikelyStates.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { predict } from '../../src/models/inference/predict.ts';
import { predictChoices } from '../../src/models/inference/predictChoices.ts';
import { poisson } from '../../src/models/observations/observationSpecs.ts';
import { staticGlmHmm } from '../../src/models/presets.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { hideTrials, type Trials } from '../../src/models/trials.ts';
import { ndarray, toNested } from '../../src/numerics/ndarray.ts';
import { accuracyTable } from '../../src/views/accuracyTable.ts';
import { objectiveTable } from '../../src/views/objectiveTable.ts';
import { occupancyTable } from '../../src/views/occupancyTable.ts';
import { posteriorTable } from '../../src/views/posteriorTable.ts';
import { rangeAccuracy } from '../../src/views/stateAccuracy.ts';
import { trialTable } from '../../src/views/trialTable.ts';
import { type FitView, viewFit } from '../../src/views/viewFit.ts';
import { modelsAndTrials, trialsOf } from '../support/models.ts';

const trials = trialsOf({
  choices: [1, 0, -1, 1, 1],
  features: { bias: [1, 1, 1, 1, 1] },
  sessionStarts: [0, 3, 5],
  correct: [1, 1, 0, -1, 1],
});
const fit = fitFrom(
  staticGlmHmm({ numStates: 2 }),
  {
    weights: [[2], [-2]],
    transitionMatrix: [
      [0.9, 0.1],
      [0.1, 0.9],
    ],
  },
  { featureNames: ['bias'] },
);

describe('posteriorTable', () => {
  it('has a row a trial and state, trials counted within their session', () => {
    const view = viewFit(fit, trials);
    const rows = rowsOf(posteriorTable(view));
    expect(rows).toHaveLength(10);
    expect(rows[7]).toEqual({
      session: 2,
      trial: 1,
      state: 'state 2',
      probability: posterior(fit, trials).smoothed.data[7],
    });
    expect(rowsOf(posteriorTable(view, { session: 2 }))).toEqual(rows.slice(6));
  });

  it('shows filtered and predicted probabilities on request', () => {
    const view = viewFit(fit, trials);
    for (const kind of ['smoothed', 'filtered', 'predicted'] as const)
      expect(valuesOf(posteriorTable(view, { kind }), 'probability')).toEqual(
        Array.from(posterior(fit, trials)[kind].data),
      );
  });

  it('refuses a session that does not exist', () => {
    expect(() => posteriorTable(viewFit(fit, trials), { session: 3 })).toThrow(SpecError);
    expect(() => posteriorTable(viewFit(fit, trials), { session: 0 })).toThrow('from 1 to 2');
  });
});

describe('trialTable', () => {
  const plain = { model: false };

  it('leaves empty what is not known', () => {
    const rows = rowsOf(
      trialTable(
        viewFit(
          fit,
          hideTrials(trials, (t) => t === 4),
        ),
        plain,
      ),
    );
    expect(rows).toEqual([
      { session: 1, trial: 1, choice: 1, correct: true, observed: true },
      { session: 1, trial: 2, choice: 0, correct: false, observed: true },
      { session: 1, trial: 3, choice: null, correct: null, observed: false },
      { session: 2, trial: 1, choice: 1, correct: null, observed: true },
      { session: 2, trial: 2, choice: 1, correct: true, observed: false },
    ]);
    const unknown = rowsOf(trialTable(viewFit(fit, { ...trials, correct: null }), { session: 2, ...plain }));
    expect(unknown.map((row) => row.correct)).toEqual([null, null]);
  });

  it('shows times where trials have them', () => {
    const timed = viewFit(fit, { ...trials, times: Float64Array.of(0.5, 1, 2, 10, 11) });
    expect(rowsOf(trialTable(timed, { session: 2, ...plain }))[0]).toEqual({
      session: 2,
      trial: 1,
      time: 10,
      choice: 1,
      correct: null,
      observed: true,
    });
    expect(valuesOf(posteriorTable(timed, { session: 2 }), 'time')).toEqual([10, 10, 11, 11]);
  });

  it('shows choices by the labels of their classes', () => {
    const labelled: Trials = { ...trials, classNames: ['left', 'right'] };
    const { columns } = trialTable(viewFit(fit, labelled));
    expect(columns.find(({ name }) => name === 'choice')).toMatchObject({
      type: 'string',
      values: ['right', 'left', null, 'right', 'right'],
    });
    expect(valuesOf(trialTable(viewFit(fit, labelled)), 'correct')).toEqual([true, false, null, null, true]);
  });

  it('shows responses by their names in place of choices', () => {
    const counted: Trials = {
      ...trials,
      responses: ndarray(['trial', 'output'], [5, 2], Float64Array.of(3, 1, 0, 2, Number.NaN, 4, 1, 1, 0, 0)),
      responseNames: ['neuron1', 'neuron2'],
    };
    expect(rowsOf(trialTable({ ...viewFit(fit, trials), trials: counted }, plain))[2]).toEqual({
      session: 1,
      trial: 3,
      neuron1: null,
      neuron2: 4,
      observed: false,
    });
  });
});

describe('what the model says in trialTable', () => {
  it('is the path, the probabilities of states, and the choice expected from earlier ones', () => {
    const featuresKnown = Uint8Array.of(1, 1, 0, 1, 1);
    const known = { ...trials, featuresKnown };
    const { smoothed, predicted } = posterior(fit, known);
    const { probabilities } = predictChoices(fit, known);
    const path = mostLikelyStates(fit, known);
    const { perTrial } = logLikelihood(fit, known);
    rowsOf(trialTable(viewFit(fit, known, { names: ['a', 'b'] }))).forEach((row, t) => {
      expect(row).toMatchObject({
        state: ['a', 'b'][path[t]],
        'smoothed: a': smoothed.data[2 * t],
        'smoothed: b': smoothed.data[2 * t + 1],
        'predicted: a': predicted.data[2 * t],
        'predicted: b': predicted.data[2 * t + 1],
        logLikelihood: t === 2 ? null : perTrial[t],
      });
      if (t === 2) expect(row).toMatchObject({ 'probability: 0': null, 'probability: 1': null });
      else {
        expect(row['probability: 1']).toBeCloseTo(probabilities[t], 14);
        expect(row['probability: 0']).toBeCloseTo(1 - probabilities[t], 14);
        expect(row[`probability: ${row.choice}`]).toBeCloseTo(Math.exp(perTrial[t]), 12);
      }
    });
  });

  it('is the mean of each response from earlier ones', () => {
    const counted: Trials = {
      ...trials,
      choices: new Int32Array(5).fill(-1),
      correct: null,
      responses: ndarray(['trial', 'output'], [5, 2], Float64Array.of(3, 1, 0, 2, Number.NaN, 4, 1, 1, 0, 0)),
      responseNames: ['neuron1', 'neuron2'],
    };
    const spec = glmHmm({ numStates: 2, observation: poisson() });
    const { transitionMatrix } = fit.params;
    const counts = fitFrom(
      spec,
      {
        weights: [
          [[0.5], [1]],
          [[-1], [0]],
        ],
        transitionMatrix: toNested(transitionMatrix) as number[][],
      },
      counted,
    );
    const { average } = predict(counts, counted);
    rowsOf(trialTable(viewFit(counts, counted))).forEach((row, t) => {
      expect(row).toMatchObject({ 'mean: neuron1': average[2 * t], 'mean: neuron2': average[2 * t + 1] });
    });
  });
});

describe('occupancyTable', () => {
  it('sums to 1 over the states of each session', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit: one, trials: of }) => {
        const rows = rowsOf(occupancyTable(viewFit(one, of)));
        for (const session of new Set(rows.map((row) => row.session)))
          for (const column of ['soft', 'hard']) {
            const shares = rows.filter((row) => row.session === session).map((row) => row[column] as number);
            expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
          }
      }),
    );
  });
});

describe('accuracyTable', () => {
  it('is the probability of the correct side by the model, and the share of correct choices', () => {
    const rows = rowsOf(accuracyTable(viewFit(fit, trials)));
    const p = 1 / (1 + Math.exp(-2));
    expect(rows.map(({ session, state }) => [session, state])).toEqual([
      [1, 'state 1'],
      [1, 'state 2'],
      [1, 'all trials'],
      [2, 'state 1'],
      [2, 'state 2'],
      [2, 'all trials'],
    ]);
    // correct sides of the first session: 1, 1, and 0 in the trial without a choice
    expect(rows[0].modelAccuracy).toBeCloseTo((p + p + (1 - p)) / 3, 12);
    expect(rows[3].modelAccuracy).toBeCloseTo(p, 12);
    const featuresKnown = Uint8Array.of(1, 1, 0, 1, 1);
    const [first] = rowsOf(accuracyTable(viewFit(fit, { ...trials, featuresKnown })));
    expect(first.modelAccuracy).toBeCloseTo(p, 12);
    const { data } = posterior(fit, trials).smoothed;
    expect(rows[0].softAccuracy).toBeCloseTo(data[0] / (data[0] + data[2]), 12);
    expect(rows[2]).toMatchObject({ softAccuracy: 0.5, hardAccuracy: 0.5 });
    expect(rows[3]).toMatchObject({ softAccuracy: 1, hardAccuracy: 1 });
    expect(rows[4]).toMatchObject({ hardAccuracy: null });
  });

  it('lets the states of all trials see earlier choices only', () => {
    const { predicted } = posterior(fit, trials);
    const p = 1 / (1 + Math.exp(-2));
    const [row] = rowsOf(accuracyTable(viewFit(fit, trials))).filter(
      (one) => one.session === 2 && one.state === 'all trials',
    );
    expect(row.modelAccuracy).toBeCloseTo(predicted.data[8] * p + predicted.data[9] * (1 - p), 12);
  });

  it('has the columns that saw the choice only on request, and they say so', () => {
    const names = (leaky: boolean) => accuracyTable(viewFit(fit, trials), { leaky }).columns.map(({ name }) => name);
    expect(names(false)).toEqual(['session', 'state', 'modelAccuracy', 'softAccuracy', 'hardAccuracy']);
    expect(names(true).slice(5)).toEqual(['leakyModelAccuracy', 'leakyPredictionAccuracy']);
  });

  it('judges any number of classes by the probability of the correct one', () => {
    const random = [0.2, 0.5, 0.3, 0.7, 0.1, 0.2, 0.4, 0.4, 0.2, 0.1, 0.1, 0.8, 0.6, 0.3, 0.1, 0.25, 0.25, 0.5];
    const smoothed = Float64Array.of(0.9, 0.1, 0.3, 0.7, 0.5, 0.5);
    const three = trialsOf({ choices: [1, 2, 0], features: { bias: [1, 1, 1] }, classNames: ['C', 'L', 'R'] });
    const correct = Int32Array.of(1, 0, 2);
    const { states, all, leakyModelAccuracy, leakyPredictionAccuracy } = rangeAccuracy(
      {
        trials: { ...three, correct },
        numStates: 2,
        numClasses: 3,
        choiceProbabilities: Float64Array.from(random),
        smoothed,
        predicted: smoothed,
      },
      { from: 0, to: 3 },
    );
    expect(states[0].modelAccuracy).toBeCloseTo((0.5 + 0.4 + 0.1) / 3, 12);
    expect(states[1].modelAccuracy).toBeCloseTo((0.1 + 0.1 + 0.5) / 3, 12);
    expect(states[0].softAccuracy).toBeCloseTo(0.9 / (0.9 + 0.3 + 0.5), 12);
    expect(all).toMatchObject({ softAccuracy: 1 / 3, hardAccuracy: 1 / 3 });
    const mixed = (0.9 * 0.5 + 0.1 * 0.1 + (0.3 * 0.4 + 0.7 * 0.1) + (0.5 * 0.1 + 0.5 * 0.5)) / 3;
    expect(all.modelAccuracy).toBeCloseTo(mixed, 12);
    expect(leakyModelAccuracy).toBeCloseTo(mixed, 12);
    // expected classes: 1 (0.46), 2 (0.62), 0 (0.425); all three were chosen
    expect(leakyPredictionAccuracy).toBe(1);
  });

  it('never holds NaN', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit: one, trials: of }) => {
        for (const { name, values } of accuracyTable(viewFit(one, of), { leaky: true }).columns)
          expect(values.every((value) => name === 'state' || value === null || Number.isFinite(value))).toBe(true);
      }),
    );
  });

  it('says how to give the correct side', () => {
    const view = viewFit(fit, { ...trials, correct: null });
    expect(() => accuracyTable(view)).toThrow(DataError);
    expect(() => accuracyTable(view)).toThrow("correct: { signOf: 'stimulus' }");
  });
});

describe('objectiveTable', () => {
  it('has a row for each accepted step of each start', () => {
    const start = (...trace: number[]) => ({
      logPosterior: trace[trace.length - 1],
      converged: true,
      evaluations: trace.length,
      trace: Float64Array.from(trace),
    });
    const view = viewFit(fit, trials);
    const trained = {
      ...view,
      fit: { ...fit, restarts: [start(-9, -5), start(-8)] },
    } as unknown as FitView<TrainedFit>;
    expect(rowsOf(objectiveTable(trained))).toEqual([
      { restart: 1, evaluation: 0, logPosterior: -9 },
      { restart: 1, evaluation: 1, logPosterior: -5 },
      { restart: 2, evaluation: 0, logPosterior: -8 },
    ]);
  });
});
