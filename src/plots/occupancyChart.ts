import type { Table } from '../data/table.ts';
import type { Chart } from './chart.ts';
import { sessionTicks } from './parts/axes.ts';
import { unique } from './parts/chartRows.ts';
import { endLabels, spreadLabels, widthBesideLabels } from './parts/endLabels.ts';
import { tooltip } from './parts/marks.ts';
import { type MeasureChartOptions, measureOf } from './parts/measure.ts';
import { fading, isolateByClick, stateColor, statesOf } from './parts/states.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** The columns that the chart can draw, one at a time. */
export type OccupancyColumn = 'occupancy' | 'soft' | 'hard';

const measures: Readonly<Record<OccupancyColumn, string>> = {
  occupancy: 'Share of the trials of each session.',
  soft: 'Mean posterior probability in each session.',
  hard: 'Share of trials whose most likely state it is.',
};

/** How an occupancy chart is drawn. */
export type OccupancyChartOptions = MeasureChartOptions<OccupancyColumn>;

/**
 * Share of trials spent in each state: a stacked bar a session, the names beside the last bar.
 *
 * @param table columns session (counted from 1), state, and that named by `column` (0 to 1, one in all states together; empty is a gap)
 * @throws {DataError} when the table is empty or a column is missing
 * @throws {SpecError} when `column` is another
 */
export function occupancyChart(
  table: Table,
  { states: given, width = 'half', column = 'occupancy', title = 'Time in each state' }: OccupancyChartOptions = {},
): Chart {
  const { sentence, rows } = measureOf('occupancyChart', table, measures, column, 'occupancy');
  const states = statesOf(
    rows.map((row) => row.state),
    given,
  );
  const names = states.map((state) => state.name);
  const sessions = unique(rows.map((row) => row.session)).sort((a, b) => a - b);
  const separate = sessions.length <= 30;
  const known = rows.filter((row) => row.occupancy !== null);
  const last = Math.max(...known.map((row) => row.session));
  let top = 0;
  const middles = names.map((state) => {
    const share = known.find((row) => row.session === last && row.state === state)?.occupancy ?? 0;
    top += share;
    return { state, at: top - share / 2 };
  });
  const color = stateColor(states);
  const values = sessionTicks(sessions);
  return {
    ...titled(title, [sentence], sizes[width]),
    width: widthBesideLabels(sizes[width], names),
    height: sizes.height,
    layer: [
      {
        data: { values: rows.map((row) => ({ ...row, order: names.indexOf(row.state) })) },
        mark: { type: 'bar', aria: false, ...(separate ? { style: 'gap' } : {}) },
        encoding: {
          x: {
            field: 'session',
            type: 'ordinal',
            title: 'Session',
            scale: { paddingInner: separate ? 0.06 : 0, paddingOuter: 0 },
            axis: { values, tickCount: values.length, ticks: true },
          },
          y: {
            field: 'occupancy',
            type: 'quantitative',
            stack: 'zero',
            title: 'Share of trials',
            scale: { domain: [0, 1], nice: false },
            axis: { format: '.0%' },
          },
          order: { field: 'order', type: 'quantitative' },
          color,
          opacity: fading(0.9),
          tooltip: tooltip(['state', 'State'], ['session', 'Session'], ['occupancy', 'Share', '.1%']),
        },
      },
      { params: isolateByClick, ...endLabels(spreadLabels(middles, [0, 1]), [0, 1], color) },
    ],
  };
}
