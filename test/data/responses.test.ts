import { describe, expect, test } from 'vitest';
import { bias, column, lag, standardized } from '../../src/data/features.ts';
import { type ReadTrialsOptions, readTrials } from '../../src/data/readTrials.ts';
import { hideTrials, numObserved, type Trials } from '../../src/models/trials.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { featureValues } from '../support/featureValues.ts';

const spikes = {
  day: ['mon', 'mon', 'mon', 'tue', 'tue'],
  neuron1: [3, 0, null, 2, 5],
  neuron2: [1, Number.NaN, 4, 0, 2],
  speed: [0.5, 1, -1, 0, 2],
};

function read(y: ReadTrialsOptions['y'], more: Partial<ReadTrialsOptions> = {}): Trials {
  return readTrials(spikes, { session: 'day', y: y as string, features: { bias: bias(), speed: column() }, ...more });
}

describe('responses', () => {
  test('are the numbers of one column, unobserved where it is empty', () => {
    const trials = read('neuron1');
    expect(trials.responses).toEqual({
      axes: ['trial', 'output'],
      shape: [5, 1],
      data: Float64Array.of(3, 0, Number.NaN, 2, 5),
    });
    expect(trials.responseNames).toEqual(['neuron1']);
    expect(trials.observed).toEqual(Uint8Array.of(1, 1, 0, 1, 1));
    expect(trials.choices).toEqual(new Int32Array(5).fill(-1));
  });

  test('of several columns are unobserved together when one of them is empty, and keep the others', () => {
    const trials = read(['neuron1', 'neuron2']);
    expect(trials.responses?.shape).toEqual([5, 2]);
    expect(trials.responses?.data).toEqual(Float64Array.of(3, 1, 0, Number.NaN, Number.NaN, 4, 2, 0, 5, 2));
    expect(trials.observed).toEqual(Uint8Array.of(1, 0, 0, 1, 1));
  });

  test('may be any finite numbers, for the family to judge', () => {
    const trials = readTrials({ y: [-1.5, 1e9, true] }, { y: 'y', features: { bias: bias() } });
    expect(trials.responses?.data).toEqual(Float64Array.of(-1.5, 1e9, 1));
  });

  test('are hidden like choices, and plain data like them', () => {
    const trials = hideTrials(read('neuron1'), (_, session) => session === 1);
    expect(numObserved(trials)).toBe(2);
    expect(structuredClone(trials)).toEqual(trials);
  });

  test('of earlier trials are features as they stand, 0 where there is none', () => {
    const trials = read('neuron1', { features: { before: lag('neuron1'), other: lag('neuron2') } });
    expect(featureValues(trials, 'before')).toEqual([0, 3, 0, 0, 2]);
    expect(trials.recipes).toEqual([
      { kind: 'lag', column: 'neuron1', of: 'response', by: 1 },
      { kind: 'lag', column: 'neuron2', of: 'feature', by: 1 },
    ]);
  });

  test('of the same trial are no features unless asked for', () => {
    for (const feature of [column('neuron2'), standardized('neuron2')])
      expect(dataErrorOf(() => read(['neuron1', 'neuron2'], { features: { feature } })).message).toContain(
        'reads a response of its own trial (column "neuron2")',
      );
    const features = { speed: column('neuron1', { allowSameTrial: true }) };
    expect(featureValues(read('neuron1', { features, missing: 'unobserved' }), 'speed')).toEqual([3, 0, 0, 2, 5]);
  });
});
