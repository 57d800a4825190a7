import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { column, type FeatureBuilder, lag, standardized } from '../../src/data/features.ts';
import { type ReadTrialsOptions, readTrials } from '../../src/data/readTrials.ts';
import type { Trials } from '../../src/models/trials.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { featureValues } from '../support/featureValues.ts';

const columns = {
  day: ['mon', 'mon', 'mon', 'tue', 'tue'],
  choice: [1, null, 0, 1, 1],
  contrast: [-1, 0.5, 0, 0.25, 1],
  rewarded: [1, null, 0, 1, 0],
};

function read(features: Record<string, FeatureBuilder>, more: Partial<ReadTrialsOptions> = {}): Trials {
  return readTrials(columns, { session: 'day', choice: 'choice', features, ...more });
}

describe('features', () => {
  test('a lag of the choice is -1 or 1, and 0 at session starts and after a missing choice', () => {
    expect(featureValues(read({ previous: lag('choice') }), 'previous')).toEqual([0, 1, 0, 0, 1]);
    expect(featureValues(read({ earlier: lag('choice', { by: 2 }) }), 'earlier')).toEqual([0, 0, 1, 0, 0]);
  });

  test('a lag of another column is its value, and 0 where there is none', () => {
    const trials = read({ reward: lag('rewarded'), contrast: lag('contrast') }, { outcomes: ['rewarded'] });
    expect(featureValues(trials, 'reward')).toEqual([0, 1, 0, 0, 1]);
    expect(featureValues(trials, 'contrast')).toEqual([0, -1, 0.5, 0, 0.25]);
    expect(trials.recipes.map((recipe) => recipe.kind === 'lag' && recipe.of)).toEqual(['outcome', 'feature']);
  });

  test('a lag never crosses a session start', () => {
    const sessionLengths = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(sessionLengths, fc.integer({ min: 1, max: 4 }), (lengths, by) => {
        const session = lengths.flatMap((length, s) => new Array<number>(length).fill(s));
        const trials = readTrials(
          { session, x: session.map((s) => s + 1) },
          {
            session: 'session',
            features: { x: lag('x', { by }) },
          },
        );
        const inSession = lengths.flatMap((length) => Array.from({ length }, (_, t) => t));
        expect(featureValues(trials, 'x')).toEqual(session.map((s, t) => ((inSession[t] as number) >= by ? s + 1 : 0)));
      }),
    );
  });

  test('a standardized column has mean 0 and population standard deviation 1 over all sessions', () => {
    const trials = read({ contrast: standardized('contrast') });
    const z = featureValues(trials, 'contrast');
    expect(z.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 12);
    expect(z.reduce((sum, x) => sum + x * x, 0) / 5).toBeCloseTo(1, 12);
    expect(trials.recipes[0]).toEqual({
      kind: 'standardized',
      column: 'contrast',
      over: 'subject',
      deviation: 'population',
      means: Array(trials.sessionNames.length).fill(0.15),
      deviations: Array(trials.sessionNames.length).fill(expect.closeTo(Math.sqrt(0.44), 12)),
    });
  });

  test('a feature that tells the choice of its own trial is refused, unless asked for', () => {
    const outcomes = ['rewarded'];
    const leaks: [Record<string, FeatureBuilder>, string][] = [
      [{ choice: column() }, 'Feature "choice" reads the choice of its own trial (column "choice")'],
      [{ y: standardized('choice') }, 'Feature "y" reads the choice of its own trial'],
      [{ reward: column('rewarded') }, 'Feature "reward" reads an outcome of its own trial (column "rewarded")'],
    ];
    for (const [features, message] of leaks) {
      const error = dataErrorOf(() => read(features, { outcomes }));
      expect(error.message).toContain(message);
      expect(error.message).toContain('Use lag(');
    }
    const asked = readTrials({ y: [1, 0] }, { choice: 'y', features: { y: column('y', { allowSameTrial: true }) } });
    expect(featureValues(asked, 'y')).toEqual([1, 0]);
  });
});
