import type { Table } from '../data/table.ts';
import type { LikelihoodRatio } from '../workflows/likelihoodRatios.ts';
import { tableOfRows } from './tableOfRows.ts';

/**
 * Likelihood-ratio tests, a row each regressor: regressor, chi2 (twice the log-likelihood in nats that is lost without it),
 * df (weights that it has), p, logLikelihood (nats, of the model without it), converged.
 */
export function likelihoodRatioTable(ratios: readonly LikelihoodRatio[]): Table {
  const rows = ratios.map(({ regressor, chi2, df, p, logLikelihood, converged }) => ({
    regressor,
    chi2,
    df,
    p,
    logLikelihood,
    converged,
  }));
  return tableOfRows(rows, {
    regressor: 'string',
    chi2: 'number',
    df: 'number',
    p: 'number',
    logLikelihood: 'number',
    converged: 'boolean',
  });
}
