import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf, table } from '../../src/data/table.ts';
import { twoSidedP } from '../../src/numerics/studentT.ts';
import { pairedTestTable } from '../../src/views/pairedTestTable.ts';
import { summaryTable } from '../../src/views/summaryTable.ts';

/** Accuracies of three subjects in two states over sessions; A has two sessions, C none engaged. */
const rows = [
  { subject: 'A', session: 1, state: 'engaged', correct: 0.9 },
  { subject: 'A', session: 1, state: 'biased', correct: 0.5 },
  { subject: 'B', session: 1, state: 'engaged', correct: 0.7 },
  { subject: 'A', session: 2, state: 'engaged', correct: 0.8 },
  { subject: 'A', session: 2, state: 'biased', correct: null },
  { subject: 'B', session: 1, state: 'biased', correct: 0.6 },
  { subject: 'C', session: 1, state: 'engaged', correct: null },
  { subject: 'C', session: 1, state: 'biased', correct: 0.4 },
];

describe('summaryTable', () => {
  it('averages over subjects, each by the mean of its own rows', () => {
    const [engaged, biased] = rowsOf(summaryTable(rows, { value: 'correct', by: ['state'] }));
    // A has 0.85 and B 0.7; then 0.5, 0.6, 0.4
    expect(engaged).toMatchObject({ state: 'engaged', numSubjects: 2 });
    expect(engaged.mean).toBeCloseTo(0.775, 12);
    expect(engaged.standardError).toBeCloseTo(0.15 / 2, 12);
    expect(engaged.lower).toBeCloseTo(0.7, 12);
    expect(engaged.upper).toBeCloseTo(0.85, 12);
    expect(biased).toMatchObject({ state: 'biased', numSubjects: 3 });
    expect(biased.mean).toBeCloseTo(0.5, 12);
    expect(biased.standardError).toBeCloseTo(0.1 / Math.sqrt(3), 12);
  });

  it('is one row without by, and empty where nobody or one has a value', () => {
    const [all, ...others] = rowsOf(summaryTable(rows, { value: 'correct' }));
    expect(others).toEqual([]);
    expect(all.mean).toBeCloseTo(((0.9 + 0.5 + 0.8) / 3 + 0.65 + 0.4) / 3, 12);
    const bySession = rowsOf(summaryTable(rows, { value: 'correct', by: ['session', 'state'] }));
    expect(bySession.map(({ session, state, numSubjects }) => [session, state, numSubjects])).toEqual([
      [1, 'engaged', 2],
      [1, 'biased', 3],
      [2, 'engaged', 1],
      [2, 'biased', 0],
    ]);
    expect(bySession[2]).toMatchObject({ mean: 0.8, standardError: null, lower: null, upper: null });
    expect(bySession[3]).toMatchObject({ mean: null, standardError: null });
  });

  it('keeps types and the unit', () => {
    const weights = table([
      { name: 'mouse', type: 'string', values: ['A', 'B'] },
      { name: 'session', type: 'number', values: [1, 1] },
      { name: 'late', type: 'boolean', values: [false, false] },
      { name: 'weight', type: 'number', values: [1, 3], unit: 'log-odds' },
    ]);
    const made = summaryTable(weights, { value: 'weight', by: ['session', 'late'], over: 'mouse' });
    expect(made.columns.map(({ name, type, unit }) => [name, type, unit])).toEqual([
      ['session', 'number', undefined],
      ['late', 'boolean', undefined],
      ['mean', 'number', 'log-odds'],
      ['standardError', 'number', 'log-odds'],
      ['lower', 'number', 'log-odds'],
      ['upper', 'number', 'log-odds'],
      ['median', 'number', 'log-odds'],
      ['lowerQuartile', 'number', 'log-odds'],
      ['upperQuartile', 'number', 'log-odds'],
      ['numSubjects', 'number', undefined],
    ]);
    expect(rowsOf(made)).toEqual([
      {
        ...{ session: 1, late: false, mean: 2, standardError: 1, lower: 1, upper: 3, numSubjects: 2 },
        ...{ median: 2, lowerQuartile: 1.5, upperQuartile: 2.5 },
      },
    ]);
  });

  it('has no row for a table without rows', () => {
    const none = table([
      { name: 'subject', type: 'string', values: [] },
      { name: 'x', type: 'number', values: [] },
    ]);
    expect(summaryTable(none, { value: 'x' }).numRows).toBe(0);
  });
});

