import type { Table } from '../data/table.ts';
import type { Chart } from './chart.ts';
import { chartRows, unique } from './parts/chartRows.ts';
import { panels } from './parts/panels.ts';
import { type StateStyle, statesOf } from './parts/states.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';
import { statePoints } from './weights/statePoints.ts';
import { weightAxis } from './weights/weightAxis.ts';

/** How a chart of the weights of inputs is drawn. */
export interface TransitionWeightsChartOptions {
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  readonly title?: string;
}

/**
 * What inputs do to the transitions: a panel an input, a row a state that is left, a point in the colour of the state that
 * is reached; to the right of 0 the transition becomes more likely against staying.
 *
 * @param table columns from, to, input, weight (log-odds against staying per unit); optional lower and upper (±1 standard
 *   error), truth. One that runs to infinity, as its band says, stands at the edge.
 * @throws {DataError} when the table is empty or a column is missing
 */
export function transitionWeightsChart(
  table: Table,
  { states: given, title = 'Weights of inputs on transitions' }: TransitionWeightsChartOptions = {},
): Chart {
  const rows = chartRows('transitionWeightsChart', table, {
    names: ['from', 'to', 'input'],
    values: ['weight'],
    optional: ['lower', 'upper', 'truth'],
  }).map(({ from, to, ...row }) => ({ ...row, from: `from ${from}`, state: to }));
  const drawn = statePoints({
    rows,
    states: statesOf(
      rows.map((row) => row.state),
      given,
    ),
    field: 'from',
    titles: { field: 'Transition', state: 'To' },
    axis: weightAxis(table, rows),
    width: sizes.full,
  });
  return {
    ...titled(title, ['Row: state before. Colour: state after.', ...drawn.reading], sizes.full),
    data: { values: rows },
    ...panels({
      field: 'input',
      names: unique(rows.map((row) => row.input)),
      layer: drawn.layer,
      axis: drawn.axis,
      height: drawn.height,
    }),
  };
}
