import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { logLikelihood } from '../../../src/models/inference/logLikelihood.ts';
import { predictChoices } from '../../../src/models/inference/predictChoices.ts';
import { glm } from '../../../src/models/presets.ts';
import { modelsAndTrials, trialsOf } from '../../support/models.ts';

describe('predictChoices', () => {
  it('never sees the choice it predicts, nor a later one', () => {
    fc.assert(
      fc.property(modelsAndTrials(), fc.nat(), ({ fit, trials }, pick) => {
        const changed = pick % trials.numTrials;
        const before = predictChoices(fit, trials).probabilities;
        for (const choice of [-1, 0, 1]) {
          const [choices, observed] = [trials.choices.slice(), trials.observed.slice()];
          choices[changed] = choice;
          observed[changed] = Number(choice >= 0);
          const after = predictChoices(fit, { ...trials, choices, observed }).probabilities;
          expect(after.slice(0, changed + 1)).toEqual(before.slice(0, changed + 1));
        }
      }),
    );
  });

  it('gives each choice the probability by which logLikelihood scores it', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        const { probabilities } = predictChoices(fit, trials);
        logLikelihood(fit, trials).perTrial.forEach((score, t) => {
          if (trials.observed[t])
            expect(trials.choices[t] === 1 ? probabilities[t] : 1 - probabilities[t]).toBeCloseTo(Math.exp(score), 12);
        });
      }),
    );
  });

  it('counts the share of predicted choices among the scored trials', () => {
    const fit = fitFrom(glm(), { weights: [[1]] }, { featureNames: ['stimulus'] });
    const trials = trialsOf({ choices: [1, 0, 0, -1, 1], features: { stimulus: [2, 1, -1, 3, 0] } });
    const predictions = predictChoices(fit, trials);
    expect(Array.from(predictions.choices)).toEqual([1, 1, 0, 1, 1]);
    expect(predictions).toMatchObject({ accuracy: 0.75, numScored: 4 });
    expect(predictChoices(fit, trials, { on: (t) => t < 2 })).toMatchObject({ accuracy: 0.5, numScored: 2 });
    expect(predictChoices(fit, trials, { on: (t) => t === 3 })).toMatchObject({ accuracy: null, numScored: 0 });
  });
});
