import { describe, expect, it } from 'vitest';
import { bias, column, lag } from '../../src/data/features.ts';
import { readTrials } from '../../src/data/readTrials.ts';
import { rowsOf, valuesOf } from '../../src/data/table.ts';
import { DataError } from '../../src/errors.ts';
import { designTable as designFrame } from '../../src/notebook/designTable.ts';
import { designTable } from '../../src/views/designTable.ts';

const rows = {
  mouse: ['B', 'A', 'B', 'B'],
  day: ['mon', 'mon', 'mon', 'tue'],
  choice: ['L', 'R', null, 'C'],
  x: [1, 2, null, 4],
};
const pooled = readTrials(rows, {
  subject: 'mouse',
  subjects: 'pooled',
  session: 'day',
  choice: 'choice',
  classes: ['C', 'L', 'R'],
  features: { x: column(), left: lag('choice', { of: 'L' }) },
});

describe('designTable', () => {
  it('shows what is fitted, trial by trial', () => {
    const known = { observed: true, featuresKnown: true };
    const missing = { observed: false, featuresKnown: false };
    expect(rowsOf(designTable(pooled))).toEqual([
      {
        subject: 'B',
        session: 1,
        sessionName: 'B · mon',
        trial: 1,
        sessionStart: true,
        choice: 'L',
        ...known,
        x: 1,
        left: 0,
      },
      {
        subject: 'B',
        session: 1,
        sessionName: 'B · mon',
        trial: 2,
        sessionStart: false,
        choice: null,
        ...missing,
        x: 0,
        left: 1,
      },
      {
        subject: 'B',
        session: 2,
        sessionName: 'B · tue',
        trial: 1,
        sessionStart: true,
        choice: 'C',
        ...known,
        x: 4,
        left: 0,
      },
      {
        subject: 'A',
        session: 3,
        sessionName: 'A · mon',
        trial: 1,
        sessionStart: true,
        choice: 'R',
        ...known,
        x: 2,
        left: 0,
      },
    ]);
  });

  it('shows the subject where it is known, responses in place of choices, and choices as numbers without labels', () => {
    const counts = readTrials(
      { rat: ['R', 'R'], count: [3, null] },
      { subject: 'rat', y: 'count', features: { bias: bias() } },
    );
    expect(valuesOf(designTable(counts), 'subject')).toEqual(['R', 'R']);
    expect(valuesOf(designTable(counts), 'count')).toEqual([3, null]);
    const choices = readTrials({ choice: [2, 0, 1, null] }, { choice: 'choice', features: { bias: bias() } });
    const { columns } = designTable(choices);
    expect(columns.find(({ name }) => name === 'choice')).toMatchObject({ type: 'number', values: [2, 0, 1, null] });
    expect(columns.map(({ name }) => name)).not.toContain('subject');
  });

  it('can be a DataFrame', () => {
    const frame = designFrame(pooled);
    expect(frame.columns).toEqual(designTable(pooled).columns.map(({ name }) => name));
    expect(frame.shape).toEqual([4, 10]);
  });

  it('refuses a feature that is called like another column', () => {
    const trials = readTrials({ session: [1, 2] }, { features: { session: column() } });
    expect(() => designTable(trials)).toThrow(DataError);
    expect(() => designTable(trials)).toThrow('two columns named "session"');
  });
});
