import { beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../../src/data/table.ts';
import type { Subjects } from '../../src/models/behavior/subjects.ts';
import { gaussianGroup } from '../../src/models/hierarchical/group/groups.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import type { HierarchicalFit } from '../../src/models/hierarchical/hierarchicalFit.ts';
import type { DataFrame } from '../../src/notebook/frames.ts';
import * as frames from '../../src/notebook/subjectTables.ts';
import * as comparisons from '../../src/views/comparisonTable.ts';
import * as exceedances from '../../src/views/exceedanceTable.ts';
import * as densities from '../../src/views/groupDensityTable.ts';
import * as group from '../../src/views/groupTable.ts';
import * as trace from '../../src/views/groupTraceTable.ts';
import * as identifications from '../../src/views/identificationTable.ts';
import * as latents from '../../src/views/latentsTable.ts';
import * as predictions from '../../src/views/posteriorPredictiveTable.ts';
import * as summaries from '../../src/views/recoverySummaryTable.ts';
import * as recoveries from '../../src/views/recoveryTable.ts';
import * as evidence from '../../src/views/subjectEvidenceTable.ts';
import * as parameters from '../../src/views/subjectParameterTable.ts';
import { compareModels } from '../../src/workflows/compareModels.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { identify } from '../../src/workflows/identify.ts';
import { posteriorPredictive } from '../../src/workflows/posteriorPredictive.ts';
import { recover } from '../../src/workflows/recover.ts';
import { level, levelSubjects } from '../support/levelSubjects.ts';

const subjects: Subjects = levelSubjects(8, { group: ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'] }, (s) => s % 2, 9);

/** Numbers of a DataFrame have single precision. */
function expectSame(frame: DataFrame, { columns, numRows }: Table): void {
  expect(frame.columns).toEqual(columns.map(({ name }) => name));
  expect(frame.shape).toEqual([numRows, columns.length]);
  columns.forEach(({ values }, c) => {
    values.forEach((value, row) => {
      const cell = (frame.values as unknown[][])[row][c];
      if (typeof value === 'number') expect(cell).toBeCloseTo(value, 4);
      else expect(cell).toBe(value);
    });
  });
}

describe('tables of subjects as DataFrames', () => {
  let fit: HierarchicalFit;
  beforeAll(async () => {
    fit = await fitSubjects(subjects, hierarchical(level, { group: gaussianGroup({ covariates: ['group'] }) }));
  });

  it('hold what the plain tables hold', async () => {
    const check = await posteriorPredictive(fit, subjects, { statistics: { first: ({ columns }) => columns.y[0] } });
    expectSame(frames.subjectParameterTable(fit, subjects), parameters.subjectParameterTable(fit, subjects));
    expectSame(frames.groupTable(fit), group.groupTable(fit));
    expectSame(frames.groupTraceTable(fit), trace.groupTraceTable(fit));
    expectSame(frames.groupDensityTable(fit, subjects), densities.groupDensityTable(fit, subjects));
    expectSame(frames.subjectEvidenceTable(fit), evidence.subjectEvidenceTable(fit));
    expectSame(frames.latentsTable(fit, subjects), latents.latentsTable(fit, subjects));
    expectSame(frames.latentTraceTable(fit, subjects), latents.latentTraceTable(fit, subjects));
    expectSame(frames.posteriorPredictiveTable(check), predictions.posteriorPredictiveTable(check));
  });

  it('hold what the plain tables of studies hold', async () => {
    const models = { levels: hierarchical(level), twice: hierarchical({ ...level, name: 'twice' }) };
    const recovery = await recover(models.levels, { like: subjects });
    expectSame(frames.recoveryTable(recovery), recoveries.recoveryTable(recovery));
    expectSame(frames.recoverySummaryTable(recovery), summaries.recoverySummaryTable(recovery));
    const comparison = await compareModels(subjects, models, { evidence: 'laplace' });
    expectSame(frames.comparisonTable(comparison), comparisons.comparisonTable(comparison));
    expectSame(frames.comparisonSummaryTable(comparison), comparisons.comparisonSummaryTable(comparison));
    expectSame(frames.exceedanceTable(comparison), exceedances.exceedanceTable(comparison));
    const found = await identify(models, { rounds: 1, like: subjects, criteria: ['logEvidence'] });
    expectSame(frames.identificationTable(found), identifications.identificationTable(found));
    expectSame(frames.confusionTable(found), identifications.confusionTable(found));
  });
});
