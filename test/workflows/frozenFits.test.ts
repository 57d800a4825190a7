import { describe, expect, it } from 'vitest';
import { bias, column } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import type { FrozenWeights } from '../../src/models/frozenWeights.ts';
import { profileIntervals } from '../../src/models/inference/profileIntervals.ts';
import { gamma, poisson } from '../../src/models/observations/observationSpecs.ts';
import { ridge } from '../../src/models/penalties.ts';
import { glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import type { Start } from '../../src/models/starts/start.ts';
import { glmPlusNoise, kMeansWeights, randomWeights } from '../../src/models/starts/weightStarts.ts';
import { alignStates } from '../../src/models/states/alignStates.ts';
import { permuteStates } from '../../src/models/states/permuteStates.ts';
import { fitSteps } from '../../src/workflows/fitSteps.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { startingValues } from '../../src/workflows/startingValues.ts';
import { familyTrials } from '../support/familyTrials.ts';
import { randomTrials, startedAt } from '../support/randomTrials.ts';

const trials = randomTrials(2, { lengths: [120, 90], numFeatures: 2 });
const frozen = [{ x0: 1.5, x1: 0 }, { bias: -0.25 }];

describe('a start', () => {
  const starts: Readonly<Record<string, Start>> = {
    'around the GLM': { weights: glmPlusNoise() },
    'at random': { weights: randomWeights() },
    'of clusters': { weights: kMeansWeights() },
    'of the user': {
      weights: () => [
        [1, 2, 3],
        [4, 5, 6],
      ],
    },
  };
  it.each(Object.entries(starts))('%s has frozen weights at their values', (_, start) => {
    for (const spec of [staticGlmHmm({ numStates: 2, frozen }), partialGlmHmm({ numStates: 2, sigma: 0.1, frozen })]) {
      const { data } = startingValues(trials, spec, { start, index: 1 }).params.weights;
      for (let first = 0; first < data.length; first += 6) {
        expect([data[first + 1], data[first + 2], data[first + 3]]).toEqual([1.5, 0, -0.25]);
        for (const free of [0, 4, 5]) expect([1.5, 0, -0.25]).not.toContain(data[first + free]);
      }
    }
  });

  it('draws the free weights as if none were frozen elsewhere', () => {
    const plain = startingValues(trials, staticGlmHmm({ numStates: 2 })).params.weights.data;
    const half = startingValues(trials, staticGlmHmm({ numStates: 2, frozen: [{ x1: 9 }, {}] })).params.weights.data;
    expect(Array.from(half.subarray(3))).toEqual(Array.from(plain.subarray(3)));
    expect(half[2]).toBe(9);
  });

  it('makes every trial possible with what each state freezes', () => {
    const positive = familyTrials(gamma(), 0.4, 3, { lengths: [150, 150] });
    const spec = staticGlmHmm({
      numStates: 2,
      observation: gamma({ link: 'inverse' }),
      frozen: [{ x0: 0.1 }, { x0: -0.05 }],
    });
    for (let index = 0; index < 5; index++) {
      const [first] = fitSteps(positive, spec, { seed: index });
      expect(Number.isFinite(first.logPosterior)).toBe(true);
    }
  });

  it('from a fit with other values takes the frozen ones', async () => {
    const spec = staticGlmHmm({ numStates: 2, frozen, penalty: ridge(1) });
    const startFrom = startedAt(staticGlmHmm({ numStates: 2 }), 3, 3);
    const { weights } = (await fitTrials(trials, spec, { startFrom })).params;
    expect([weights.data[1], weights.data[2], weights.data[3]]).toEqual([1.5, 0, -0.25]);
    expect(weights.data[0]).not.toBe(startFrom.params.weights.data[0]);
  });
});

describe('a fit with frozen weights', () => {
  it('has them exactly, in every session and output', async () => {
    const spikes = simulate(
      fitFrom(
        staticGlmHmm({ numStates: 2, observation: poisson() }),
        {
          weights: [
            [
              [0, 1, 0],
              [1, 0, 0],
            ],
            [
              [1, 0, 0],
              [0, -1, 0],
            ],
          ],
          transitionMatrix: [
            [0.9, 0.1],
            [0.1, 0.9],
          ],
        },
        trials,
      ),
      { like: { ...trials, responseNames: ['a', 'b'] }, seed: 1 },
    ).trials;
    const spec = partialGlmHmm({ numStates: 2, observation: poisson(), sigma: 0.1, frozen, penalty: ridge(1) });
    const { params } = await fitTrials(spikes, spec, { restarts: 2 });
    expect(params.weights.axes).toEqual(['session', 'state', 'output', 'feature']);
    for (let row = 0; row < params.weights.data.length; row += 3) {
      const [w0, w1, w2] = params.weights.data.subarray(row, row + 3);
      if (Math.floor(row / 6) % 2 === 0) expect([w1, w2]).toEqual([1.5, 0]);
      else expect(w0).toBe(-0.25);
    }
  });

  it('is aligned with its frozen weights', async () => {
    const fit = await fitTrials(trials, staticGlmHmm({ numStates: 2, frozen, penalty: ridge(1) }), { restarts: 3 });
    const [aligned] = alignStates([permuteStates(fit, [1, 0])], { on: trials, to: fit });
    expect(aligned.order).toEqual([1, 0]);
    expect(aligned.fit).toEqual(fit);
  });

  it('has intervals of probabilities at their bounds, frozen weights held', async () => {
    const fit = await fitTrials(trials, staticGlmHmm({ numStates: 2, frozen, penalty: ridge(1) }), { restarts: 3 });
    const intervals = profileIntervals(fit, trials);
    expect(intervals.length).toBeGreaterThan(0);
    for (const { lower, upper } of intervals) {
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper - lower).toBeGreaterThan(0);
      expect(upper).toBeLessThanOrEqual(1);
    }
  });

  it('says nothing of weights that are frozen, and what it must of the others', async () => {
    const separable = readTrials(
      { x: [-2, -1, -0.5, 0.5, 1, 2, 1.5, -1.5], choice: [0, 0, 0, 1, 1, 1, 1, 0] },
      { choice: 'choice', features: { bias: bias(), x: column() } },
    );
    const said = async (frozen: FrozenWeights): Promise<string[]> =>
      (await fitTrials(separable, glm({ frozen }))).diagnostics.map(({ code, message }) => `${code} ${message}`);
    expect(await said({})).toEqual([expect.stringContaining('"x"')]);
    expect(await said({ x: 3 })).toEqual([]);
    expect(await said({ x: 3, bias: 0 })).toEqual([]);
    expect(await said({ bias: 0 })).toEqual([
      expect.stringMatching(/^weightsRunToInfinity The weight of "x" in state 1/),
    ]);
  });

  it('may have features that depend on each other, where each state freezes one of them', async () => {
    const copied = readTrials(
      Array.from({ length: trials.numTrials }, (_, t) => ({
        choice: trials.choices[t],
        x: trials.features.data[3 * t + 1],
        copy: 2 * trials.features.data[3 * t + 1],
        nothing: 0,
      })),
      { choice: 'choice', features: { bias: bias(), x: column(), copy: column(), nothing: column() } },
    );
    const fit = await fitTrials(
      copied,
      staticGlmHmm({
        numStates: 2,
        frozen: [
          { x: 0.5, nothing: 1 },
          { copy: 0.25, nothing: 0 },
        ],
      }),
    );
    expect(fit.converged).toBe(true);
    expect(fit.diagnostics.map(({ code }) => code)).toEqual(['fewSessions']);
  });
});
