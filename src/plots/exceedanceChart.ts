import type { Table } from '../data/table.ts';
import type { Chart, JsonObject } from './chart.ts';
import { quantitative } from './parts/axes.ts';
import { type ChartRow, chartRows, hasValues, unique } from './parts/chartRows.ts';
import { ruleAt, tooltip } from './parts/marks.ts';
import { ownPanels } from './parts/ownPanels.ts';
import { barLabelRoom, rowBars } from './parts/rowBars.ts';
import { nameRoomOf, type RowPoint, rowPoints } from './parts/rowPoints.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How a chart of model frequencies is drawn. */
export interface ExceedanceChartOptions {
  readonly title?: string;
}

type ModelRow = ChartRow<'model', never, 'frequency' | 'exceedance', 'protectedExceedance'>;

/**
 * Which model is how frequent among subjects (left), and how probably the most frequent one (right), with the protected
 * probability, which allows for models that do not differ (Stephan et al. 2009, Rigoux et al. 2014).
 *
 * @param table columns model, frequency (expected share of subjects), exceedance; optional protectedExceedance (all 0 to 1)
 * @throws {DataError} when the table is empty, a column is missing or a cell cannot be drawn
 */
export function exceedanceChart(
  table: Table,
  { title = 'Models over the subjects' }: ExceedanceChartOptions = {},
): Chart {
  const rows = chartRows('exceedanceChart', table, {
    names: ['model'],
    values: ['frequency', 'exceedance'],
    optional: ['protectedExceedance'],
  });
  const isProtected = hasValues(rows, 'protectedExceedance');
  const names = unique(rows.map(({ model }) => model));
  const nameRoom = nameRoomOf(names);
  const labelRoom = barLabelRoom(['0.00']);
  const width = Math.floor((sizes.full - nameRoom - sizes.edge - 14 - labelRoom - sizes.gap) / 2);
  const most = Math.max(...rows.flatMap(({ frequency }) => frequency ?? []));
  const equal = ruleAt('x', Number((1 / names.length).toPrecision(6)), 'reference', shareAxis('').scale);
  const left: Chart = rowBars({
    rows: rows.map(({ model: name, frequency: value }) => {
      const best = value === most;
      return { name, value, best, label: value === null ? '–' : value.toFixed(2) };
    }),
    names,
    nameRoom,
    x: shareAxis('Expected frequency'),
    width,
    tooltip: tooltip(['name', 'Model'], ['value', 'Expected frequency', '.3f']),
  });
  const right: Chart = rowPoints({
    rows: [
      ...(isProtected ? pointsOf(rows, 'protectedExceedance', 'Protected exceedance probability', false) : []),
      ...pointsOf(rows, 'exceedance', 'Exceedance probability', isProtected),
    ],
    names,
    of: 'Model',
    x: shareAxis('Exceedance probability'),
    width,
    format: '.4f',
  });
  const withRule = (part: Chart): Chart => ({ ...part, layer: [equal, ...(part.layer as JsonObject[])] });
  return {
    ...titled(
      title,
      [
        `Left: share of subjects. Right: probability of being the most frequent${isProtected ? ' (point: protected, ring: not)' : ''}.`,
        'Blue: highest. Dotted: all models alike.',
      ],
      sizes.full,
    ),
    ...ownPanels({ count: 2, perRow: 2, draw: (panel) => withRule([left, right][panel]) }),
    spacing: labelRoom,
  };
}

function shareAxis(title: string): JsonObject {
  return quantitative('value', title, { domain: [0, 1], values: [0, 0.25, 0.5, 0.75, 1], format: '.2~f' });
}

function pointsOf(
  rows: readonly ModelRow[],
  field: 'exceedance' | 'protectedExceedance',
  measure: string,
  ring: boolean,
): RowPoint[] {
  const most = Math.max(...rows.map((row) => row[field] ?? Number.NEGATIVE_INFINITY));
  return rows.flatMap(({ model: name, [field]: value = null }) =>
    value === null ? [] : [{ name, value, measure, best: value === most, ring }],
  );
}
