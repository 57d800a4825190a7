import type { Chart, JsonObject } from '../chart.ts';
import { axisNames, namesWidth } from './axisNames.ts';
import { tooltip } from './marks.ts';

/** A number in the row of a name; `best` stands out, and `ring` is for the second of two measures. */
export type RowPoint = {
  readonly name: string;
  readonly value: number;
  readonly measure: string;
  readonly best: boolean;
  readonly ring: boolean;
};

/** What points in rows of names show, and where. */
export interface RowPoints {
  readonly rows: readonly RowPoint[];
  /** All names, from top to bottom. */
  readonly names: readonly string[];
  /** Pixels for the names; without them, the rows stand beside others that have them. */
  readonly nameRoom?: number;
  /** What a row is. */
  readonly of: string;
  readonly x: JsonObject;
  readonly width: number;
  readonly format: string;
}

/** Room for names at the left, as `rowPoints` writes them. */
export function nameRoomOf(names: readonly string[]): number {
  return namesWidth(names, 140);
}

/** The y channel of rows of names. */
export function rowNames(names: readonly string[], nameRoom?: number): JsonObject {
  return {
    field: 'name',
    type: 'nominal',
    sort: names,
    title: null,
    scale: { domain: names },
    axis:
      nameRoom === undefined
        ? { labels: false, grid: true, minExtent: 0 }
        : { ...axisNames(names, nameRoom, 'y'), labelPadding: 8, grid: true, minExtent: nameRoom + 8 },
  };
}

/** Height of rows of names, in pixels. */
export function rowsHeight(names: readonly string[]): number {
  return Math.max(60, 30 * names.length);
}

/** Points from left to right in rows of names, which stay horizontal however long they are; the best in blue, the others grey. */
export function rowPoints({ rows, names, nameRoom, of, x, width, format }: RowPoints): Chart {
  const y = rowNames(names, nameRoom);
  const shown = tooltip(['name', of], ['measure', 'Measure'], ['value', 'Value', format]);
  const kinds = [true, false].flatMap((ring) => [true, false].map((best) => ({ ring, best })));
  return {
    width,
    height: rowsHeight(names),
    data: { values: rows },
    layer: kinds
      .filter(({ ring, best }) => rows.some((row) => row.ring === ring && row.best === best))
      .map(({ ring, best }) => ({
        transform: [{ filter: `datum.ring == ${ring} && datum.best == ${best}` }],
        mark: {
          type: 'point',
          style: best ? 'emphasis' : 'quiet',
          size: ring ? 120 : 44,
          ...(ring && { filled: false, strokeWidth: 1.5 }),
        },
        encoding: { x, y, tooltip: shown },
      })),
  };
}
