import type { Json, JsonObject } from '../chart.ts';
import { sizes } from '../theme.ts';
import { fading } from './states.ts';
import { textWidth } from './textWidth.ts';

/** The longest name that is written out; a longer one ends in an ellipsis. */
const longest = 160;
/** Pixels from one name to the next. */
const lineHeight = 14;

type Domain = readonly [low: number, high: number];

/** A name and where on the y axis it would like to stand. */
export interface EndLabel {
  readonly state: string;
  readonly at: number;
}

/** Width of the plot inside a chart of a given width with names at its right, never so small that nothing can be seen. */
export function widthBesideLabels(outer: number, names: readonly string[]): number {
  return Math.max(outer - sizes.axis - labelRoom(names), 150);
}

/** Room for names at the right of a plot, in pixels: enough for the usual ones in every chart, so that stacked charts line up. */
function labelRoom(names: readonly string[]): number {
  const widest = Math.max(...names.map((name) => textWidth(name, { bold: true })));
  return Math.ceil(Math.min(longest, Math.max(sizes.label, widest + 12)));
}

/** A layer of names at the right edge of the plot, in the colour of their states or, without one, in grey. */
export function endLabels(labels: readonly EndLabel[], domain: Domain, color?: Json): JsonObject {
  return {
    data: { values: labels.map(({ state, at }) => ({ state, at })) },
    mark: { type: 'text', style: color === undefined ? ['endLabel', 'quiet'] : 'endLabel', limit: longest },
    encoding: {
      x: { value: 'width' },
      y: { field: 'at', type: 'quantitative', scale: { domain, nice: false } },
      text: { field: 'state', type: 'nominal' },
      ...(color === undefined ? {} : { color }),
      opacity: fading(),
    },
  };
}

/** A label for each state at its last known value. */
export function lastValues<Value extends string>(
  rows: readonly (Readonly<Record<Value, number | null>> & { readonly state: string; readonly session: number })[],
  value: Value,
): EndLabel[] {
  const last = new Map<string, number>();
  for (const row of [...rows].sort((one, other) => one.session - other.session)) {
    const at = row[value];
    if (at !== null) last.set(row.state, at);
  }
  return [...last].map(([state, at]) => ({ state, at }));
}

/**
 * Moves labels as little as possible (least squares) so that none covers another on `height` pixels, inside the domain,
 * in their order. Too many for the plot share it evenly.
 */
export function spreadLabels(
  labels: readonly EndLabel[],
  [low, high]: Domain,
  height: number = sizes.height,
): EndLabel[] {
  const sorted = [...labels].sort((one, other) => one.at - other.at);
  const last = sorted.length - 1;
  const step = (high - low) * Math.min(lineHeight / height, last > 0 ? 1 / last : 1);
  const bases = increasing(sorted.map(({ at }, place) => at - place * step));
  return sorted.map((label, place) => ({
    ...label,
    at: Math.min(Math.max(bases[place] ?? low, low), high - last * step) + place * step,
  }));
}

/** The nearest non-decreasing sequence in least squares: neighbours out of order are pooled at their mean. */
function increasing(values: readonly number[]): number[] {
  const pools: { mean: number; count: number }[] = [];
  for (const value of values) {
    let pool = { mean: value, count: 1 };
    for (let before = pools.at(-1); before && before.mean > pool.mean; before = pools.at(-1)) {
      pools.pop();
      const count = before.count + pool.count;
      pool = { mean: (before.mean * before.count + pool.mean * pool.count) / count, count };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ mean, count }) => Array<number>(count).fill(mean));
}
