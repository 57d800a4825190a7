import { describe, expect, it } from 'vitest';
import { type Cell, rowsOf, type Table, table } from '../../src/data/table.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { accuracyTable } from '../../src/views/accuracyTable.ts';
import { changeTriggeredTable } from '../../src/views/changeTriggeredTable.ts';
import { dwellTimeTable } from '../../src/views/dwellTimeTable.ts';
import { modelTable } from '../../src/views/modelTable.ts';
import { occupancyTable } from '../../src/views/occupancyTable.ts';
import { posteriorTable } from '../../src/views/posteriorTable.ts';
import { psychometricTable } from '../../src/views/psychometricTable.ts';
import { sessionTable } from '../../src/views/sessionTable.ts';
import { stackSubjects, tableOfSubjects } from '../../src/views/subjectTables.ts';
import { switchTable } from '../../src/views/switchTable.ts';
import { transitionTable } from '../../src/views/transitionTable.ts';
import { trialTable } from '../../src/views/trialTable.ts';
import { type FitView, viewFit } from '../../src/views/viewFit.ts';
import { viewFits } from '../../src/views/viewFits.ts';
import { weightTable } from '../../src/views/weightTable.ts';
import { cohortTrials, pooledCohort } from '../support/cohortTrials.ts';

const subjects = cohortTrials(3, undefined, 12);
const fitOf = (by: number) =>
  fitFrom(
    staticGlmHmm({ numStates: 2 }),
    {
      weights: [
        [0, 3 + by],
        [by, 0],
      ],
      transitionMatrix: [
        [0.8, 0.2],
        [0.3, 0.7],
      ],
    },
    subjects[0],
  );
const cohort = viewFits([fitOf(1), fitOf(2), fitOf(3)], subjects, { orderBy: 'x', names: ['engaged', 'biased right'] });

const tables: Readonly<Record<string, (view: FitView) => Table>> = {
  weightTable,
  transitionTable,
  posteriorTable,
  trialTable,
  sessionTable,
  switchTable,
  occupancyTable,
  accuracyTable,
  dwellTimeTable,
  changeTriggeredTable: (view) => changeTriggeredTable(view, { window: 2 }),
  psychometricTable: (view) => psychometricTable(view, 'x', { bins: 3 }),
};

describe('tables of a cohort', () => {
  it.each(Object.entries(tables))('%s: those of the subjects one below the other, subject first', (_, tableOf) => {
    const stacked = tableOfSubjects(cohort, tableOf);
    const expected = cohort.subjects.flatMap(({ subject, view }) =>
      rowsOf(tableOf(view)).map((row) => ({ subject, ...row })),
    );
    expect(rowsOf(stacked)).toEqual(expected);
    const [first, ...others] = stacked.columns;
    expect(first.name).toBe('subject');
    const one = tableOf(cohort.subjects[0].view).columns;
    expect(others.map(({ name, type, unit }) => [name, type, unit])).toEqual(
      one.map(({ name, type, unit }) => [name, type, unit]),
    );
  });

  it('are as they were for one view', () => {
    const [{ view }] = cohort.subjects;
    expect(tableOfSubjects(view, weightTable)).toEqual(weightTable(view));
    expect(tableOfSubjects(view, sessionTable)).toEqual(sessionTable(view));
  });

  it('keep columns that a subject lacks, empty, and write numbers as text beside text', () => {
    const stacked = stackSubjects([
      { subject: 'A', make: () => table([{ name: 'x', type: 'number', values: [1, null] }]) },
      {
        subject: 'B',
        make: () =>
          table([
            { name: 'x', type: 'string', values: ['L'] },
            { name: 'y', type: 'boolean', values: [true] },
          ]),
      },
    ]);
    expect(rowsOf(stacked)).toEqual([
      { subject: 'A', x: '1', y: null },
      { subject: 'A', x: null, y: null },
      { subject: 'B', x: 'L', y: true },
    ]);
    expect(stacked.columns.map(({ type }) => type)).toEqual(['string', 'string', 'boolean']);
  });
});

describe('tables of pooled trials', () => {
  const pooled = viewFit(fitOf(1), pooledCohort(3, undefined, 12));

  it.each(['trialTable', 'sessionTable', 'posteriorTable', 'switchTable', 'occupancyTable', 'dwellTimeTable'])(
    '%s: have the subject of each session in front',
    (name) => {
      const own = tables[name](pooled);
      const told = tableOfSubjects(pooled, tables[name]);
      expect(told.columns.slice(1)).toEqual(own.columns);
      const bySession: Cell[] = ['B', 'B', 'A', 'A', 'A', 'C', 'C', 'C', 'C'];
      expect(rowsOf(told).map(({ subject }) => subject)).toEqual(
        rowsOf(own).map(({ session }) => bySession[Number(session) - 1]),
      );
    },
  );

  it('have no subject where there is no session', () => {
    expect(tableOfSubjects(pooled, weightTable)).toEqual(weightTable(pooled));
  });
});

describe('modelTable of cohorts', () => {
  const one = fitFrom(glm(), { weights: [[0.1, 1]] }, subjects[0]);
  const simple = viewFits(
    [
      { subject: 'B', fit: one, reason: null },
      { subject: 'A', fit: null, reason: 'It never chose.' },
      { subject: 'C', fit: one, reason: null },
    ],
    subjects,
  );

  it('compares, in each subject, the models that were fitted to it', () => {
    const rows = rowsOf(modelTable({ GLM: simple, two: cohort }));
    expect(rows.map(({ subject, model }) => [subject, model])).toEqual([
      ['B', 'GLM'],
      ['B', 'two'],
      ['C', 'GLM'],
      ['C', 'two'],
      ['A', 'two'],
    ]);
    const alone = rowsOf(modelTable({ GLM: one, two: fitOf(3) }, subjects[2]));
    expect(rows.slice(2, 4)).toEqual(alone.map((row) => ({ subject: 'C', ...row })));
  });
});
