import { describe, expect, it } from 'vitest';
import type { FeatureBuilders } from '../../../src/data/featureSets.ts';
import { bias, column, lag } from '../../../src/data/features.ts';
import { readTrials } from '../../../src/data/readTrials.ts';
import { type Echo, echoesOf } from '../../../src/models/simulation/echoes.ts';
import { dataErrorOf } from '../../support/dataError.ts';

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
});
