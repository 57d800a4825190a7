import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { posterior } from '../../../src/models/inference/posterior.ts';
import { predict } from '../../../src/models/inference/predict.ts';
import { predictChoices } from '../../../src/models/inference/predictChoices.ts';
import { linearPredictors } from '../../../src/models/inference/sessionChains.ts';
import { poisson } from '../../../src/models/observations/observationSpecs.ts';
import { staticGlmHmm } from '../../../src/models/presets.ts';
import { hideTrials } from '../../../src/models/trials.ts';
import { ndarray } from '../../../src/numerics/ndarray.ts';
import { untyped } from '../../badInput/refusal.ts';
import { modelsAndTrials, trialsOf } from '../../support/models.ts';

describe('predict', () => {
  it('gives the mean observation in each state', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        const { perState } = predict(fit, trials);
        expect(perState.axes).toEqual(['trial', 'state']);
        expect(perState.shape).toEqual([trials.numTrials, fit.spec.numStates]);
        linearPredictors(fit, trials).forEach((eta, cell) => {
          expect(perState.data[cell]).toBeCloseTo(1 / (1 + Math.exp(-eta)), 14);
        });
      }),
    );
  });

  it('averages it over predicted or smoothed states, and says over which', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        const K = fit.spec.numStates;
        const states = posterior(fit, trials);
        for (const [given, over] of [
          ['before', 'predicted'],
          ['all', 'smoothed'],
        ] as const) {
          const { perState, average, averagedOver } = predict(fit, trials, { given });
          expect(averagedOver).toBe(over);
          average.forEach((value, t) => {
            let sum = 0;
            for (let k = 0; k < K; k++) sum += states[over].data[t * K + k] * perState.data[t * K + k];
            expect(value).toBeCloseTo(sum, 14);
          });
        }
      }),
    );
  });

  it('gives the mean of each output where a trial has several', () => {
    const fit = fitFrom(
      staticGlmHmm({ numStates: 2, observation: poisson() }),
      {
        weights: [
          [[0], [1]],
          [[2], [3]],
        ],
        transitionMatrix: [
          [0.9, 0.1],
          [0.2, 0.8],
        ],
      },
      { featureNames: ['bias'] },
    );
    const trials = {
      ...trialsOf({ choices: [-1, -1, -1], features: { bias: [1, 1, 1] } }),
      responses: ndarray(['trial', 'output'], [3, 2], Float64Array.of(1, 2, 0, 3, 9, 20)),
      responseNames: ['left', 'right'],
      observed: Uint8Array.of(1, 1, 1),
    };
    const { perState, average } = predict(fit, trials);
    expect(perState.axes).toEqual(['trial', 'state', 'output']);
    const rates = [1, Math.E, Math.E ** 2, Math.E ** 3];
    for (let t = 0; t < 3; t++)
      for (const [i, rate] of rates.entries()) expect(perState.data[t * 4 + i]).toBeCloseTo(rate, 12);
    const { predicted } = posterior(fit, trials);
    average.forEach((value, i) => {
      const [t, o] = [Math.floor(i / 2), i % 2];
      const expected = predicted.data[t * 2] * rates[o] + predicted.data[t * 2 + 1] * rates[2 + o];
      expect(value).toBeCloseTo(expected, 12);
    });
    expect(average).toHaveLength(6);
  });

  it('does not look at the observation it predicts, nor at later ones, unless asked for all', () => {
    fc.assert(
      fc.property(modelsAndTrials(), fc.nat(), ({ fit, trials }, pick) => {
        const from = pick % trials.numTrials;
        const hidden = hideTrials(trials, (t) => t >= from);
        const until = (data: Float64Array): Float64Array => data.slice(0, from + 1);
        expect(until(predict(fit, hidden).average)).toEqual(until(predict(fit, trials).average));
        expect(predict(fit, trials).average).toEqual(predictChoices(fit, trials).probabilities);
      }),
    );
  });

  it('refuses to be given something else', () => {
    const [{ fit, trials }] = fc.sample(modelsAndTrials(), { numRuns: 1, seed: 1 });
    expect(() => predict(fit, trials, { given: untyped('now') })).toThrow(SpecError);
    expect(() => predict(fit, trials, { given: untyped('now') })).toThrow(
      "given must be 'before' or 'all', but is \"now\".",
    );
  });
});
