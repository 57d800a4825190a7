import type { Json, JsonObject } from '../chart.ts';
import { pointerTargets } from './marks.ts';
import { fading } from './states.ts';

/** What lines with bands show and where. */
export interface BandLines {
  readonly x: Json;
  /** The y channel of a field; all layers of a plot need the same scale and title. */
  readonly y: (field: string) => JsonObject;
  readonly color: Json;
  /** Field with the value of the line; its band goes from `lower` to `upper`. */
  readonly value: string;
  /** Whether the rows have bands. */
  readonly banded: boolean;
  /** What a click does; stands in the first layer that has the colour, whose the legend is. */
  readonly params?: Json;
  readonly tooltip: Json;
}

/** Layers: the band of one standard error, the line, and where the pointer finds it. */
export function bandLines({ x, y, color, value, banded, params, tooltip }: BandLines): JsonObject[] {
  const band: JsonObject = {
    mark: { type: 'area', clip: true },
    encoding: { x, y: y('lower'), y2: { field: 'upper' }, color, opacity: fading(0.18) },
  };
  const line: JsonObject = {
    mark: { type: 'line', clip: true },
    encoding: { x, y: y(value), color, opacity: fading() },
  };
  const [first, ...others] = [...(banded ? [band] : []), line];
  return [{ ...(params === undefined ? {} : { params }), ...first }, ...others, pointerTargets(x, y(value), tooltip)];
}
