import type { Chart, Json, JsonObject } from '../chart.ts';
import { pointerTargets, ruleAt } from './marks.ts';

/** A point of a line; `part` tells stretches apart that no line joins. */
export type TracePoint = JsonObject & { readonly value: number | null; readonly part?: string };

/** What a line over trials or steps shows. */
export interface TracePanel {
  /** In the order of the line. */
  readonly rows: readonly TracePoint[];
  /** The x channel. */
  readonly x: JsonObject;
  readonly width: number;
  readonly height: number;
  readonly strokeWidth: number;
  /** Where stretches begin, as dotted rules. */
  readonly rules?: readonly number[];
  /** Layers above the plot. */
  readonly title: readonly JsonObject[];
  readonly tooltip: Json;
}

/** A line on a y axis of its own, with 0 as a rule where values lie on both sides; a value between two gaps is a point. */
export function tracePanel({ rows, x, width, height, strokeWidth, rules = [], title, tooltip }: TracePanel): Chart {
  const values = rows.flatMap(({ value }) => value ?? []);
  const domain = spanOf(values);
  const y: JsonObject = {
    field: 'value',
    type: 'quantitative',
    title: null,
    scale: { domain, nice: false, zero: false },
    axis: {
      tickCount: Math.max(3, Math.round(height / 35)),
      ...(Math.max(...domain.map(Math.abs)) >= 1e6 ? { format: '.3~s' } : {}),
    },
  };
  const marked = rows.map((row, place) =>
    row.value === null || isJoined(row, rows[place - 1]) || isJoined(row, rows[place + 1])
      ? row
      : { ...row, lonely: true },
  );
  return {
    width,
    height,
    data: { values: marked },
    layer: [
      ...title,
      ...(values.some((value) => value < 0) && values.some((value) => value > 0)
        ? [ruleAt('y', 0, 'zero', y.scale)]
        : []),
      ...(rules.length > 0
        ? [
            {
              data: { values: rules.map((at) => ({ at })) },
              mark: { type: 'rule', style: 'reference', strokeWidth: 1 },
              encoding: { x: { ...x, field: 'at' } },
            },
          ]
        : []),
      {
        mark: { type: 'line', style: 'emphasis', strokeWidth, aria: false, clip: true },
        encoding: {
          x,
          y,
          ...(rows.some(({ part }) => part !== undefined) ? { detail: { field: 'part', type: 'nominal' } } : {}),
        },
      },
      ...(marked.some((row) => 'lonely' in row)
        ? [
            {
              transform: [{ filter: 'datum.lonely' }],
              mark: { type: 'point', style: 'emphasis', size: 14, aria: false },
              encoding: { x, y },
            },
          ]
        : []),
      pointerTargets(x, y, tooltip),
    ],
  };
}

/** A little more than the values span, so that no line runs along the edge. */
function spanOf(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const margin = high > low ? 0.05 * (high - low) : 0.05 * Math.abs(low) || 0.5;
  return [Number((low - margin).toPrecision(6)), Number((high + margin).toPrecision(6))];
}

function isJoined(row: TracePoint, other: TracePoint | undefined): boolean {
  return other !== undefined && other.value !== null && other.part === row.part;
}
