import type { Table } from '../data/table.ts';
import type { Chart, JsonObject } from './chart.ts';
import { chartRows, unique } from './parts/chartRows.ts';
import { tooltip } from './parts/marks.ts';
import { ownPanels, panelsOuter, panelTitle, panelWidth } from './parts/ownPanels.ts';
import { thinnedLine } from './parts/thinning.ts';
import { titled } from './parts/title.ts';
import { tracePanel } from './parts/tracePanel.ts';

/** How a chart of a fit's iterations is drawn. */
export interface GroupTraceChartOptions {
  readonly title?: string;
}

const mostPoints = 300;
/** Room for tick labels such as −12,345.6, in pixels. */
const labels = 48;

/**
 * How a fit of a group came about: the log evidence and each group parameter over the iterations, a panel a quantity with a y
 * axis of its own.
 *
 * @param table columns iteration (a number), quantity (such as 'log evidence', 'learning rate mean'), value (empty is a gap)
 * @throws {DataError} when the table is empty, a column is missing or a cell cannot be drawn
 */
export function groupTraceChart(table: Table, { title = 'Group over iterations' }: GroupTraceChartOptions = {}): Chart {
  const rows = chartRows('groupTraceChart', table, {
    names: ['quantity'],
    indices: ['iteration'],
    values: ['value'],
    digits: 8,
  });
  const quantities = unique(rows.map(({ quantity }) => quantity));
  const iterations = rows
    .map(({ iteration }) => iteration)
    .reduce(
      ([first, last], one) => [Math.min(first, one), Math.max(last, one)],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
  const [first, last] = iterations;
  const perRow = quantities.length === 3 || quantities.length > 4 ? 3 : Math.min(2, quantities.length);
  const outer = panelsOuter(quantities.length);
  const width = panelWidth(perRow, outer, { others: labels });
  const height = quantities.length > 6 ? 84 : 120;
  return {
    ...titled(
      title,
      [`${last.toLocaleString('en')} iteration${last === 1 ? '' : 's'}.`, 'Each panel has a y axis of its own.'],
      outer,
    ),
    ...ownPanels({
      count: quantities.length,
      perRow,
      draw: (panel, { bottom }) => {
        const own = rows.filter(({ quantity }) => quantity === quantities[panel]);
        const sorted = [...own].sort((a, b) => a.iteration - b.iteration);
        const x: JsonObject = {
          field: 'iteration',
          type: 'quantitative',
          title: bottom ? 'Iteration' : null,
          scale: { domain: first === last ? [first - 0.5, last + 0.5] : [first, last], nice: false, zero: false },
          axis: { format: ',d', tickMinStep: 1, tickCount: 5 },
        };
        return tracePanel({
          rows: thinnedLine(sorted, mostPoints).map(({ iteration, value }) => ({ iteration, value })),
          x,
          width,
          height,
          strokeWidth: 2,
          title: panelTitle(quantities[panel], width),
          tooltip: tooltip(['iteration', 'Iteration', ',d'], ['value', quantities[panel], ',.6~r']),
        });
      },
    }),
  };
}
