import { describe, expect, it } from 'vitest';
import { auditory } from '../../../src/data/designs/auditory.ts';
import { iblContrast } from '../../../src/data/designs/iblContrast.ts';
import { threeChoiceDelay } from '../../../src/data/designs/threeChoiceDelay.ts';
import { twoAlternative } from '../../../src/data/designs/twoAlternative.ts';
import { readTrials } from '../../../src/data/readTrials.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { glm } from '../../../src/models/presets.ts';
import { simulate } from '../../../src/models/simulation/simulate.ts';
import type { Trials } from '../../../src/models/trials.ts';
import { featureValues } from '../../support/featureValues.ts';

const close = (values: readonly number[]) => values.map((x) => expect.closeTo(x, 12));
const exponential = (t: number, tau: number): number => {
  const norm = Array.from({ length: 10 }, (_, l) => Math.exp(-(l + 1) / tau)).reduce((sum, x) => sum + x, 0);
  return Math.exp(-t / tau) / norm;
};

describe('iblContrast', () => {
  const table = {
    subject: ['A', 'A', 'A', 'A', 'A'],
    session: ['x', 'x', 'x', 'y', 'y'],
    choice: [1, -1, 0, -1, 1],
    contrastLeft: [1, null, 0.25, null, 0],
    contrastRight: [null, 0.5, null, 0, null],
    feedbackType: [1, 1, -1, 1, 1],
  };

  it('makes bias, stimulus, previous choice and win-stay-lose-switch', () => {
    const trials = readTrials(table, iblContrast(table));
    expect(trials.featureNames).toEqual(['bias', 'stimulus', 'previousChoice', 'wsls']);
    expect(Array.from(trials.choices)).toEqual([0, 1, -1, 1, 0]);
    expect(trials.sessionNames).toEqual(['x', 'y']);
    expect(trials.subject).toBe('A');
    const seen = [-1, 0.5, -0.25, 0, 0].map((c) => Math.tanh(5 * c) / Math.tanh(5));
    const mean = seen.reduce((sum, x) => sum + x, 0) / 5;
    const deviation = Math.sqrt(seen.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 5);
    expect(featureValues(trials, 'stimulus')).toEqual(close(seen.map((x) => x / deviation)));
    expect(featureValues(trials, 'previousChoice')).toEqual([0, -1, 1, 0, 1]);
    expect(featureValues(trials, 'wsls')).toEqual([0, -1, 1, 0, 1]);
    expect(Array.from(trials.correct ?? [])).toEqual([0, 1, 0, 1, 0]);
  });

  it('is simulated in closed loop without more being said', () => {
    const like = readTrials(table, iblContrast(table));
    const { trials } = simulate(fitFrom(glm(), { weights: [[0, 0, 0, 0]] }, like), { like, seed: 2 });
    const [{ name, values }] = trials.outcomes;
    expect(name).toBe('feedbackType');
    trials.choices.forEach((choice, t) => {
      if (choice >= 0) expect(values[t]).toBe(choice === trials.correct?.[t] ? 1 : -1);
    });
  });

  it('takes columns by other names, and several subjects when asked', () => {
    const { choice, ...others } = table;
    const renamed = { ...others, mouse: ['A', 'A', 'A', 'B', 'B'], response: choice };
    const design = iblContrast(renamed, { choice: 'response', subject: 'mouse' });
    const [, b] = readTrials(
      { ...renamed, contrastRight: [null, 0.5, null, 0.5, null] },
      { ...design, subject: 'mouse', subjects: 'each' },
    );
    expect(b).toMatchObject({ subject: 'B', numTrials: 2 });
  });
});

describe('twoAlternative', () => {
  const table = { choice: [1, 0, 0, 1], stimulus: [4, -2, 0, 2], rewarded: [1, 1, 0, 1] };

  it('makes a standardized stimulus and traces of choices', () => {
    const trials = readTrials(table, twoAlternative(table));
    expect(trials.featureNames).toEqual(['bias', 'stimulus', 'choiceTrace', 'correctTrace', 'errorTrace']);
    expect(featureValues(trials, 'stimulus')).toEqual(close([3, -3, -1, 1].map((x) => x / Math.sqrt(5))));
    const [c, r, e] = [1.58, 0.95, 2.22].map((tau) => (t: number) => exponential(t, tau));
    expect(featureValues(trials, 'choiceTrace')).toEqual(close([0, c(1), c(2) - c(1), c(3) - c(2) - c(1)]));
    expect(featureValues(trials, 'correctTrace')).toEqual(close([0, r(1), r(2) - r(1), r(3) - r(2)]));
    expect(featureValues(trials, 'errorTrace')).toEqual(close([0, 0, 0, -e(1)]));
    expect(Array.from(trials.correct ?? [])).toEqual([1, 0, -1, 1]);
    expect(trials.sessionNames).toHaveLength(1);
  });

  it('gives each strength a feature', () => {
    const trials = readTrials(table, twoAlternative(table, {}, { levels: true }));
    expect(trials.featureNames.slice(1, 3)).toEqual(['stimulus=2', 'stimulus=4']);
    expect(featureValues(trials, 'stimulus=2')).toEqual([0, -1, 0, 1]);
    expect(featureValues(trials, 'stimulus=4')).toEqual([1, 0, 0, 0]);
  });
});

