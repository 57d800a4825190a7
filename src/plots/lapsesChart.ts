import type { Table } from '../data/table.ts';
import type { Chart } from './chart.ts';
import { fittedDomain, quantitative } from './parts/axes.ts';
import { chartRows } from './parts/chartRows.ts';
import { type StateStyle, statesOf } from './parts/states.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';
import { statePoints } from './weights/statePoints.ts';

/** How a chart of lapses is drawn. */
export interface LapsesChartOptions {
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  readonly title?: string;
}

/**
 * How often each state lapses: a row a lapse, such as the class that it goes to, a point a state.
 *
 * @param table columns state, lapse, rate (0 to 1); optional lower and upper (one standard error around), truth
 * @throws {DataError} when the table is empty or a column is missing
 */
export function lapsesChart(table: Table, { states: given, title = 'Lapses' }: LapsesChartOptions = {}): Chart {
  const rows = chartRows('lapsesChart', table, {
    names: ['state', 'lapse'],
    values: ['rate'],
    optional: ['lower', 'upper', 'truth'],
  }).map(({ rate, ...row }) => ({ ...row, weight: rate }));
  const domain = fittedDomain(
    rows.flatMap(({ weight, upper = null, truth = null }) => [weight, upper, truth]),
    [0, 0.05],
    0.05,
  );
  const drawn = statePoints({
    rows,
    states: statesOf(
      rows.map((row) => row.state),
      given,
    ),
    field: 'lapse',
    titles: { field: 'Lapse', state: 'State', value: 'rate', format: '.1%' },
    axis: {
      channel: (field) => quantitative(field, 'Share of choices', { domain, format: '.0%' }),
      reading: [],
    },
    width: sizes.half,
  });
  return {
    ...titled(title, drawn.reading, sizes.half),
    width: sizes.half - sizes.edge - drawn.axis,
    height: drawn.height,
    data: { values: rows },
    layer: drawn.layer,
  };
}
