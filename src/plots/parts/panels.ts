import type { Json, JsonObject } from '../chart.ts';
import { sizes } from '../theme.ts';

/** What the panels of a chart have in common. */
export interface Panels {
  /** Field that tells the panels apart, and its values in order. */
  readonly field: string;
  readonly names: readonly string[];
  readonly layer: readonly Json[];
}

/** Two panels a row in a chart of full width, on one y scale; with an empty place below one, each has an x axis of its own. */
export function panels({ field, names, layer }: Panels): JsonObject {
  const columns = Math.min(2, names.length);
  return {
    facet: { field, type: 'nominal', sort: names },
    columns,
    ...(names.length > columns && names.length % columns > 0 ? { resolve: { axis: { x: 'independent' } } } : {}),
    spec: {
      width: Math.floor((sizes.full - sizes.axis - sizes.edge - (columns - 1) * sizes.gap) / columns),
      height: sizes.height,
      layer,
    },
  };
}
