import type { Table } from '../data/table.ts';
import type { Recovery } from '../workflows/recovery.ts';
import { tableOfRows } from './tableOfRows.ts';
import { variedSizes } from './variedSizes.ts';

/**
 * True values and what was recovered of them, a row for each cohort, subject and parameter: parameter, subject, truth, estimate, and
 * lower and upper ends of a 95 % interval, natural values. Where the grid varies them, there are also numTrials (of a subject, in all
 * blocks), numSubjects and numBlocks.
 */
export function recoveryTable(recovery: Recovery): Table {
  const varied = variedSizes(recovery);
  const rows = recovery.cells.flatMap((cell) =>
    cell.values.map(({ parameter, subject, truth, estimate, lower, upper }) => ({
      ...{ parameter, subject, truth, estimate, lower, upper },
      ...Object.fromEntries(varied.map((name) => [name, cell[name]])),
    })),
  );
  return tableOfRows(rows, {
    parameter: 'string',
    subject: 'string',
    truth: 'number',
    estimate: 'number',
    lower: 'number',
    upper: 'number',
    ...Object.fromEntries(varied.map((name) => [name, 'number' as const])),
  });
}
