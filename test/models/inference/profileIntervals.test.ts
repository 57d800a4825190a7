import { describe, expect, it } from 'vitest';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { profileIntervals } from '../../../src/models/inference/profileIntervals.ts';
import { ridge } from '../../../src/models/penalties.ts';
import { staticGlmHmm } from '../../../src/models/presets.ts';
import { simulate } from '../../../src/models/simulation/simulate.ts';
import { glmHmm } from '../../../src/models/specs.ts';
import { at } from '../../../src/numerics/ndarray.ts';
import { fitTrials } from '../../../src/workflows/fitTrials.ts';
import { randomTrials } from '../../support/randomTrials.ts';

describe('profileIntervals', () => {
  it('of states that show in every choice is that of sessions of which all begin in one', async () => {
    const sessions = new Array<number>(12).fill(40);
    const spec = staticGlmHmm({ numStates: 2 });
    const truth = fitFrom(
      spec,
      {
        weights: [
          [4, 0],
          [-4, 0],
        ],
        transitionMatrix: [
          [0.9, 0.1],
          [0.1, 0.9],
        ],
        initialProbs: [1, 0],
      },
      { featureNames: ['bias', 'x0'] },
    );
    const { trials } = simulate(truth, { like: randomTrials(1, { lengths: sessions }), seed: 4 });
    const fit = await fitTrials(trials, spec, { startFrom: truth });
    const intervals = profileIntervals(fit, trials).filter(({ parameter }) => parameter === 'initialProbs');
    expect(intervals.map(({ index }) => index)).toEqual([[0], [1]]);
    const [one, zero] = intervals;
    expect([one.upper, zero.lower]).toEqual([1, 0]);
    expect(one.lower).toBeCloseTo(1 - zero.upper, 2);
    // n sessions of n: (1 - p)^n falls by 1.92 nats at p = 1 - exp(-1.92 / n); a first choice tells the state almost surely
    expect(zero.upper).toBeCloseTo(1 - Math.exp(-1.92 / sessions.length), 1);
  });

  it('are those of the transitions at 0 or 1 only, and there are none for one state or inside the bounds', async () => {
    const trials = randomTrials(3, { lengths: [80, 80] });
    const fit = await fitTrials(trials, staticGlmHmm({ numStates: 3, penalty: ridge(1) }), { restarts: 3 });
    for (const { parameter, index, lower, upper } of profileIntervals(fit, trials)) {
      const value = at(fit.params[parameter], ...index);
      expect(Math.min(value, 1 - value)).toBeLessThan(1e-6);
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
      expect(upper - lower).toBeGreaterThan(0.001);
    }
    const one = await fitTrials(trials, glmHmm({ numStates: 1 }));
    expect(profileIntervals(one, trials)).toEqual([]);
  });
});
