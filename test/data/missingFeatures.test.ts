import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochs } from '../../src/data/epochs.ts';
import { matrix } from '../../src/data/featureSets.ts';
import { bias, column, lag, standardized } from '../../src/data/features.ts';
import { type ReadTrialsOptions, readTrials } from '../../src/data/readTrials.ts';
import { DataError } from '../../src/errors.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { hideTrials, type Trials } from '../../src/models/trials.ts';
import { dataErrorOf } from '../support/dataError.ts';
import { featureValues } from '../support/featureValues.ts';

const none = Number.NaN;
const table = {
  day: ['a', 'a', 'a', 'a', 'b', 'b', 'b'],
  choice: [1, 0, 1, 1, 0, 1, 0],
  x: [none, 2, 3, 4, 5, 6, null],
  z: [1, null, 1, 2, 2, '', 2],
};
const features = { bias: bias(), x: column(), z: column() };
const read = (columns: object = {}, more: Partial<ReadTrialsOptions> = {}): Trials =>
  readTrials({ ...table, ...columns }, { session: 'day', choice: 'choice', features, ...more });

describe('features missing at the borders of a session', () => {
  test('make trials unobserved, inwards while any feature is missing, with 0 for it', () => {
    const trials = read();
    expect(trials.featuresKnown).toEqual(Uint8Array.of(0, 0, 1, 1, 1, 0, 0));
    expect(trials.observed).toEqual(trials.featuresKnown);
    expect(featureValues(trials, 'x')).toEqual([0, 2, 3, 4, 5, 6, 0]);
    expect(featureValues(trials, 'z')).toEqual([1, 0, 1, 2, 2, 0, 2]);
    expect(trials.choices).toEqual(Int32Array.from(table.choice));
  });

  test('are the same in a matrix, and at the borders of epochs', () => {
    const values = [none, 2, 3, none, 5].map((cell) => [cell]);
    const trials = readTrials(
      { time: [0, 1, 2, 10, 11], y: [1, 2, 3, 4, 5] },
      { y: 'y', sessionStarts: epochs({ time: 'time', start: [0, 10], end: [5, 15] }), features: matrix('b', values) },
    );
    expect(trials.observed).toEqual(Uint8Array.of(0, 1, 1, 0, 1));
  });

  test('count for no mean and deviation of a standardized column', () => {
    const trials = readTrials({ x: [null, 2, 4, none] }, { features: { x: standardized('x') } });
    expect(featureValues(trials, 'x')).toEqual([0, -1, 1, 0]);
    expect(trials.recipes).toEqual([
      { kind: 'standardized', column: 'x', over: 'subject', deviation: 'population', means: [3], deviations: [1] },
    ]);
  });

  test('are 0 in a lag, which misses nothing by it', () => {
    const trials = read({ z: table.day }, { features: { before: lag('x') } });
    expect(featureValues(trials, 'before')).toEqual([0, 0, 2, 3, 0, 5, 6]);
    expect(trials.observed).toEqual(new Uint8Array(7).fill(1));
  });

  test('may be a whole session', () => {
    expect(read({ x: [1, 2, 3, 4, null, null, null], z: table.choice }).observed).toEqual(
      Uint8Array.of(1, 1, 1, 1, 0, 0, 0),
    );
  });

  test('leave the likelihood as if their choices were hidden, whatever the features', () => {
    const fit = fitFrom(
      staticGlmHmm({ numStates: 2 }),
      {
        weights: [
          [0.2, 1, -1],
          [1, -0.5, 0.3],
        ],
        transitionMatrix: [
          [0.9, 0.1],
          [0.3, 0.7],
        ],
      },
      { featureNames: ['bias', 'x', 'z'] },
    );
    const trials = read();
    const filled = read({ x: [7, 2, 3, 4, 5, 6, -7], z: [1, 7, 1, 2, 2, 7, 2] });
    const hidden = hideTrials(filled, (t) => trials.observed[t] === 0);
    expect(logLikelihood(fit, trials).total).toBeCloseTo(logLikelihood(fit, hidden).total, 12);
    expect(logLikelihood(fit, trials).total).not.toBeCloseTo(logLikelihood(fit, filled).total, 2);
  });

  test('stay unobserved when the trials are a design to simulate for', () => {
    const { choice: _, ...design } = table;
    const like = readTrials(design, { session: 'day', features });
    const fit = fitFrom(staticGlmHmm({ numStates: 1 }), { weights: [[0, 0, 0]] }, like);
    const { trials } = simulate(fit, { like });
    expect(trials.observed).toEqual(Uint8Array.of(0, 0, 1, 1, 1, 0, 0));
  });
});

