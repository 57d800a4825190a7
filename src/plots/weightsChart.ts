import { hasColumn, type Table } from '../data/table.ts';
import type { Chart } from './chart.ts';
import type { StateStyle } from './parts/states.ts';
import { weightsBySession } from './weights/weightsBySession.ts';
import { weightsByState } from './weights/weightsByState.ts';

/** How a weights chart is drawn. */
export interface WeightsChartOptions {
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  readonly title?: string;
}

/**
 * GLM weights. With a session column: a panel a feature, a line a state. Without: a row a feature, a point a state. Classes
 * have panels of their own.
 *
 * @param table columns state, feature, weight (log-odds per unit); optional class, session (counted from 1), lower and upper
 *   (±1 standard error), truth. An empty weight is a gap; one that runs to infinity, as its band says, stands at the edge.
 * @throws {DataError} when the table is empty or a column is missing
 */
export function weightsChart(table: Table, { states, title = 'GLM weights' }: WeightsChartOptions = {}): Chart {
  const options = { title, ...(states ? { states } : {}) };
  return hasColumn(table, 'session') ? weightsBySession(table, options) : weightsByState(table, options);
}
