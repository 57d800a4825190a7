import { describe, expect, it } from 'vitest';
import { logLikelihood } from '../../../src/models/inference/logLikelihood.ts';
import {
  bernoulli,
  gamma,
  gaussian,
  negativeBinomial,
  type Observation,
  poisson,
} from '../../../src/models/observations/observationSpecs.ts';
import { staticGlmHmm } from '../../../src/models/presets.ts';
import { kMeansProbs, sticky } from '../../../src/models/starts/probabilityStarts.ts';
import { constantScale, kMeansScale } from '../../../src/models/starts/scaleStarts.ts';
import type { Start } from '../../../src/models/starts/start.ts';
import { glmPlusNoise, kMeansWeights, randomWeights } from '../../../src/models/starts/weightStarts.ts';
import type { Trials } from '../../../src/models/trials.ts';
import { ndarray } from '../../../src/numerics/ndarray.ts';
import { startingValues } from '../../../src/workflows/startingValues.ts';
import { randomTrials } from '../../support/randomTrials.ts';

/** Responses of two states that the first feature moves up and down: around `level`, as whole numbers where counts are asked for. */
function responding(level: number, isCount: boolean, numOutputs = 1): Trials {
  const trials = randomTrials(8, { lengths: [80, 60], values: 'any' });
  const { numTrials, features, choices } = trials;
  const responses = Float64Array.from({ length: numTrials * numOutputs }, (_, i) => {
    const t = Math.floor(i / numOutputs);
    const y = level * (1 + 0.2 * Math.tanh(features.data[t * 2 + 1]) + 0.4 * choices[t] + 0.1 * ((t + i) % 3));
    return isCount ? Math.round(y) : y;
  });
  return {
    ...trials,
    responses: ndarray(['trial', 'output'], [numTrials, numOutputs], responses),
    responseNames: Array.from({ length: numOutputs }, (_, o) => `cell ${o + 1}`),
    choices: choices.map(() => -1),
  };
}

const families: Readonly<Record<string, readonly [Observation, Trials]>> = {
  'probit choices': [bernoulli({ link: 'probit' }), randomTrials(8)],
  'counts, log': [poisson(), responding(2, true)],
  'large counts, log': [poisson(), responding(2000, true)],
  'counts, softplus': [poisson({ link: 'softplus' }), responding(3, true)],
  'counts, identity': [poisson({ link: 'identity' }), responding(20, true)],
  'large numbers': [gaussian(), responding(1000, false)],
  'small numbers': [gaussian(), responding(0.001, false)],
  'durations, log': [gamma(), responding(0.5, false)],
  'durations, inverse': [gamma({ link: 'inverse' }), responding(0.5, false)],
  'dispersed counts': [negativeBinomial(), responding(4, true)],
  'three cells': [poisson(), responding(4, true, 3)],
  'three traces': [gaussian(), responding(50, false, 3)],
};

describe.each(Object.entries(families))('a start for %s', (_, [observation, trials]) => {
  const spec = staticGlmHmm({ numStates: 2, observation });
  const starts: Readonly<Record<string, Start>> = {
    'GLM plus noise': { weights: glmPlusNoise() },
    'random weights': { weights: randomWeights() },
    'k-means': { weights: kMeansWeights(), transitions: kMeansProbs() },
  };

  it.each(Object.entries(starts))('by %s has distinct states that can explain all trials', (_, start) => {
    for (let index = 0; index < 5; index++) {
      const fit = startingValues(trials, spec, { start, index });
      const { weights } = fit.params;
      const half = weights.data.length / 2;
      expect(weights.data.every(Number.isFinite)).toBe(true);
      expect(weights.data.subarray(0, half)).not.toEqual(weights.data.subarray(half));
      expect(Number.isFinite(logLikelihood(fit, trials).total)).toBe(true);
    }
  });
});

describe('the scale of a start', () => {
  const trials = responding(1000, false);
  const spec = staticGlmHmm({ numStates: 2, observation: gaussian() });
  const scaleOf = (start: Start): number[] =>
    Array.from(startingValues(trials, spec, { start }).params.scale?.data ?? []);

  it('is that of the GLM by default, the same in every state', () => {
    const [one, other] = scaleOf({});
    expect(one).toBe(other);
    expect(one).toBeGreaterThan(1000);
  });

  it('is the given one, that of each cluster, or what a function returns', () => {
    expect(scaleOf({ scale: constantScale(4) })).toEqual([4, 4]);
    expect(new Set(scaleOf({ scale: kMeansScale() })).size).toBe(2);
    expect(scaleOf({ scale: () => [1, 2] })).toEqual([1, 2]);
    expect(() => scaleOf({ scale: () => [1, 0] })).toThrow('start.scale must be above 0, but its function returned 0.');
  });

  it('is refused where observations have none', () => {
    const choices = staticGlmHmm({ numStates: 2 });
    expect(() =>
      startingValues(randomTrials(8), choices, { start: { scale: constantScale(), transitions: sticky() } }),
    ).toThrow('bernoulli() observations have no scale');
  });
});