describe('pairedTestTable', () => {
  it('tests the subjects that have both, each by its own mean', () => {
    const [test, ...others] = rowsOf(pairedTestTable(rows, { value: 'correct', between: 'state' }));
    expect(others).toEqual([]);
    // differences 0.85 - 0.5 and 0.7 - 0.6
    expect(test).toMatchObject({ one: 'engaged', other: 'biased', numSubjects: 2, degreesOfFreedom: 1 });
    expect(test.difference).toBeCloseTo(0.225, 12);
    expect(test.standardError).toBeCloseTo(0.125, 12);
    expect(test.t).toBeCloseTo(1.8, 10);
    expect(test.p).toBeCloseTo((2 * Math.atan2(1, 1.8)) / Math.PI, 10);
    expect(test.adjustedP).toBe(test.p);
  });

  it('is the published test of Student (1908): hours of sleep gained by ten patients', () => {
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    const sleep = [first, second].flatMap((gains, drug) =>
      gains.map((gain, patient) => ({ patient, drug: drug + 1, gain })),
    );
    const [test] = rowsOf(pairedTestTable(sleep, { value: 'gain', between: 'drug', over: 'patient' }));
    expect(test).toMatchObject({ one: 1, other: 2, degreesOfFreedom: 9 });
    expect(test.difference).toBeCloseTo(-1.58, 12);
    expect(test.t).toBeCloseTo(-4.0621, 4);
    expect(test.p).toBeCloseTo(0.002833, 6);
  });

  it('compares all pairs in each group of by, adjusted together', () => {
    const source = ['A', 'B', 'C', 'D'].flatMap((subject, s) =>
      ['bias', 'x'].flatMap((feature, f) =>
        ['a', 'b', 'c'].map((state, k) => ({
          subject,
          feature,
          state,
          weight: k * (1 + f) + ((s * 7 + k * 5 + f) % 4) / 5,
        })),
      ),
    );
    const tests = rowsOf(pairedTestTable(source, { value: 'weight', between: 'state', by: ['feature'] }));
    expect(tests.map(({ feature, one, other }) => [feature, one, other])).toEqual(
      ['bias', 'x'].flatMap((feature) => [
        [feature, 'a', 'b'],
        [feature, 'a', 'c'],
        [feature, 'b', 'c'],
      ]),
    );
    for (const test of tests) expect(test.p).toBeCloseTo(twoSidedP(Number(test.t), 3), 14);
    // Holm, as the definition has it: reject while p of rank i is at most alpha / (m - i)
    const adjusted = (i: number): number => {
      const p = tests.map((one) => Number(one.p));
      const below = p.filter((one) => one <= p[i]);
      return Math.max(...below.map((one) => Math.min(1, one * (p.length - p.filter((other) => other < one).length))));
    };
    tests.forEach((test, i) => {
      expect(test.adjustedP).toBeCloseTo(adjusted(i), 14);
    });
    const chosen = rowsOf(
      pairedTestTable(source, { value: 'weight', between: 'state', by: ['feature'], among: ['c', 'a'] }),
    );
    expect(chosen.map(({ one, other, t }) => [one, other, t])).toEqual([
      ['c', 'a', -Number(tests[1].t)],
      ['c', 'a', -Number(tests[4].t)],
    ]);
  });

  it('is empty where differences say nothing of their spread', () => {
    const alike = ['A', 'B'].flatMap((subject) => [
      { subject, state: 'a', x: 1 },
      { subject, state: 'b', x: 3 },
    ]);
    const empty = { t: null, p: null, adjustedP: null };
    expect(rowsOf(pairedTestTable(alike, { value: 'x', between: 'state' }))).toEqual([
      expect.objectContaining({ difference: -2, standardError: 0, numSubjects: 2, degreesOfFreedom: 1, ...empty }),
    ]);
    expect(rowsOf(pairedTestTable(alike.slice(0, 2), { value: 'x', between: 'state' }))).toEqual([
      expect.objectContaining({ difference: -2, standardError: null, degreesOfFreedom: null, ...empty }),
    ]);
    const apart = [alike[0], alike[3]];
    expect(rowsOf(pairedTestTable(apart, { value: 'x', between: 'state' }))).toEqual([
      expect.objectContaining({ difference: null, numSubjects: 0, ...empty }),
    ]);
  });

  it('does not depend on the order of rows, but for that of its own', () => {
    const cells = fc.record({
      subject: fc.constantFrom('A', 'B', 'C'),
      state: fc.constantFrom('a', 'b'),
      x: fc.option(fc.integer({ min: -8, max: 8 }), { nil: null }),
    });
    const fixed = ['a', 'b'].map((state) => ({ subject: 'A', state, x: null }));
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 20 }), (drawn) => {
        const options = { value: 'x', between: 'state' };
        const [one] = rowsOf(pairedTestTable([...fixed, ...drawn], options));
        const [other] = rowsOf(pairedTestTable([...fixed, ...[...drawn].reverse()], options));
        for (const name of ['difference', 'standardError', 'numSubjects'] as const)
          if (one[name] === null) expect(other[name]).toBeNull();
          else expect(other[name]).toBeCloseTo(Number(one[name]), 10);
      }),
    );
  });
});
