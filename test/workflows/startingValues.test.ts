import { describe, expect, it } from 'vitest';
import { DataError, SpecError } from '../../src/errors.ts';
import { posterior } from '../../src/models/inference/posterior.ts';
import { dynamicGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { kMeansProbs, sticky, uniform } from '../../src/models/starts/probabilityStarts.ts';
import type { Start } from '../../src/models/starts/start.ts';
import { kMeansWeights, randomWeights } from '../../src/models/starts/weightStarts.ts';
import { hideTrials } from '../../src/models/trials.ts';
import { hashTrials } from '../../src/models/trialsHash.ts';
import { toNested } from '../../src/numerics/ndarray.ts';
import { requestHash, requireStartAsData } from '../../src/workflows/fitControl.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { startingValues } from '../../src/workflows/startingValues.ts';
import { randomTrials } from '../support/randomTrials.ts';

const trials = randomTrials(41, { lengths: [60, 50], missing: 0.1 });
const two = staticGlmHmm({ numStates: 2 });
const kMeans: Start = { weights: kMeansWeights(), transitions: kMeansProbs(), initialProbs: kMeansProbs() };

describe('startingValues', () => {
  it.each<[string, Start | undefined]>([
    ['by default', undefined],
    ['by k-means', kMeans],
    [
      'by a function',
      {
        weights: ({ random }) => [
          [random.normal(), 1],
          [0, -1],
        ],
      },
    ],
  ])('shows what a fit starts from %s', async (_, start) => {
    const control = { ...(start && { start }), seed: 3 };
    const fit = await fitTrials(trials, two, { ...control, restarts: 1 });
    const from = await fitTrials(trials, two, { startFrom: startingValues(trials, two, control) });
    expect(from.trace).toEqual(fit.trace);
    expect(from.params).toEqual(fit.params);
  });

  it('shows each start of a fit by its index', () => {
    const start: Start = { weights: randomWeights() };
    const weights = (index: number) => startingValues(trials, two, { start, index }).params.weights.data;
    expect(startingValues(trials, two, { start }).params.weights.data).toEqual(weights(0));
    expect(weights(1)).not.toEqual(weights(0));
  });

  it('gives every session the same where the model has it for each', () => {
    const spec = dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 2 });
    const fit = startingValues(trials, spec);
    const [first, second] = toNested(fit.params.weights);
    expect(fit.params.weights.shape).toEqual([2, 2, 2]);
    expect(first).toEqual(second);
    expect(fit.params.transitionMatrix.shape).toEqual([2, 2, 2]);
    expect(posterior(fit, trials).smoothed.shape).toEqual([110, 2]);
  });

  it('refuses what a fit would refuse', () => {
    const nothing = hideTrials(trials, () => true);
    expect(() => startingValues(nothing, two)).toThrow(DataError);
    expect(() => startingValues(trials, two, { index: -1 })).toThrow(SpecError);
  });
});

describe('a fit with a start', () => {
  it('gets through the stages of a model whose center comes from a fit', async () => {
    const spec = dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 2, initialProbs: 'uniform' });
    const fit = await fitTrials(trials, spec, { start: { weights: kMeansWeights() }, restarts: 1, maxIterations: 30 });
    expect(Number.isFinite(fit.logPosterior)).toBe(true);
  });

  it('is known by its start: defaults in any words are one request, other starts are others', async () => {
    const dataHash = await hashTrials(trials);
    const hash = (start?: Start): Promise<string> => requestHash(dataHash, two, start ? { start } : {});
    const byDefault = await hash();
    expect(await hash({})).toBe(byDefault);
    expect(await hash({ transitions: sticky({ stay: 0.95 }), initialProbs: uniform() })).toBe(byDefault);
    const others = await Promise.all([
      hash(kMeans),
      hash({ transitions: sticky({ stay: 0.9 }) }),
      hash({ weights: () => [] }),
    ]);
    expect(new Set([byDefault, ...others]).size).toBe(4);
  });

  it('cannot be kept in a file when a function makes the start', () => {
    expect(() => requireStartAsData({ start: { weights: () => [[0]] } })).toThrow(
      expect.objectContaining({ code: 'spec', option: 'start.weights' }),
    );
    expect(() => requireStartAsData({ start: kMeans })).not.toThrow();
  });

  it('does not draw from it in vain', async () => {
    const startFrom = startingValues(trials, two);
    await expect(fitTrials(trials, two, { startFrom, start: kMeans })).rejects.toThrow('Set restarts to 2 or more');
    const { restarts } = await fitTrials(trials, two, { startFrom, start: kMeans, restarts: 2, maxIterations: 5 });
    expect(restarts).toHaveLength(2);
  });
});
