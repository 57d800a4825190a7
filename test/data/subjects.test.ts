import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { matrix } from '../../src/data/featureSets.ts';
import { bias, column, lag, standardized } from '../../src/data/features.ts';
import { type ReadEachOptions, readTrials } from '../../src/data/readTrials.ts';
import type { Trials } from '../../src/models/trials.ts';
import { at } from '../../src/numerics/ndarray.ts';
import { featureValues } from '../support/featureValues.ts';

const table = {
  mouse: ['B', 'A', 'B', 'A', 'B', 'A'],
  day: ['mon', 'mon', 'tue', 'mon', 'tue', 'tue'],
  choice: [1, 0, 0, 1, null, 1],
  x: [1, 10, 2, 20, 3, 40],
};
const roles = { subject: 'mouse', session: 'day', choice: 'choice' };
const each = (features: ReadEachOptions['features'], more: Partial<ReadEachOptions> = {}): readonly Trials[] =>
  readTrials(table, { ...roles, features, ...more, subjects: 'each' });

describe('several subjects, each for itself', () => {
  test('are a list in order of first appearance, whatever the order of their rows', () => {
    const [first, second, ...others] = each({ x: column(), before: lag('choice') });
    expect(others).toEqual([]);
    expect(first).toMatchObject({ subject: 'B', sessionNames: ['mon', 'tue'], sessionSubjects: null, numTrials: 3 });
    expect(first.sessionStarts).toEqual(Int32Array.of(0, 1, 3));
    expect(first.choices).toEqual(Int32Array.of(1, 0, -1));
    expect(featureValues(first, 'x')).toEqual([1, 2, 3]);
    expect(featureValues(first, 'before')).toEqual([0, 0, -1]);
    expect(second).toMatchObject({ subject: 'A', sessionNames: ['mon', 'tue'] });
    expect(second.sessionStarts).toEqual(Int32Array.of(0, 2, 3));
    expect(featureValues(second, 'before')).toEqual([0, -1, 0]);
  });

  test('are what each would be if its rows were read alone', () => {
    const row = fc.record({
      mouse: fc.constantFrom('M1', 'M2', 'M3'),
      choice: fc.constantFrom('C', 'L', 'R', null),
      target: fc.constantFrom('C', 'L', 'R', null),
      reward: fc.constantFrom(0, 1, null),
      x: fc.double({ min: -5, max: 5, noNaN: true }),
      first: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (drawn) => {
        const session = new Map<string, number>();
        // two trials with a choice and different x for each mouse that appears
        const seen = [...new Set(drawn.map(({ mouse }) => mouse))];
        const known = seen.flatMap((mouse) =>
          [6, 7].map((x) => ({ mouse, choice: 'L', target: null, reward: 1, x, first: x === 6 })),
        );
        const rows = [...drawn, ...known].map(({ first, ...cells }) => {
          const day = (session.get(cells.mouse) ?? 0) + Number(first);
          session.set(cells.mouse, day);
          return { ...cells, day };
        });
        const options = {
          ...roles,
          classes: ['C', 'L', 'R'],
          correct: 'target',
          outcomes: ['reward'],
          features: {
            bias: bias(),
            x: standardized('x', { deviation: 'sample' }),
            left: lag('choice', { of: 'L' }),
            paid: lag('reward', { by: 2 }),
          },
        };
        const apart = readTrials(rows, { ...options, subjects: 'each' });
        expect(apart).toEqual(
          seen.map((mouse) =>
            readTrials(
              rows.filter((one) => one.mouse === mouse),
              options,
            ),
          ),
        );
        const pooled = readTrials(rows, { ...options, subjects: 'pooled' });
        expect([...pooled.choices]).toEqual(apart.flatMap(({ choices }) => [...choices]));
        expect([...pooled.features.data]).toEqual(apart.flatMap(({ features }) => [...features.data]));
        expect([...pooled.observed]).toEqual(apart.flatMap(({ observed }) => [...observed]));
      }),
      { numRuns: 50 },
    );
  });

  test('have responses and matrices of their own rows', () => {
    const data = { mouse: ['A', 'B', 'A'], y1: [1, 2, 3], y2: [4, 5, null] };
    const basis = [
      [1, 10],
      [2, 20],
      [3, 30],
    ];
    const [a, b] = readTrials(data, {
      subject: 'mouse',
      subjects: 'each',
      y: ['y1', 'y2'],
      features: matrix('basis', basis),
    });
    expect(a.responses?.shape).toEqual([2, 2]);
    expect(Array.from(a.responses?.data ?? [])).toEqual([1, 4, 3, Number.NaN]);
    expect(a.observed).toEqual(Uint8Array.of(1, 0));
    expect(featureValues(a, 'basis2')).toEqual([10, 30]);
    expect(at(b.features, 0, 0)).toBe(2);
  });

  test('may begin sessions where rows of the table are marked', () => {
    const [b, a] = each({ bias: bias() }, { session: undefined, sessionStarts: [1, 1, 0, 0, 1, 0] } as object);
    expect(b.sessionStarts).toEqual(Int32Array.of(0, 2, 3));
    expect(b.sessionNames).toEqual(['0', '1']);
    expect(a.sessionStarts).toEqual(Int32Array.of(0, 3));
  });

  test('are one session each when nothing is said of sessions', () => {
    const { session: _, ...noSession } = roles;
    const options = { ...noSession, features: { bias: bias() } };
    expect(readTrials(table, { ...options, subjects: 'each' }).map(({ sessionStarts }) => [...sessionStarts])).toEqual([
      [0, 3],
      [0, 3],
    ]);
    expect(readTrials(table, { ...options, subjects: 'pooled' }).sessionNames).toEqual(['B · 0', 'A · 0']);
  });

  test('share the classes that are found in all of them', () => {
    const [first, second] = readTrials(
      { mouse: ['A', 'A', 'B'], choice: [0, 2, 1] },
      { subject: 'mouse', subjects: 'each', choice: 'choice', features: { bias: bias() } },
    );
    expect(first.classNames).toEqual(['0', '1', '2']);
    expect(second.choices).toEqual(Int32Array.of(1));
    expect(second.classNames).toEqual(['0', '1', '2']);
  });

  test('need no choices in a design', () => {
    const design = readTrials(table, { subject: 'mouse', subjects: 'each', features: { x: column() } });
    expect(design.map(({ observed }) => [...observed])).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  test('are known to the compiler as a list', () => {
    const list = () => readTrials(table, { ...roles, subjects: 'each', features: {} });
    expectTypeOf(list).returns.toEqualTypeOf<readonly Trials[]>();
    const one = () => readTrials(table, { ...roles, subjects: 'pooled', features: {} });
    expectTypeOf(one).returns.toEqualTypeOf<Trials>();
  });
});

describe('several subjects pooled', () => {
  const pooled = readTrials(table, { ...roles, subjects: 'pooled', features: { x: column(), before: lag('choice') } });

  test('are the sessions of one after those of the other', () => {
    expect(pooled.sessionNames).toEqual(['B · mon', 'B · tue', 'A · mon', 'A · tue']);
    expect(pooled.sessionSubjects).toEqual(['B', 'B', 'A', 'A']);
    expect(pooled.subject).toBeNull();
    expect(pooled.sessionStarts).toEqual(Int32Array.of(0, 1, 3, 5, 6));
    expect(featureValues(pooled, 'x')).toEqual([1, 2, 3, 10, 20, 40]);
    expect(featureValues(pooled, 'before')).toEqual([0, 0, -1, 0, -1, 0]);
  });

  test('of one subject have its name before that of the session', () => {
    const rows = { mouse: ['A', 'A'], choice: [0, 1] };
    const one = readTrials(rows, { subject: 'mouse', subjects: 'pooled', choice: 'choice', features: { b: bias() } });
    expect(one.sessionNames).toEqual(['A · 0']);
    expect(one.sessionSubjects).toEqual(['A']);
  });
});

describe('a standardized column', () => {
  const deviation = (values: readonly number[], less = 0): number => {
    const mean = values.reduce((sum, x) => sum + x) / values.length;
    return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - less));
  };
  const b = [1, 2, 3];
  const a = [10, 20, 40];

  test('has the mean and deviation of its subject', () => {
    const apart = each({ x: standardized('x') });
    const pooled = readTrials(table, { ...roles, subjects: 'pooled', features: { x: standardized('x') } });
    expect(apart.map(({ recipes }) => recipes[0])).toEqual([
      {
        kind: 'standardized',
        column: 'x',
        over: 'subject',
        deviation: 'population',
        means: [2, 2],
        deviations: [deviation(b), deviation(b)],
      },
      {
        kind: 'standardized',
        column: 'x',
        over: 'subject',
        deviation: 'population',
        means: [70 / 3, 70 / 3],
        deviations: [deviation(a), deviation(a)],
      },
    ]);
    expect(featureValues(pooled, 'x')).toEqual(apart.flatMap((one) => featureValues(one, 'x')));
    expect(pooled.recipes[0]).toMatchObject({ means: [2, 2, 70 / 3, 70 / 3] });
  });

  test('has those of all subjects that are read together on request', () => {
    const all = deviation([...b, ...a], 1);
    const mean = 76 / 6;
    for (const one of each({ x: standardized('x', { over: 'pooled', deviation: 'sample' }) })) {
      const raw = one.subject === 'B' ? b : a;
      featureValues(one, 'x').forEach((z, t) => {
        expect(z).toBeCloseTo((raw[t] - mean) / all, 12);
      });
      expect(one.recipes[0]).toMatchObject({ over: 'pooled', deviation: 'sample', means: [mean, mean] });
    }
  });

  test('has those of each session on request', () => {
    const data = { day: ['a', 'a', 'b', 'b'], x: [1, 3, 10, 20] };
    const trials = readTrials(data, {
      session: 'day',
      features: { x: standardized('x', { over: 'session', deviation: 'sample' }) },
    });
    expect(trials.recipes[0]).toMatchObject({ means: [2, 15], deviations: [Math.SQRT2, Math.sqrt(50)] });
    featureValues(trials, 'x').forEach((z, t) => {
      expect(z).toBeCloseTo((t % 2 === 0 ? -1 : 1) * Math.SQRT1_2, 12);
    });
  });
});
