import { describe, expect, test } from 'vitest';
import { bias, column, lag } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { hideTrials, type Trials } from '../../src/models/trials.ts';
import { hashTrials } from '../../src/models/trialsHash.ts';
import { ndarray } from '../../src/numerics/ndarray.ts';

const trials = readTrials(
  { day: ['a', 'a', 'b'], y: [1, 0, null], x: [0.5, -0, 2] },
  { session: 'day', choice: 'y', features: { bias: bias(), x: column(), previous: lag('y') } },
);

describe('hashTrials', () => {
  test('is the same for the same trials, on every machine', async () => {
    expect(await hashTrials(structuredClone(trials))).toBe(await hashTrials(trials));
    expect(await hashTrials(trials)).toMatchInlineSnapshot(
      `"153c5f55a12812e87b30c526f17dc6a19f212eae3d472d7bddb2df9284d571a3"`,
    );
  });

  test('changes with everything that a fit depends on', async () => {
    const shifted = { ...trials.features, data: trials.features.data.map((x, i) => (i === 1 ? x + 2e-16 : x)) };
    const others: Trials[] = [
      hideTrials(trials, (t) => t === 1),
      { ...trials, choices: Int32Array.of(1, 1, -1) },
      { ...trials, features: shifted },
      { ...trials, featureNames: ['bias', 'x', 'z'] },
      { ...trials, sessionStarts: Int32Array.of(0, 1, 3) },
      { ...trials, subject: 'M7' },
    ];
    const hashes = await Promise.all([trials, ...others].map(hashTrials));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test('changes with responses and groups of features', async () => {
    const responsesOf = (values: readonly number[], name = 'count'): Trials => ({
      ...trials,
      responses: ndarray(['trial', 'output'], [3, 1], Float64Array.from(values)),
      responseNames: [name],
    });
    const others: Trials[] = [
      responsesOf([1, 0, Number.NaN]),
      responsesOf([1, 2, Number.NaN]),
      responsesOf([1, 0, Number.NaN], 'spikes'),
      { ...trials, featureGroups: { history: ['previous'] } },
      { ...trials, featureGroups: { history: ['x', 'previous'] } },
    ];
    const hashes = await Promise.all([trials, ...others].map(hashTrials));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(await hashTrials(responsesOf([1, 0, Number.NaN]))).toBe(hashes[1]);
  });

  test('does not change with what scores and tables need but fits do not', async () => {
    expect(await hashTrials({ ...trials, correct: Int32Array.of(1, 1, 1) })).toBe(await hashTrials(trials));
    expect(await hashTrials({ ...trials, classNames: ['L', 'R'] })).toBe(await hashTrials(trials));
    expect(await hashTrials({ ...trials, sessionSubjects: ['A', 'B'] })).toBe(await hashTrials(trials));
    expect(await hashTrials({ ...trials, times: Float64Array.of(1, 2, 3) })).toBe(await hashTrials(trials));
  });
});
