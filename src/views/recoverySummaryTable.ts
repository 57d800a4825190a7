import type { Table } from '../data/table.ts';
import type { Recovery } from '../workflows/recovery.ts';
import { tableOfRows } from './tableOfRows.ts';
import { variedSizes } from './variedSizes.ts';

/**
 * How well parameters were recovered, a row for each cohort and parameter: parameter, correlation (Pearson's, of truth and estimate),
 * rankCorrelation (Spearman's), bias and rmse (natural units), coverage (share of truths within their 95 % intervals), numTrials (of a
 * subject, in all blocks), numSubjects, and numBlocks where the grid varies it. Empty cells: there is no such number.
 */
export function recoverySummaryTable(recovery: Recovery): Table {
  const blocks = variedSizes(recovery).filter((name) => name === 'numBlocks');
  const rows = recovery.cells.flatMap(({ numTrials, numSubjects, numBlocks, summaries }) =>
    summaries.map(({ parameter, correlation, rankCorrelation, bias, rmse, coverage }) => ({
      ...{ parameter, correlation, rankCorrelation, bias, rmse, coverage, numTrials, numSubjects, numBlocks },
    })),
  );
  return tableOfRows(rows, {
    parameter: 'string',
    correlation: 'number',
    rankCorrelation: 'number',
    bias: 'number',
    rmse: 'number',
    coverage: 'number',
    numTrials: 'number',
    numSubjects: 'number',
    ...Object.fromEntries(blocks.map((name) => [name, 'number' as const])),
  });
}
