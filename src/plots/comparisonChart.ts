import type { Table } from '../data/table.ts';
import { DataError, quote } from '../errors.ts';
import type { Chart, JsonObject } from './chart.ts';
import { quantitative } from './parts/axes.ts';
import { type ChartRow, chartRows, unique } from './parts/chartRows.ts';
import { differenceAxis } from './parts/differenceAxis.ts';
import { tooltip } from './parts/marks.ts';
import { ownPanels, panelTitle } from './parts/ownPanels.ts';
import { barLabelRoom, type RowBar, rowBars } from './parts/rowBars.ts';
import { nameRoomOf } from './parts/rowPoints.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How a comparison of models is drawn. */
export interface ComparisonChartOptions {
  readonly title?: string;
}

type CriterionRow = ChartRow<'model' | 'criterion' | 'better', never, 'value' | 'difference', never>;

/** Above this difference the axis is log-like. */
const linear = 100;

/**
 * How far models are from the best by each criterion: a panel a criterion, a bar a model, the best in blue.
 *
 * @param table columns model, criterion, value, difference (to the best, at least 0; an empty one has no bar), better ('higher' or
 *   'lower': which values of the criterion are); the unit of `difference` is that of the axis
 * @throws {DataError} when the table is empty, a column is missing or a cell cannot be drawn
 */
export function comparisonChart(table: Table, { title = 'Models compared' }: ComparisonChartOptions = {}): Chart {
  const rows = chartRows('comparisonChart', table, {
    names: ['model', 'criterion', 'better'],
    values: ['value', 'difference'],
    digits: 12,
  });
  requireDifferences(rows);
  const unit = table.columns.find(({ name }) => name === 'difference')?.unit;
  const axis = `Distance${unit === undefined ? '' : ` (${unit})`}`;
  const names = unique(rows.map(({ model }) => model));
  const criteria = unique(rows.map(({ criterion }) => criterion));
  const nameRoom = nameRoomOf(names);
  const perRow = criteria.length === 4 ? 2 : Math.min(3, criteria.length);
  const outer = perRow === 1 ? sizes.half + nameRoom : sizes.full;
  const between = (perRow - 1) * sizes.gap;
  const labelRoom = barLabelRoom(barsOf(rows).map(({ label }) => label));
  const width = Math.floor((outer - nameRoom - 16 - between) / perRow - labelRoom);
  return {
    ...titled(
      title,
      [
        'Bar: distance from the best model, which is blue.',
        ...(rows.some(({ difference }) => difference === null) ? ['–: no value.'] : []),
      ],
      outer,
    ),
    ...ownPanels({
      count: criteria.length,
      perRow,
      draw: (panel, { left, bottom }) => {
        const own = rows.filter(({ criterion }) => criterion === criteria[panel]);
        const x = axisOf(
          axis,
          own.flatMap(({ difference }) => difference ?? []),
        );
        return rowBars({
          rows: barsOf(own),
          names,
          ...(left && { nameRoom }),
          x: bottom || x.title !== axis ? x : { ...x, title: null },
          width,
          title: panelTitle(criteria[panel], width + labelRoom, [`${own[0].better} is better`]),
          tooltip: tooltip(
            ['name', 'Model'],
            ['amount', criteria[panel], ',.2f'],
            ['value', 'Distance from the best', ',.2f'],
          ),
        });
      },
    }),
  };
}

function barsOf(rows: readonly CriterionRow[]): RowBar[] {
  return rows.map(({ model: name, value: amount, difference: value }) => {
    const best = value === 0;
    return { name, amount, value, best, label: best ? 'best' : briefly(value) };
  });
}

function axisOf(title: string, differences: readonly number[]): JsonObject {
  const most = Math.max(0, ...differences);
  if (most > linear) {
    const channel = differenceAxis(`${title}, log-like axis`, differences);
    return { ...channel, axis: { ...(channel.axis as JsonObject), labelSeparation: 8 } };
  }
  return {
    ...quantitative('value', title),
    scale: { domain: [0, most > 0 ? most : 1], nice: false, padding: 6 },
    axis: { tickCount: 3 },
  };
}

/** As many digits as tell models apart. */
function briefly(value: number | null): string {
  if (value === null) return '–';
  if (value > 0 && value < 1) return value < 0.001 ? '< 0.001' : String(Number(value.toPrecision(2)));
  const digits = value > 0 && value < linear ? 1 : 0;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function requireDifferences(rows: readonly CriterionRow[]): void {
  const refuse = (column: string, row: number, wanted: string, value: unknown): void => {
    if (row >= 0)
      throw new DataError(
        { column, row },
        `Column "${column}" must hold ${wanted} for comparisonChart, but row ${row} holds ${quote(value)}.`,
      );
  };
  const better = rows.findIndex((row) => row.better !== 'higher' && row.better !== 'lower');
  refuse('better', better, "'higher' or 'lower'", rows[better]?.better);
  const negative = rows.findIndex(({ difference }) => difference !== null && difference < 0);
  refuse('difference', negative, 'differences of at least 0', rows[negative]?.difference);
}
