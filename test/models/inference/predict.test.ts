import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { posterior } from '../../../src/models/inference/posterior.ts';
import { predict } from '../../../src/models/inference/predict.ts';
import { predictChoices } from '../../../src/models/inference/predictChoices.ts';
import { linearPredictors } from '../../../src/models/inference/sessionChains.ts';
import { hideTrials } from '../../../src/models/trials.ts';
import { untyped } from '../../badInput/refusal.ts';
import { modelsAndTrials } from '../../support/models.ts';

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
