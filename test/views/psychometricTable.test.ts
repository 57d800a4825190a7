import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bias, contrast, lag, standardized } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { rowsOf } from '../../src/data/table.ts';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { sessionOffset } from '../../src/models/inference/sessionChains.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import type { Trials } from '../../src/models/trials.ts';
import { wilsonInterval } from '../../src/numerics/wilsonInterval.ts';
import { psychometricTable } from '../../src/views/psychometricTable.ts';
import { viewFit } from '../../src/views/viewFit.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { modelsAndTrials, trialsOf } from '../support/models.ts';
import { randomTrials } from '../support/randomTrials.ts';

const contrasts = [-1, -1, 0, 0.5, 0.5, 0.5, 1, -1];
const rows = {
  choice: [0, 1, 1, 1, 0, 1, 1, null],
  contrast: contrasts,
};
const trials = readTrials(rows, {
  choice: 'choice',
  features: { bias: bias(), stimulus: standardized('contrast'), previous: lag('choice') },
});
const fit = fitFrom(
  staticGlmHmm({ numStates: 2 }),
  {
    weights: [
      [0, 3, 1],
      [1, 0, 0],
    ],
    transitionMatrix: [
      [0.7, 0.3],
      [0.2, 0.8],
    ],
  },
  trials,
);
const view = viewFit(fit, trials, { names: ['engaged', 'biased right'] });

/** P(choice 1 | state) from the weights, by hand; `replace` changes a trial's features. */
function logisticOf(of: Fit, from: Trials, t: number, k: number, replace = (x: number[]): number[] => x): number {
  const D = from.featureNames.length;
  const session = from.sessionStarts.filter((start) => start <= t).length - 1;
  const x = replace(Array.from(from.features.data.slice(t * D, t * D + D)));
  const offset = sessionOffset(of.params.weights, session) + k * D;
  const eta = x.reduce((sum, value, d) => sum + value * of.params.weights.data[offset + d], 0);
  return 1 / (1 + Math.exp(-eta));
}

