import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/errors.ts';
import type { Fit } from '../../../src/models/fit.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { predict } from '../../../src/models/inference/predict.ts';
import { bernoulli, type Observation, poisson } from '../../../src/models/observations/observationSpecs.ts';
import { glm, staticGlmHmm } from '../../../src/models/presets.ts';
import { simulate } from '../../../src/models/simulation/simulate.ts';
import { hideTrials, type Trials } from '../../../src/models/trials.ts';
import { featureValues } from '../../support/featureValues.ts';
import { modelsAndTrials, trialsOf } from '../../support/models.ts';

/** One feature that repeats the choice of the trial before, one that repeats its reward. */
function historyTrials(numTrials: number, sessionStarts: readonly number[]): Trials {
  const choices = Array.from({ length: numTrials }, (_, t) => (t % 7 === 3 ? -1 : (t >> 1) % 2));
  const correct = Array.from({ length: numTrials }, (_, t) => t % 2);
  const none = new Array<number>(numTrials).fill(99);
  return {
    ...trialsOf({
      choices,
      correct,
      sessionStarts,
      features: { previousChoice: none, reward: none, bias: none.fill(1) },
    }),
    recipes: [
      { kind: 'lag', column: 'choice', of: 'choice', by: 1 },
      { kind: 'lag', column: 'rewarded', of: 'outcome', by: 2 },
      { kind: 'bias' },
    ],
    outcomes: [
      {
        name: 'rewarded',
        values: Float64Array.from(choices, (choice, t) => (choice < 0 ? Number.NaN : choice === correct[t] ? 3 : -1)),
      },
    ],
  };
}

