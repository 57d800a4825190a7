import { describe, expect, it } from 'vitest';
import type { FeatureBuilders } from '../../src/data/featureSets.ts';
import { bias, column, lag, product } from '../../src/data/features.ts';
import { oneHot, sessionIndicators } from '../../src/data/indicators.ts';
import { type ReadTrialsOptions, readTrials } from '../../src/data/readTrials.ts';
import type { Trials } from '../../src/models/trials.ts';
import { featureValues } from '../support/featureValues.ts';

const table = {
  mouse: ['A', 'A', 'A', 'B', 'B', 'B'],
  day: ['mon', 'mon', 'tue', 'mon', 'mon', 'wed'],
  choice: [1, 0, 1, 1, 0, 1],
  side: ['L', 'R', 'C', 'L', null, 'R'],
  level: [-4, -2, 0, 2, 4, -4],
  contrast: [0, 0.1, 0.25, 0.5, 0.999, 1],
};
function read(features: FeatureBuilders, more: Partial<ReadTrialsOptions> = {}): Trials {
  return readTrials(table, { choice: 'choice', missing: 'unobserved', ...more, features });
}
const values = (trials: Trials): Record<string, number[]> =>
  Object.fromEntries(trials.featureNames.map((name) => [name, featureValues(trials, name)]));

describe('oneHot', () => {
  it('is 1 in the trials of a value; an empty cell leaves its trial unobserved', () => {
    const trials = read(oneHot('side', { values: ['L', 'C', 'R'] }));
    expect(values(trials)).toEqual({
      'side=L': [1, 0, 0, 1, 0, 0],
      'side=C': [0, 0, 1, 0, 0, 0],
      'side=R': [0, 1, 0, 0, 0, 1],
    });
    expect(Array.from(trials.observed)).toEqual([1, 1, 1, 1, 0, 1]);
    expect(trials.featureGroups).toEqual({ sideLevels: ['side=L', 'side=C', 'side=R'] });
    expect(trials.recipes[1]).toEqual({
      kind: 'indicator',
      column: 'side',
      levels: { kind: 'values', values: ['L', 'C', 'R'] },
      level: 1,
      signed: false,
    });
  });

  it('leaves the reference out', () => {
    expect(read(oneHot('side', { values: ['L', 'C', 'R'], reference: 'C' })).featureNames).toEqual([
      'side=L',
      'side=R',
    ]);
    const bins = oneHot('contrast', { bins: [0, 0.25, 1], reference: 0 });
    expect(values(read(bins))).toEqual({ 'contrast=[0.25, 1]': [0, 0, 1, 1, 1, 1] });
  });

  it('takes bins with their lower edge, the last with both', () => {
    expect(values(read(oneHot('contrast', { bins: [-Infinity, 0.1, 0.5, 1] })))).toEqual({
      'contrast=[-Infinity, 0.1)': [1, 0, 0, 0, 0, 0],
      'contrast=[0.1, 0.5)': [0, 1, 1, 0, 0, 0],
      'contrast=[0.5, 1]': [0, 0, 0, 1, 1, 1],
    });
  });

  it('signed, is -1 below 0', () => {
    expect(values(read(oneHot('level', { values: [0, 2, 4], signed: true })))).toEqual({
      'level=0': [0, 0, 1, 0, 0, 0],
      'level=2': [0, -1, 0, 1, 0, 0],
      'level=4': [-1, 0, 0, 0, 1, -1],
    });
    const bins = values(read(oneHot('level', { bins: [0, 3, 5], signed: true })));
    expect(bins['level=[0, 3)']).toEqual([0, -1, 0, 1, 0, 0]);
    expect(bins['level=[3, 5]']).toEqual([-1, 0, 0, 0, 1, -1]);
  });
});

describe('sessionIndicators', () => {
  it('is 1 in the trials of a session, the first left out', () => {
    const starts = { sessionStarts: [0, 2, 5] };
    const trials = read({ bias: bias(), ...sessionIndicators(), contrast: column() }, starts);
    expect(trials.featureNames).toEqual(['bias', 'session=1', 'session=2', 'contrast']);
    expect(featureValues(trials, 'session=1')).toEqual([0, 0, 1, 1, 1, 0]);
    expect(featureValues(trials, 'session=2')).toEqual([0, 0, 0, 0, 0, 1]);
    expect(trials.featureGroups).toEqual({ session: ['session=1', 'session=2'] });
    expect(trials.recipes[1]).toEqual({ kind: 'session', session: '1' });
    expect(read(sessionIndicators({ reference: 'none' }), starts).featureNames).toEqual([
      'session=0',
      'session=1',
      'session=2',
    ]);
  });

  it('tells sessions of different subjects apart, and is multiplied by name', () => {
    const pooled = { subject: 'mouse', subjects: 'pooled', session: 'day' } as const;
    const features = { ...sessionIndicators(), x: product('session=B · mon', lag('choice')) };
    const trials = read(features, pooled);
    expect(trials.featureNames).toEqual(['session=A · tue', 'session=B · mon', 'session=B · wed', 'x']);
    expect(featureValues(trials, 'session=B · mon')).toEqual([0, 0, 0, 1, 1, 0]);
    expect(featureValues(trials, 'x')).toEqual([0, 0, 0, 0, 1, 0]);
  });
});
