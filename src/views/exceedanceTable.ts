import type { Table } from '../data/table.ts';
import type { ModelComparison } from '../workflows/modelComparison.ts';
import { tableOfRows } from './tableOfRows.ts';

/**
 * How frequent models are among subjects, a row each model: model, frequency (expected share of subjects), exceedance (probability of
 * being the most frequent), protectedExceedance (the same, allowing for models that do not differ).
 *
 * @example exceedanceChart(exceedanceTable(comparison))
 */
export function exceedanceTable({ models, selection }: ModelComparison): Table {
  const rows = models.map(({ name: model }, m) => ({
    model,
    frequency: selection.frequencies[m],
    exceedance: selection.exceedance[m],
    protectedExceedance: selection.protectedExceedance[m],
  }));
  return tableOfRows(rows, {
    model: 'string',
    frequency: 'number',
    exceedance: 'number',
    protectedExceedance: 'number',
  });
}
