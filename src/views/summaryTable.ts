import { type Table, table } from '../data/table.ts';
import type { TableSource } from '../data/tableSource.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { quantile } from '../numerics/quantile.ts';
import { meanWithError } from './meanWithError.ts';
import { type OverSubjects, subjectMeans } from './subjectMeans.ts';
import { tableOfRows } from './tableOfRows.ts';

/**
 * A column averaged over subjects, a row each group: the columns of `by`, then mean (over subjects, of each subject's own mean
 * over its rows of the group, so that all subjects count alike), standardError of that mean (sample s.d. over subjects,
 * divided by the root of their number; empty with one), lower and upper (one standard error around), median, lowerQuartile and
 * upperQuartile (of the subjects' means, between neighbours in proportion), numSubjects (that have a value). Empty cells are left out; the mean is empty where nobody has a value. A subject's sessions are not independent: their spread is in no standard error here.
 *
 * @param of a table of a cohort, or a DataFrame
 * @throws {SpecError} when an option is unknown
 * @throws {DataError} when there is no such column, a value is no number, or a row has no subject
 * @example summaryTable(weightTable(cohort), { value: 'weight', by: ['state', 'feature'] })
 */
export function summaryTable(of: TableSource, options: OverSubjects): Table {
  requireKnownOptions(['value', 'by', 'over'], options, 'summaryTable');
  const { groups, columnsOf, unit } = subjectMeans(of, options);
  const summaries = groups.map(({ means }) => {
    const values = [...means.values()];
    return {
      ...meanWithError(values),
      median: quantile(values, 0.5),
      lowerQuartile: quantile(values, 0.25),
      upperQuartile: quantile(values, 0.75),
      numSubjects: means.size,
    };
  });
  const { columns } = tableOfRows(summaries, {
    mean: 'number',
    standardError: 'number',
    lower: 'number',
    upper: 'number',
    median: 'number',
    lowerQuartile: 'number',
    upperQuartile: 'number',
    numSubjects: 'number',
  });
  return table([
    ...columnsOf(groups),
    ...columns.map((column) => (column.name === 'numSubjects' ? column : { ...column, ...unit })),
  ]);
}
