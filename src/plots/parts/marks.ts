import type { Json, JsonObject } from '../chart.ts';
import { hasValues } from './chartRows.ts';

/** A quantitative channel without a format shows numbers as they are. */
export type TooltipField = readonly [field: string, title: string, format?: string];

/** What the pointer shows: a line a field. */
export function tooltip(...fields: readonly TooltipField[]): Json {
  return fields.map(([field, title, format]) => ({
    field,
    title,
    ...(format === undefined ? { type: 'nominal' } : { type: 'quantitative', format }),
  }));
}

/** Band and true value for the pointer, where the rows have them. */
export function uncertaintyFields(rows: readonly JsonObject[], truth: string, format: string): TooltipField[] {
  const fields: TooltipField[] = [
    ['lower', '−1 s.e.', format],
    ['upper', '+1 s.e.', format],
    ['truth', truth, format],
  ];
  return fields.filter(([field]) => hasValues(rows, field));
}

/** Invisible points that carry the tooltips of lines; without `aria: false` each would write its whole tooltip into an SVG. */
export function pointerTargets(x: Json, y: Json, shown: Json): JsonObject {
  return {
    mark: { type: 'point', shape: 'square', size: 160, opacity: 0, aria: false, clip: true },
    encoding: { x, y, tooltip: shown },
  };
}

/** One rule across the plot at a value. */
export function ruleAt(
  channel: 'x' | 'y',
  datum: number,
  style: 'reference' | 'zero' | 'strong',
  scale?: Json,
): JsonObject {
  return {
    // With the chart's own data the rule would be drawn once a row.
    data: { values: [{}] },
    mark: { type: 'rule', style, strokeWidth: 1 },
    encoding: { [channel]: { datum, type: 'quantitative', ...(scale === undefined ? {} : { scale }) } },
  };
}

/** The dash of true values: an encoding, since a dash in a mark or a style would reach the legend's symbols. */
export const truthDash: JsonObject = { value: [5, 3] };