describe('auditory', () => {
  it('makes three difficulties and averages', () => {
    const table = {
      choice: [1, 0, 1, 1, 0, 0],
      netEvidence: [0.1, -0.2, 0.5, -0.6, 0.9, 1],
      rewarded: [1, 1, 1, 0, 0, 0],
    };
    const trials = readTrials(table, auditory(table, { evidence: 'netEvidence' }, { halfLife: 1 }));
    expect(trials.featureNames.slice(1, 4)).toEqual([
      'netEvidence=[0, 0.5)',
      'netEvidence=[0.5, 0.9)',
      'netEvidence=[0.9, Infinity]',
    ]);
    const levels = trials.featureNames.slice(1, 4).map((name) => featureValues(trials, name));
    expect(levels).toEqual([
      [1, -1, 0, 0, 0, 0],
      [0, 0, 1, -1, 0, 0],
      [0, 0, 0, 0, 1, 1],
    ]);
    expect(featureValues(trials, 'recentChoices')).toEqual(close([0, 0.5, -0.25, 0.375, 0.6875, -0.15625]));
    expect(featureValues(trials, 'recentSuccess')).toEqual(close([0, 0.5, -0.25, 0.375, 0.1875, 0.09375]));
    expect(featureValues(trials, 'recentRewards')).toEqual(close([0, 0.5, 0.75, 0.875, 0.4375, 0.21875]));
  });
});

describe('threeChoiceDelay', () => {
  const table = {
    choice: ['L', 'C', 'R', 'C'],
    side: ['L', 'C', 'R', 'R'],
    duration: [1, 2, 3, 6],
    delay: [0, 1, 2, 4],
    rewarded: [1, 1, 1, 0],
  };
  const values = (trials: Trials) =>
    Object.fromEntries(trials.featureNames.map((name) => [name, featureValues(trials, name)]));

  it('makes sides, durations and delays of each, and averages', () => {
    const trials = readTrials(table, threeChoiceDelay(table, {}, { halfLife: 1 }));
    const sd = Math.sqrt((4 + 1 + 0 + 9) / 3);
    expect(values(trials)).toEqual({
      bias: [1, 1, 1, 1],
      'side=L': [1, 0, 0, 0],
      'side=R': [0, 0, 1, 1],
      'duration=L': close([-2 / sd, 0, 0, 0]),
      'duration=C': close([0, -1 / sd, 0, 0]),
      'duration=R': close([0, 0, 0, 3 / sd]),
      'delay=L': [0, 0, 0, 0],
      'delay=C': [0, 1, 0, 0],
      'delay=R': [0, 0, 2, 4],
      'recent=L': close([0, 0.5, 0.25, 0.125]),
      'recent=R': close([0, 0, 0, 0.5]),
      recentRewards: close([0, 0.5, 0.75, 0.875]),
    });
    expect(trials.classNames).toEqual(['L', 'C', 'R']);
    expect(Array.from(trials.correct ?? [])).toEqual([0, 1, 2, 2]);
    expect(trials.featureGroups).toMatchObject({
      delay: ['delay=L', 'delay=C', 'delay=R'],
      recent: ['recent=L', 'recent=R'],
    });
  });

  it('takes other labels', () => {
    const numbered = { ...table, choice: [0, 1, 2, 1], side: [0, 1, 2, 2] };
    const trials = readTrials(numbered, threeChoiceDelay(numbered, {}, { labels: [0, 1, 2] }));
    expect(trials.featureNames.slice(1, 4)).toEqual(['side=0', 'side=2', 'duration=0']);
    expect(trials.classNames).toEqual(['0', '1', '2']);
  });
});