const history: Fit = fitFrom(
  staticGlmHmm({ numStates: 2 }),
  {
    weights: [
      [1, 0.5, 0],
      [-1, 0, 0.3],
    ],
    transitionMatrix: [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
  },
  { featureNames: ['previousChoice', 'reward', 'bias'] },
);

describe('simulate', () => {
  it('gives the same trials for the same seed and others for another', () => {
    const like = historyTrials(200, [0, 200]);
    expect(simulate(history, { like, seed: 3 })).toEqual(simulate(history, { like, seed: 3 }));
    expect(simulate(history, { like, seed: 3 }).trials.choices).not.toEqual(
      simulate(history, { like, seed: 4 }).trials.choices,
    );
  });

  it('makes features that depend on earlier choices and outcomes again, never across a session start', () => {
    const starts = [0, 30, 31, 60];
    const { trials } = simulate(history, { like: historyTrials(60, starts), seed: 1 });
    const [reward] = trials.outcomes;
    for (let s = 0; s < 3; s++)
      for (let t = starts[s]; t < starts[s + 1]; t++) {
        const before = t - 1 >= starts[s] ? trials.choices[t - 1] : -1;
        const earlier = t - 2 >= starts[s] ? reward.values[t - 2] : Number.NaN;
        expect(trials.features.data[t * 3]).toBe(before < 0 ? 0 : 2 * before - 1);
        expect(trials.features.data[t * 3 + 1]).toBe(Number.isNaN(earlier) ? 0 : earlier);
        expect(trials.features.data[t * 3 + 2]).toBe(1);
        if (trials.choices[t] >= 0) expect(reward.values[t]).toBe(trials.choices[t] === trials.correct?.[t] ? 3 : -1);
      }
  });

  it('makes the lag of a class again, and keeps the names of classes', () => {
    const like: Trials = {
      ...trialsOf({
        choices: [0, 1, -1, 0, 1, 0, 1, 1],
        features: { left: new Array<number>(8).fill(99), right: new Array<number>(8).fill(99) },
        sessionStarts: [0, 4, 8],
        classNames: ['L', 'R'],
      }),
      recipes: [
        { kind: 'lag', column: 'choice', of: 'choice', by: 1, chosenClass: 0 },
        { kind: 'lag', column: 'choice', of: 'choice', by: 1, chosenClass: 1 },
      ],
    };
    const fit = fitFrom(glm(), { weights: [[1, -1]] }, like);
    const { trials } = simulate(fit, { like, seed: 5 });
    const repeated = (chosen: number) =>
      [0, 1, 2, 3, 4, 5, 6, 7].map((t) => Number(t % 4 > 0 && trials.choices[t - 1] === chosen));
    expect(trials.choices).toContain(0);
    expect(trials.choices).toContain(1);
    expect(featureValues(trials, 'left')).toEqual(repeated(0));
    expect(featureValues(trials, 'right')).toEqual(repeated(1));
    expect(trials.classNames).toEqual(['L', 'R']);
  });

  it('names classes by their numbers where the design names none, and none for responses', () => {
    const design = trialsOf({ choices: [-1, -1], features: { bias: [1, 1] }, classNames: [] });
    const of = (observation: Observation) =>
      simulate(fitFrom(glm({ observation }), { weights: [[0]] }, design), { like: design }).trials.classNames;
    expect(of(bernoulli())).toEqual(['0', '1']);
    expect(of(poisson())).toEqual([]);
  });

  it('keeps missing choices missing and hidden ones hidden', () => {
    const like = hideTrials(historyTrials(40, [0, 40]), (t) => t < 5);
    const { trials } = simulate(history, { like });
    expect(trials.observed).toEqual(like.observed);
    expect(Array.from(trials.choices, (choice) => choice < 0)).toEqual(
      Array.from(like.choices, (choice) => choice < 0),
    );
  });

  it('makes every choice of a design without choices', () => {
    const design = trialsOf({ choices: [-1, -1, -1], features: { bias: [1, 1, 1] } });
    const { trials } = simulate(fitFrom(glm(), { weights: [[50]] }, { featureNames: ['bias'] }), { like: design });
    expect(Array.from(trials.choices)).toEqual([1, 1, 1]);
    expect(Array.from(trials.observed)).toEqual([1, 1, 1]);
  });

  it('draws states, transitions and choices as often as the model says', () => {
    const numTrials = 100_000;
    const like = trialsOf({ choices: new Array(numTrials).fill(-1), features: { bias: new Array(numTrials).fill(1) } });
    const fit = fitFrom(
      staticGlmHmm({ numStates: 2 }),
      {
        weights: [[-1], [2]],
        transitionMatrix: [
          [0.9, 0.1],
          [0.3, 0.7],
        ],
        initialProbs: [0, 1],
      },
      { featureNames: ['bias'] },
    );
    const { trials, states } = simulate(fit, { like, seed: 2 });
    const share = (of: (t: number) => boolean, given: (t: number) => boolean) => {
      const chosen = Array.from({ length: numTrials - 1 }, (_, t) => t).filter(given);
      return chosen.filter(of).length / chosen.length;
    };
    expect(states[0]).toBe(1);
    expect(
      share(
        (t) => states[t + 1] === 1,
        (t) => states[t] === 0,
      ),
    ).toBeCloseTo(0.1, 2);
    expect(
      share(
        (t) => states[t + 1] === 0,
        (t) => states[t] === 1,
      ),
    ).toBeCloseTo(0.3, 1);
    expect(
      share(
        (t) => trials.choices[t] === 1,
        (t) => states[t] === 0,
      ),
    ).toBeCloseTo(1 / (1 + Math.E), 2);
    expect(
      share(
        (t) => trials.choices[t] === 1,
        (t) => states[t] === 1,
      ),
    ).toBeCloseTo(1 / (1 + Math.exp(-2)), 2);
  });

  it('works on every kind of model and leaves what it was given as it was', () => {
    fc.assert(
      fc.property(modelsAndTrials(), fc.nat(), ({ fit, trials }, seed) => {
        const before = structuredClone(trials);
        const simulated = simulate(fit, { like: trials, seed });
        expect(trials).toEqual(before);
        expect(simulated.trials.features).toEqual(trials.features);
        expect(Array.from(simulated.states).every((k) => k >= 0 && k < fit.spec.numStates)).toBe(true);
      }),
    );
  });

  it("takes the outcome from the user's function, with chance from the same seed", () => {
    const like = { ...historyTrials(300, [0, 300]), correct: null };
    const outcome = ({ choice, random }: { choice: number; random: { uniform(): number } }) =>
      Number(random.uniform() < (choice === 1 ? 0.8 : 0.2));
    const { trials } = simulate(history, { like, seed: 5, outcome });
    expect(trials).toEqual(simulate(history, { like, seed: 5, outcome }).trials);
    const rewards = Array.from(trials.outcomes[0].values).filter((_, t) => trials.choices[t] === 1);
    expect(rewards.reduce((a, b) => a + b) / rewards.length).toBeCloseTo(0.8, 1);
  });

  it('keeps features as recorded with openLoop, and leaves an outcome that nobody knows empty', () => {
    const like = { ...historyTrials(20, [0, 20]), correct: null };
    const { trials } = simulate(history, { like, openLoop: true });
    expect(trials.features).toEqual(like.features);
    expect(trials.outcomes[0].values.every(Number.isNaN)).toBe(true);
  });

  const like = historyTrials(20, [0, 20]);
  const [{ values }] = like.outcomes;
  it.each<[string, Trials, string]>([
    ['no correct side is known', { ...like, correct: null }, 'do not say which side was correct'],
    [
      'a choice has no correct side',
      { ...like, correct: new Int32Array(20).fill(-1) },
      'trial 0 (counted from 0) has no correct side',
    ],
    [
      'it takes more than two values',
      { ...like, outcomes: [{ name: 'rewarded', values: values.map((v, t) => (t === 0 ? 7 : v)) }] },
      '3 different recorded values',
    ],
    [
      'the correct side does not decide it',
      { ...like, correct: like.correct!.map((c, t) => (t === 6 ? 1 - c : c)) },
      'see trial 6',
    ],
  ])('refuses a feature that depends on an outcome when %s', (_, wrong, message) => {
    expect(() => simulate(history, { like: wrong })).toThrow(DataError);
    expect(() => simulate(history, { like: wrong })).toThrow(message);
    expect(() => simulate(history, { like: wrong })).toThrow('openLoop: true');
  });

  it('refuses a feature that reads the outcome of its own trial', () => {
    const leaking: Trials = { ...like, recipes: [{ kind: 'column', column: 'rewarded' }, ...like.recipes.slice(1)] };
    expect(() => simulate(history, { like: leaking })).toThrow('reads outcome "rewarded" of its own trial');
  });

  it('refuses an outcome that is not a number', () => {
    expect(() => simulate(history, { like, outcome: () => Number.NaN })).toThrow('Your function gave NaN');
  });

  it('gives the rate of the state that was drawn, also where no choice was made', () => {
    fc.assert(
      fc.property(modelsAndTrials(), fc.nat(1000), ({ fit, trials: like }, seed) => {
        const { trials, states, rates } = simulate(fit, { like, seed });
        const { perState } = predict(fit, trials);
        expect(Array.from(rates.data)).toEqual(Array.from(states, (k, t) => perState.data[t * fit.spec.numStates + k]));
      }),
    );
  });

  it('writes the same states as rows of zeros with a one on request', () => {
    const like = historyTrials(30, [0, 30]);
    const { states, ...rest } = simulate(history, { like, seed: 2 });
    const oneHot = simulate(history, { like, seed: 2, states: 'oneHot' });
    expect(oneHot.states.axes).toEqual(['trial', 'state']);
    expect(Array.from(oneHot.states.data)).toEqual(Array.from(states).flatMap((k) => [1 - k, k]));
    expect({ ...oneHot, states: null }).toEqual({ ...rest, states: null });
  });
});