describe('features missing inside a session', () => {
  test('are refused with their rows, column and session', () => {
    const error = dataErrorOf(() => read({ z: [1, 1, 1, 1, 2, null, 2], x: [1, 2, 3, 4, 5, 6, 7] }));
    expect(error.place).toEqual({ column: 'z', row: 5, session: 'b' });
    expect(error.message).toBe(
      'Column "z" has no number in row 5 (session "b"), but feature "z" needs one in every trial, except in a run at the beginning or the end of a session. Put numbers there, or say missing: \'unobserved\' to keep such trials without counting them.',
    );
    const rowsOf = (...empty: number[]): string =>
      dataErrorOf(() =>
        readTrials(
          { x: Array.from({ length: 20 }, (_, t) => (empty.includes(t) ? null : t)) },
          { features: { x: column() } },
        ),
      ).message;
    expect(rowsOf(3, 4)).toContain('in rows 3 and 4 (');
    expect(rowsOf(0, 3, 4, 9, 19)).toContain('in rows 3, 4 and 9 (');
    expect(rowsOf(3, 4, 5, 6, 7, 8, 12, 13)).toContain('in rows 3, 4, 5, 6, 7, 8 and 2 more (');
  });

  test('are those with complete trials before and after them in their session', () => {
    const cell = fc.constantFrom(1, 1, null);
    const trial = fc.record({ x: cell, z: cell });
    const sessions = fc.array(fc.array(trial, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(sessions, (all) => {
        const rows = all.flatMap((trials, day) => trials.map((cells) => ({ day, choice: 1, ...cells })));
        const isKnown = ({ x, z }: { x: number | null; z: number | null }): boolean => x !== null && z !== null;
        const inside = all.some((trials) =>
          trials.some((one, t) => !isKnown(one) && trials.slice(0, t).some(isKnown) && trials.slice(t).some(isKnown)),
        );
        const options = { session: 'day', choice: 'choice', features };
        const anywhere = readTrials(rows, { ...options, missing: 'unobserved' });
        expect(anywhere.observed).toEqual(Uint8Array.from(rows, (row) => Number(isKnown(row))));
        if (inside) expect(() => readTrials(rows, options)).toThrow(DataError);
        else expect(readTrials(rows, options)).toEqual(anywhere);
      }),
    );
  });
});

describe("missing: 'unobserved'", () => {
  const gaps = { count: [1, 2, 3, 4], x: [null, 2, Number.NaN, 4] };
  const options = { y: 'count', missing: 'unobserved' } as const;

  test('makes trials with an empty feature unobserved, at borders and inside, with 0 for it', () => {
    const trials = readTrials(gaps, { ...options, features: { bias: bias(), x: column() } });
    expect(trials.observed).toEqual(Uint8Array.of(0, 1, 0, 1));
    expect(featureValues(trials, 'x')).toEqual([0, 2, 0, 4]);
    expect(featureValues(trials, 'bias')).toEqual([1, 1, 1, 1]);
    expect(trials.responses?.data).toEqual(Float64Array.of(1, 2, 3, 4));
  });

  test('keeps the choice of such a trial for the lags of later ones', () => {
    const trials = readTrials(
      { choice: [1, 0, 1], x: [null, 1, 2] },
      { choice: 'choice', missing: 'unobserved', features: { x: column(), previous: lag('choice') } },
    );
    expect(trials.observed).toEqual(Uint8Array.of(0, 1, 1));
    expect(featureValues(trials, 'previous')).toEqual([0, 1, -1]);
  });

  test('leaves empty cells out of the mean and deviation of a standardized column', () => {
    const trials = readTrials(gaps, { ...options, features: { x: standardized('x') } });
    expect(featureValues(trials, 'x')).toEqual([0, -1, 0, 1]);
    expect(trials.recipes).toEqual([
      { kind: 'standardized', column: 'x', over: 'subject', deviation: 'population', means: [3], deviations: [1] },
    ]);
  });

  test('still refuses infinite cells and text', () => {
    for (const cell of [Infinity, 'high'])
      for (const missing of ['refuseInside', 'unobserved'] as const)
        expect(
          dataErrorOf(() =>
            readTrials({ count: [1, 2], x: [1, cell] }, { y: 'count', missing, features: { x: column() } }),
          ).place.row,
        ).toBe(1);
  });
});
