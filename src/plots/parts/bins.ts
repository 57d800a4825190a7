/** A bar of a histogram. */
export type Bin = { readonly from: number; readonly to: number; readonly count: number; readonly density: number };

/** The fewest bars from the least to the greatest value, and the most. */
const [fewest, most] = [5, 30];

/** A round width of bars: the more values, the finer (twice the cube root of their number, Rice's rule). */
export function binWidth(values: readonly number[]): number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const wanted = Math.max(fewest, Math.min(most, Math.ceil(2 * Math.cbrt(values.length))));
  const width = (high > low ? high - low : Math.abs(low) || 1) / wanted;
  const ten = 10 ** Math.floor(Math.log10(width));
  return ten * ([1, 2, 5].find((size) => width <= 1.3 * size * ten) ?? 10);
}

/** A histogram with bars from multiple to multiple of a width, as densities: the areas of the bars sum to 1. */
export function binsOf(values: readonly number[], width: number): Bin[] {
  const first = Math.floor(Math.min(...values) / width + 1e-9);
  const last = Math.max(first, Math.ceil(Math.max(...values) / width - 1e-9) - 1);
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const value of values) counts[Math.min(last, Math.floor(value / width + 1e-9)) - first] += 1;
  return counts.map((count, bar) => ({
    from: round((first + bar) * width),
    to: round((first + bar + 1) * width),
    count,
    density: round(count / (values.length * width)),
  }));
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}
