import type { Chart, Json, JsonObject } from '../chart.ts';
import { rowNames, rowsHeight } from './rowPoints.ts';
import { textWidth } from './textWidth.ts';

/** A bar in the row of a name; `label` stands at its end, `best` stands out. */
export type RowBar = JsonObject & {
  readonly name: string;
  readonly value: number | null;
  readonly label: string;
  readonly best: boolean;
};

/** What bars in rows of names show, and where. */
export interface RowBars {
  readonly rows: readonly RowBar[];
  /** All names, from top to bottom. */
  readonly names: readonly string[];
  /** Pixels for the names; without them, the rows stand beside others that have them. */
  readonly nameRoom?: number;
  readonly x: JsonObject;
  readonly width: number;
  /** Layers above the plot. */
  readonly title?: readonly JsonObject[];
  readonly tooltip: Json;
}

/** Room right of the longest bar for its label, in pixels. */
export function barLabelRoom(labels: readonly string[]): number {
  return Math.ceil(Math.max(...labels.map((label) => textWidth(label, { bold: true })))) + 14;
}

/** Bars from the left in rows of names, each with its number; the best in blue, the others grey, a best one of no length as a point. */
export function rowBars({ rows, names, nameRoom, x, width, title = [], tooltip }: RowBars): Chart {
  const y = rowNames(names, nameRoom);
  const bars = (best: boolean): JsonObject => ({
    transform: [{ filter: `isValid(datum.value) && datum.best == ${best}` }],
    mark: { type: 'bar', size: 14, style: best ? 'emphasis' : 'quiet', opacity: best ? 1 : 0.55 },
    encoding: { x: { ...x, stack: null }, y, tooltip },
  });
  const labels = (best: boolean): JsonObject => ({
    transform: [
      { filter: `datum.best == ${best}` },
      { calculate: 'isValid(datum.value) ? datum.value : 0', as: 'end' },
    ],
    mark: { type: 'text', align: 'left', dx: best ? 9 : 5, ...(best ? { fontWeight: 'bold' } : {}) },
    encoding: { x: { ...x, field: 'end' }, y, text: { field: 'label', type: 'nominal' } },
  });
  return {
    width,
    height: rowsHeight(names),
    data: { values: rows },
    layer: [
      ...title,
      bars(false),
      bars(true),
      {
        transform: [{ filter: 'datum.best && datum.value == 0' }],
        mark: { type: 'point', style: 'emphasis', size: 70 },
        encoding: { x, y, tooltip },
      },
      labels(false),
      labels(true),
    ],
  };
}
