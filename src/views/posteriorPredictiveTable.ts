import type { Table } from '../data/table.ts';
import type { PosteriorPredictive } from '../workflows/posteriorPredictive.ts';
import { tableOfRows } from './tableOfRows.ts';

/**
 * A posterior predictive check, a row each statistic and subject: statistic, subject, observed, predicted (median), lower, upper (middle
 * 95 % of the simulations), covered (whether the observed number lies within). Cells are empty where there is no number.
 */
export function posteriorPredictiveTable({ statistics, subjects }: PosteriorPredictive): Table {
  const rows = statistics.flatMap(({ name, observed, predicted, lower, upper, covered }) =>
    subjects.map((subject, s) => ({
      statistic: name,
      subject,
      observed: observed[s],
      predicted: predicted[s],
      lower: lower[s],
      upper: upper[s],
      covered: covered[s],
    })),
  );
  return tableOfRows(rows, {
    statistic: 'string',
    subject: 'string',
    observed: 'number',
    predicted: 'number',
    lower: 'number',
    upper: 'number',
    covered: 'boolean',
  });
}
