import type { Json, JsonObject } from '../chart.ts';
import { sizes } from '../theme.ts';

/** What the panels of a chart have in common. */
export interface Panels {
  /** Field that tells the panels apart, and its values in order. */
  readonly field: string;
  readonly names: readonly string[];
  readonly layer: readonly Json[];
  /** Panels a row; two by default. */
  readonly perRow?: number;
  /** Pixels at the left for the y axis and its title. */
  readonly axis?: number;
  readonly height?: number;
}

/** Panels in a chart of full width, on one y scale; with an empty place below one, each has an x axis of its own. */
export function panels({
  field,
  names,
  layer,
  perRow = 2,
  axis = sizes.axis,
  height = sizes.height,
}: Panels): JsonObject {
  const columns = Math.min(perRow, names.length);
  return {
    facet: { field, type: 'nominal', sort: names },
    columns,
    ...(names.length > columns && names.length % columns > 0 ? { resolve: { axis: { x: 'independent' } } } : {}),
    spec: {
      width: Math.floor((sizes.full - axis - sizes.edge - (columns - 1) * sizes.gap) / columns),
      height,
      layer,
    },
  };
}
