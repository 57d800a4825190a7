import { describe, expect, it } from 'vitest';
import type { FeatureBuilders } from '../../../src/data/featureSets.ts';
import { bias, column, lag } from '../../../src/data/features.ts';
import { readTrials } from '../../../src/data/readTrials.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { poisson } from '../../../src/models/observations/observationSpecs.ts';
import { type Echo, echoesOf } from '../../../src/models/simulation/echoes.ts';
import { simulate } from '../../../src/models/simulation/simulate.ts';
import { glmHmm } from '../../../src/models/specs.ts';
import { dataErrorOf } from '../../support/dataError.ts';
import { featureValues } from '../../support/featureValues.ts';

const data = { neuron1: [1, 2], neuron2: [3, 4], reward: [1, 0], speed: [0, 1] };
const echoes = (features: FeatureBuilders): Echo[] =>
  echoesOf(readTrials(data, { y: ['neuron1', 'neuron2'], outcomes: ['reward'], features }));

describe('echoesOf', () => {
  it('lists the features that repeat earlier responses and outcomes', () => {
    const features = { bias: bias(), own: lag('neuron2'), paid: lag('reward', { by: 2 }), slow: lag('speed') };
    expect(echoes(features)).toEqual([
      { feature: 1, by: 1, of: 'response', output: 1 },
      { feature: 2, by: 2, of: 'outcome', name: 'reward' },
    ]);
  });

  it('refuses a feature that reads a response of its own trial', () => {
    const error = dataErrorOf(() => echoes({ own: column('neuron1', { allowSameTrial: true }) }));
    expect(error.place.column).toBe('neuron1');
    expect(error.message).toBe(
      'Feature "own" reads response "neuron1" of its own trial, which is not known before it is simulated. Leave it out, or keep all features as recorded with openLoop: true.',
    );
  });

  it('lets simulated responses come back in the features of later trials, never across a session start', () => {
    const like = readTrials(
      { day: ['a', 'a', 'a', 'b', 'b'], count: [9, 9, 9, 9, 9] },
      { session: 'day', y: 'count', features: { bias: bias(), previous: lag('count') } },
    );
    const fit = fitFrom(glmHmm({ numStates: 1, observation: poisson() }), { weights: [[1, 0.1]] }, like);
    const { trials } = simulate(fit, { like, seed: 2 });
    const counts = Array.from(trials.responses?.data ?? []);
    expect(counts).not.toEqual(Array.from(like.responses?.data ?? []));
    expect(featureValues(trials, 'previous')).toEqual([0, counts[0], counts[1], 0, counts[3]]);
  });
});
