import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/errors.ts';
import { posterior } from '../../../src/models/inference/posterior.ts';
import { permuteStates } from '../../../src/models/states/permuteStates.ts';
import { hideTrials } from '../../../src/models/trials.ts';
import { modelsAndTrials, permutations, trialsOf } from '../../support/models.ts';

describe('posterior', () => {
  it('permutes with the states', () => {
    fc.assert(
      fc.property(modelsAndTrials({ minStates: 2 }), fc.nat(), ({ fit, trials }, pick) => {
        const K = fit.spec.numStates;
        const order = permutations(K)[pick % permutations(K).length];
        const [before, after] = [posterior(fit, trials), posterior(permuteStates(fit, order), trials)];
        for (const kind of ['smoothed', 'filtered', 'predicted'] as const)
          after[kind].data.forEach((p, cell) => {
            expect(p).toBeCloseTo(before[kind].data[cell - (cell % K) + order[cell % K]], 12);
          });
      }),
    );
  });

  it('does not look at a hidden choice', () => {
    fc.assert(
      fc.property(modelsAndTrials(), fc.nat(), ({ fit, trials }, pick) => {
        const hidden = pick % trials.numTrials;
        const other = { ...trials, choices: trials.choices.slice() };
        other.choices[hidden] = 1 - Math.max(0, trials.choices[hidden]);
        const hide = (t: number) => t === hidden;
        expect(posterior(fit, hideTrials(other, hide))).toEqual(posterior(fit, hideTrials(trials, hide)));
      }),
    );
  });

  it('predicts the first trial of each session by the initial probabilities', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        const K = fit.spec.numStates;
        const { predicted } = posterior(fit, trials);
        for (const start of trials.sessionStarts.slice(0, -1))
          for (let k = 0; k < K; k++)
            expect(predicted.data[start * K + k]).toBeCloseTo(fit.params.initialProbs.data[k], 14);
      }),
    );
  });

  it('refuses trials with other features or in another number of sessions', () => {
    const [{ fit, trials }] = fc.sample(
      modelsAndTrials().filter((one) => one.fit.params.weights.axes[0] === 'session'),
      { numRuns: 1, seed: 1 },
    );
    const renamed = { ...trials, featureNames: trials.featureNames.map((name) => `${name}'`) };
    expect(() => posterior(fit, renamed)).toThrow(DataError);
    expect(() => posterior(fit, renamed)).toThrow("the trials have feature 1'");
    const features = Object.fromEntries(fit.featureNames.map((name) => [name, new Array<number>(9).fill(0)]));
    const nine = trialsOf({
      choices: new Array<number>(9).fill(1),
      features,
      sessionStarts: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    });
    expect(() => posterior(fit, nine)).toThrow('but the trials have 9');
  });
});
