import { hasColumn, type Table } from '../data/table.ts';
import { DataError, quote } from '../errors.ts';
import type { Chart, JsonObject } from './chart.ts';
import { axisNames, namesWidth } from './parts/axisNames.ts';
import { cellNumbers, longestWord } from './parts/cells.ts';
import { type ChartRow, chartRows, unique } from './parts/chartRows.ts';
import { tooltip } from './parts/marks.ts';
import { ownPanels, panelTitle } from './parts/ownPanels.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How a chart of model recovery is drawn. */
export interface ConfusionChartOptions {
  readonly title?: string;
}

type ShareRow = ChartRow<'simulated' | 'fitted' | 'metric' | 'kind', never, 'share', never>;

const kinds: Readonly<Record<string, { readonly name: string; readonly reading: string }>> = {
  confusion: { name: 'P(best fit | simulated)', reading: 'rows sum to 1' },
  inversion: { name: 'P(simulated | best fit)', reading: 'columns sum to 1' },
};

const cellHeight = 34;
/** Width of the name of a kind. */
const titleRoom = 136;
/** The most panels side by side. */
const mostPerRow = 3;

/**
 * How often each model fits best the data that each model simulated: a matrix a kind and metric, rows in the order in which models
 * come, numbers in the cells.
 *
 * @param table columns simulated, fitted (models), share (0 to 1; an empty one has no cell); optional metric (what models were
 *   compared by) and kind ('confusion', P(fitted | simulated), or 'inversion', P(simulated | fitted); confusion by default)
 * @throws {DataError} when the table is empty, a column is missing, a cell cannot be drawn or a kind is another
 */
export function confusionChart(table: Table, { title = 'Model recovery' }: ConfusionChartOptions = {}): Chart {
  const given = (['metric', 'kind'] as const).filter((name) => hasColumn(table, name));
  const rows = chartRows('confusionChart', table, { names: ['simulated', 'fitted', ...given], values: ['share'] });
  requireKinds(rows, given);
  const names = unique([...rows.map(({ simulated }) => simulated), ...rows.map(({ fitted }) => fitted)]);
  const [simulated, fitted] = (['simulated', 'fitted'] as const).map((field) =>
    names.filter((name) => rows.some((row) => row[field] === name)),
  );
  const keyOf = (row: ShareRow): string => JSON.stringify(given.map((name) => row[name]));
  const panels = unique(rows.map(keyOf)).map((key) => rows.filter((row) => keyOf(row) === key));
  const nameRoom = namesWidth(simulated, 120);
  const layout = layoutOf(
    fitted,
    nameRoom,
    given.includes('kind') ? unique(rows.map(({ kind }) => kind)).length : 0,
    panels.length,
  );
  const { cell, perRow, slanted } = layout;
  const x: JsonObject = {
    ...band('fitted', fitted),
    axis: slanted
      ? { labelAngle: -40, labelAlign: 'right', labelBaseline: 'middle', labelOverlap: false, labelLimit: 200 }
      : { ...axisNames(fitted, cell - 4, 'x'), labelPadding: 6 },
  };
  const y: JsonObject = band('simulated', simulated);
  const rowNames: JsonObject = { ...axisNames(simulated, nameRoom, 'y'), labelPadding: 8, minExtent: nameRoom + 8 };
  const width = Math.max(sizes.half, Math.min(sizes.full, nameRoom + 30 + perRow * (cell * fitted.length + sizes.gap)));
  return {
    ...titled(
      title,
      [
        'Row: model that simulated. Column: model that fits best.',
        ...(panels.length === 1 ? [capitalised(`${kindOf(rows[0]).reading}.`)] : []),
        ...(rows.some(({ share }) => share === null) ? ['Empty: not defined.'] : []),
      ],
      width,
    ),
    ...ownPanels({
      count: panels.length,
      perRow,
      draw: (panel, place) => {
        const own = panels[panel];
        const channels: JsonObject = {
          x: { ...x, title: place.bottom ? 'Best fit' : null },
          y: place.left
            ? { ...y, title: 'Simulated', axis: rowNames }
            : { ...y, title: null, axis: { labels: false, minExtent: 0 } },
        };
        return {
          width: cell * fitted.length,
          height: cellHeight * simulated.length,
          data: { values: own.filter(({ share }) => share !== null) },
          layer: [
            ...(panels.length > 1 ? titleOf(own[0], given, cell * fitted.length) : []),
            {
              mark: { type: 'rect', style: 'gap' },
              encoding: {
                ...channels,
                color: { field: 'share', type: 'quantitative', legend: null, scale: { domain: [0, 1] } },
                tooltip: tooltip(
                  ['simulated', 'Simulated'],
                  ['fitted', 'Best fit'],
                  ['share', kindOf(own[0]).name, '.4f'],
                ),
              },
            },
            ...cellNumbers({
              field: 'share',
              of: 'share',
              inkSwitch: 0.5,
              format: '.2f',
              encoding: channels,
              look: { fontSize: cell < 40 ? 10 : 12 },
            }),
          ],
        };
      },
    }),
  };
}

function band(field: string, names: readonly string[]): JsonObject {
  return { field, type: 'nominal', sort: names, scale: { domain: names, padding: 0 } };
}

/** Cells as wide as the names below them need, narrower ones with slanted names where those leave the page; kinds side by side if they fit. */
function layoutOf(
  names: readonly string[],
  nameRoom: number,
  numKinds: number,
  numPanels: number,
): { readonly cell: number; readonly perRow: number; readonly slanted: boolean } {
  const room = sizes.full - nameRoom - 40;
  const cell = Math.max(50, longestWord(names) + 6, numPanels > 1 ? Math.ceil(titleRoom / names.length) : 0);
  const matrix = cell * names.length + sizes.gap;
  if (matrix > room)
    return { cell: Math.max(26, Math.min(50, Math.floor(room / names.length))), perRow: 1, slanted: true };
  const fitting = Math.min(mostPerRow, Math.floor(room / matrix));
  const wanted = numKinds > 1 ? numKinds : numPanels;
  return { cell, perRow: numKinds > 1 && fitting < numKinds ? 1 : Math.min(wanted, fitting), slanted: false };
}

function kindOf({ kind }: Partial<ShareRow>): (typeof kinds)[string] {
  return kinds[kind ?? 'confusion'];
}

function titleOf(row: ShareRow, given: readonly string[], width: number): JsonObject[] {
  const { name, reading } = kindOf(row);
  const metric = given.includes('metric') ? capitalised(row.metric) : '';
  return panelTitle(metric || name, width, [...(metric ? [name] : []), reading]);
}

function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function requireKinds(rows: readonly ShareRow[], given: readonly string[]): void {
  const row = given.includes('kind') ? rows.findIndex(({ kind }) => !Object.hasOwn(kinds, kind)) : -1;
  if (row >= 0)
    throw new DataError(
      { column: 'kind', row },
      `Column "kind" must hold 'confusion' or 'inversion' for confusionChart, but row ${row} holds ${quote(rows[row].kind)}.`,
    );
}