describe('psychometricTable', () => {
  it('has a bin a value in the unit of the data, and leaves out what was not observed', () => {
    const all = rowsOf(psychometricTable(view, 'stimulus')).filter(({ state }) => state === 'all trials');
    for (const name of ['value', 'from', 'to']) expect(all.map((row) => row[name])).toEqual([-1, 0, 0.5, 1]);
    expect(all.map(({ bin, choice, chosen, numTrials }) => [bin, choice, chosen, numTrials])).toEqual([
      [1, 1, 1 / 2, 2],
      [2, 1, 1, 1],
      [3, 1, 2 / 3, 3],
      [4, 1, 1, 1],
    ]);
  });

  it('writes contrasts as they were before tanh', () => {
    const [left, right] = [
      [1, 0.25, 0.0625, 0, null, null, null, 0.5, null],
      [null, null, null, null, 0.125, 1, 0.5, null, 0.25],
    ];
    const roles = { session: 'day', choice: 'choice' };
    const table = { day: [1, 1, 1, 2, 2, 2, 2, 2, 2], choice: [0, 1, 0, 1, 0, 1, 0, 1, 1], left, right };
    for (const p of [5, 10]) {
      const features = { stimulus: contrast({ left: 'left', right: 'right' }, { p }) };
      const trials = readTrials(table, { ...roles, features });
      const view = viewFit(fitFrom(glm(), { weights: [[1]] }, trials), trials);
      const values = rowsOf(psychometricTable(view, 'stimulus'))
        .filter(({ state }) => state === 'all trials')
        .map(({ value }) => value);
      expect(values).toEqual([-1, -0.5, -0.25, -0.0625, 0, 0.125, 0.25, 0.5, 1]);
    }
  });

  it('writes levels as the table had them, whatever their size', () => {
    for (const levels of [
      [0.1, 0.2, 0.3],
      [1000.001, 1000.002, 1000.004],
      [-3e-7, 0, 1e-7],
    ]) {
      const of = readTrials(
        { choice: [0, 1, 1, 0, 1, 0], x: [...levels, ...levels] },
        { choice: 'choice', features: { x: standardized('x') } },
      );
      const one = viewFit(fitFrom(glm(), { weights: [[1]] }, of), of);
      const values = rowsOf(psychometricTable(one, 'x')).map(({ value }) => value);
      expect(values).toEqual([...levels, ...levels]);
    }
  });

  it('makes bins of about as many trials where there are more values, and never parts equal ones', () => {
    const values = [3, 1, 2, 2, 2, 2, 5, 4];
    const many = trialsOf({ choices: values.map(() => 1), features: { x: values } });
    const one = viewFit(fitFrom(glm(), { weights: [[1]] }, many), many);
    const bins = rowsOf(psychometricTable(one, 'x', { bins: 4 })).filter(({ state }) => state === 'all trials');
    expect(bins.map(({ from, to, value, numTrials }) => [from, to, value, numTrials])).toEqual([
      [1, 2, 9 / 5, 5],
      [3, 3, 3, 1],
      [4, 5, 4.5, 2],
    ]);
  });

  it('is what plain loops over states, bins and trials give, with either choice of the other features', () => {
    fc.assert(
      fc.property(modelsAndTrials(), fc.integer({ min: 1, max: 6 }), fc.boolean(), (of, bins, atMean) => {
        fc.pre(of.trials.observed.includes(1));
        const one = viewFit(of.fit, of.trials);
        const K = one.states.length;
        const D = of.trials.featureNames.length;
        const { smoothed, predicted } = posterior(of.fit, of.trials);
        const counted = [...of.trials.observed.keys()].filter((t) => of.trials.observed[t] === 1);
        const means = of.trials.featureNames.map(
          (_, d) => counted.reduce((sum, t) => sum + of.trials.features.data[t * D + d], 0) / counted.length,
        );
        const replace = (x: number[]): number[] => (atMean ? x.map((value, d) => (d === 0 ? value : means[d])) : x);
        const found = rowsOf(
          psychometricTable(one, 'feature 1', { bins, choice: 'each', others: atMean ? 'mean' : 'trials' }),
        );
        let total = 0;
        for (const row of found) {
          const within = counted.filter((t) => {
            const x = of.trials.features.data[t * D];
            return x >= (row.from as number) && x <= (row.to as number);
          });
          const k = row.state === 'all trials' ? null : Number(String(row.state).slice(6)) - 1;
          let [weights, chosen, expected] = [0, 0, 0];
          for (const t of within) {
            const weight = k === null ? 1 : smoothed.data[t * K + k];
            let p = 0;
            for (let j = 0; j < K; j++) {
              const own = logisticOf(of.fit, of.trials, t, j, replace);
              p += (k === null ? predicted.data[t * K + j] : Number(j === k)) * (row.choice === 1 ? own : 1 - own);
            }
            weights += weight;
            chosen += weight * Number(of.trials.choices[t] === row.choice);
            expected += weight * p;
          }
          expect(row.value).toBeCloseTo(
            within.reduce((sum, t) => sum + of.trials.features.data[t * D], 0) / within.length,
            12,
          );
          expect(row.numTrials).toBeCloseTo(weights, 12);
          expect(row.chosen).toBeCloseTo(chosen / weights, 10);
          expect(row.predicted).toBeCloseTo(expected / weights, 10);
          const interval = wilsonInterval(row.chosen as number, row.numTrials as number);
          expect([row.lower, row.upper]).toEqual(interval);
          if (k === null && row.choice === 1) total += weights;
        }
        expect(new Set(found.map(({ bin }) => bin)).size).toBeLessThanOrEqual(bins);
        expect(total).toBeCloseTo(counted.length, 10);
      }),
    );
  });

  it('predicts the share that was chosen over all bins, where the weight of the bias is at its maximum', async () => {
    const many = randomTrials(5);
    const found = await fitTrials(many, staticGlmHmm({ numStates: 2 }), { restarts: 3 });
    const table = rowsOf(psychometricTable(viewFit(found, many), 'x0'));
    for (const state of ['state 1', 'state 2']) {
      const own = table.filter((row) => row.state === state);
      const total = (name: string) => own.reduce((sum, row) => sum + Number(row[name]) * Number(row.numTrials), 0);
      expect(total('predicted')).toBeCloseTo(total('chosen'), 2);
    }
  });

  it('is empty where a state has no trial', () => {
    const never = fitFrom(
      staticGlmHmm({ numStates: 2 }),
      {
        weights: [
          [0, 1, 0],
          [0, 0, 0],
        ],
        transitionMatrix: [
          [1, 0],
          [0, 1],
        ],
        initialProbs: [1, 0],
      },
      trials,
    );
    const [row] = rowsOf(psychometricTable(viewFit(never, trials), 'stimulus')).filter(
      (one) => one.state === 'state 2',
    );
    expect(row).toMatchObject({ chosen: null, lower: null, upper: null, predicted: null, numTrials: 0 });
  });
});
