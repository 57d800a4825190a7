import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { logLikelihood } from '../../../src/models/inference/logLikelihood.ts';
import { glm } from '../../../src/models/presets.ts';
import { permuteStates } from '../../../src/models/states/permuteStates.ts';
import { hideTrials, numObserved, type Trials } from '../../../src/models/trials.ts';
import { modelsAndTrials, permutations, trialsOf } from '../../support/models.ts';

function withChoice(trials: Trials, trial: number, choice: number): Trials {
  const [choices, observed] = [trials.choices.slice(), trials.observed.slice()];
  choices[trial] = choice;
  observed[trial] = 1;
  return { ...trials, choices, observed };
}

describe('logLikelihood', () => {
  it('stays the same when states are permuted', () => {
    fc.assert(
      fc.property(modelsAndTrials({ minStates: 2 }), ({ fit, trials }) => {
        const { total } = logLikelihood(fit, trials);
        for (const order of permutations(fit.spec.numStates))
          expect(logLikelihood(permuteStates(fit, order), trials).total).toBeCloseTo(total, 10);
      }),
    );
  });

  it('takes an unobserved trial as either choice: its likelihood is removed, its transition kept', () => {
    fc.assert(
      fc.property(modelsAndTrials(), fc.nat(), ({ fit, trials }, pick) => {
        const t = pick % trials.numTrials;
        const probability = (one: Trials) => Math.exp(logLikelihood(fit, one).total);
        const either = probability(withChoice(trials, t, 0)) + probability(withChoice(trials, t, 1));
        expect(probability(hideTrials(trials, (trial) => trial === t)) / either).toBeCloseTo(1, 10);
      }),
    );
  });

  it('of one state is the log-likelihood of a logistic regression', () => {
    const fit = fitFrom(glm(), { weights: [[0.5, -2]] }, { featureNames: ['bias', 'stimulus'] });
    const stimulus = [0.3, -1, 2, 400];
    const trials = trialsOf({ choices: [1, 0, 1, 1], features: { bias: [1, 1, 1, 1], stimulus } });
    const { perTrial, total } = logLikelihood(fit, trials);
    const expected = [1, 0, 1].map((choice, t) => {
      const p = 1 / (1 + Math.exp(-(0.5 - 2 * stimulus[t])));
      return Math.log(choice === 1 ? p : 1 - p);
    });
    for (const [t, value] of expected.entries()) expect(perTrial[t]).toBeCloseTo(value, 13);
    expect(perTrial[3]).toBe(-799.5);
    expect(total).toBeCloseTo(expected.reduce((a, b) => a + b) - 799.5, 10);
  });

  it('of one state does not change when a session is split', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        fc.pre(fit.spec.numStates === 1 && fit.params.weights.axes[0] === 'state');
        fc.pre(fit.params.transitionMatrix.axes[0] === 'state');
        const sessionStarts = Int32Array.from({ length: trials.numTrials + 1 }, (_, t) => t);
        const sessionNames = Array.from({ length: trials.numTrials }, (_, t) => `trial ${t + 1}`);
        const split = logLikelihood(fit, { ...trials, sessionStarts, sessionNames });
        expect(split.total).toBeCloseTo(logLikelihood(fit, trials).total, 10);
      }),
    );
  });

  it('of the same sessions twice is twice as large', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        fc.pre(Object.values(fit.params).every((array) => array === null || array.axes[0] === 'state'));
        const { features, sessionStarts, sessionNames, numTrials } = trials;
        const twice = {
          ...trials,
          numTrials: 2 * numTrials,
          choices: Int32Array.of(...trials.choices, ...trials.choices),
          observed: Uint8Array.of(...trials.observed, ...trials.observed),
          features: {
            ...features,
            shape: [2 * numTrials, features.shape[1]],
            data: Float64Array.of(...features.data, ...features.data),
          },
          sessionStarts: Int32Array.of(...sessionStarts, ...sessionStarts.slice(1).map((start) => start + numTrials)),
          sessionNames: [...sessionNames, ...sessionNames.map((name) => `${name} again`)],
        };
        expect(logLikelihood(fit, twice).total).toBeCloseTo(2 * logLikelihood(fit, trials).total, 10);
      }),
    );
  });

  it('adds up over trials and sessions, and is 0 where nothing was observed', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        const { total, perTrial, perSession, numScored } = logLikelihood(fit, trials);
        expect(perTrial.reduce((a, b) => a + b)).toBeCloseTo(total, 10);
        expect(perSession.reduce((a, b) => a + b)).toBeCloseTo(total, 10);
        expect(numScored).toBe(numObserved(trials));
        trials.observed.forEach((one, t) => {
          if (!one) expect(perTrial[t]).toBe(0);
        });
      }),
    );
  });

  it('scores the trials asked for, each given all earlier choices', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        const on = (t: number) => t % 3 === 0;
        const all = logLikelihood(fit, trials);
        const some = logLikelihood(fit, trials, { on });
        expect(some.perTrial).toEqual(all.perTrial);
        expect(some.total).toBeCloseTo(
          all.perTrial.filter((_, t) => on(t)).reduce((a, b) => a + b, 0),
          12,
        );
        expect(some.baseline).toBe('held out');
      }),
    );
  });

  it('counts bits above the frequency of choices: of the scored trials in sample, of the others for held-out ones', () => {
    const coin = fitFrom(glm(), { weights: [[0]] }, { featureNames: ['bias'] });
    const trials = trialsOf({ choices: [1, 0, 1, 1, -1], features: { bias: [1, 1, 1, 1, 1] } });
    const entropy = -(0.75 * Math.log2(0.75) + 0.25 * Math.log2(0.25));
    expect(logLikelihood(coin, trials)).toMatchObject({ baseline: 'in sample', numScored: 4 });
    expect(logLikelihood(coin, trials).bitsPerTrial).toBeCloseTo(entropy - 1, 12);
    const heldOut = logLikelihood(coin, trials, { on: (t) => t >= 2 });
    expect(heldOut).toMatchObject({ baseline: 'held out', numScored: 2 });
    expect(heldOut.bitsPerTrial).toBeCloseTo(0, 12);
  });

  it('gives no bits where the frequency is unknown or rules a choice out', () => {
    const coin = fitFrom(glm(), { weights: [[0]] }, { featureNames: ['bias'] });
    const trials = trialsOf({ choices: [1, 0], features: { bias: [1, 1] } });
    expect(logLikelihood(coin, trials, { on: () => true }).bitsPerTrial).toBeNull();
    expect(logLikelihood(coin, trials, { on: () => false }).bitsPerTrial).toBeNull();
    expect(logLikelihood(coin, trials, { on: (t) => t === 1 }).bitsPerTrial).toBeNull();
  });
});
