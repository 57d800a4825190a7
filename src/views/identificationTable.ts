import type { Table } from '../data/table.ts';
import type { Identification } from '../workflows/identification.ts';
import { modelCriteria } from '../workflows/modelCriteria.ts';
import { tableOfRows } from './tableOfRows.ts';

/**
 * How models fitted what models simulated, a row each pair and metric: simulated, fitted, metric, mean (over rounds), wins (rounds in
 * which the fitted model was the best), rounds.
 */
export function identificationTable({ pairs }: Identification): Table {
  const rows = pairs.map(({ simulated, fitted, metric, mean, wins, rounds }) => ({
    simulated,
    fitted,
    metric: modelCriteria[metric].title,
    mean,
    wins,
    rounds,
  }));
  return tableOfRows(rows, {
    simulated: 'string',
    fitted: 'string',
    metric: 'string',
    mean: 'number',
    wins: 'number',
    rounds: 'number',
  });
}

/**
 * Who is taken for whom, a row each pair, metric and kind: simulated, fitted, share, metric, kind ('confusion', P(fits best |
 * simulated), or 'inversion', P(simulated | fits best)). Shares are empty where no model was the best, or a model never was.
 *
 * @example confusionChart(confusionTable(identification))
 */
export function confusionTable({ matrices, modelNames }: Identification): Table {
  const rows = matrices.flatMap(({ metric, ...kinds }) =>
    (['confusion', 'inversion'] as const).flatMap((kind) =>
      modelNames.flatMap((simulated, m) =>
        modelNames.map((fitted, n) => ({
          simulated,
          fitted,
          share: kinds[kind][m][n],
          metric: modelCriteria[metric].title,
          kind,
        })),
      ),
    ),
  );
  return tableOfRows(rows, {
    simulated: 'string',
    fitted: 'string',
    share: 'number',
    metric: 'string',
    kind: 'string',
  });
}
