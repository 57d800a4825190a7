/** A point of a scatter. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/** The line of least squares through points, and their correlation (Pearson's r). */
export interface LeastSquares {
  readonly intercept: number;
  readonly slope: number;
  readonly correlation: number;
}

/** Fits a line to at least three points; nothing where x or y does not vary. */
export function leastSquares(points: readonly PlanePoint[]): LeastSquares | undefined {
  if (points.length < 3) return undefined;
  const mean = (of: (point: PlanePoint) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const xx = mean((point) => (point.x - x) ** 2);
  const yy = mean((point) => (point.y - y) ** 2);
  const xy = mean((point) => (point.x - x) * (point.y - y));
  if (!(xx > 0 && yy > 0)) return undefined;
  return { intercept: y - (xy / xx) * x, slope: xy / xx, correlation: xy / Math.sqrt(xx * yy) };
}

/** The part of a line from `from` to `to` that lies between the ends of the y axis; nothing where none does. */
export function lineWithin(
  { intercept, slope }: Pick<LeastSquares, 'intercept' | 'slope'>,
  [from, to]: readonly [number, number],
  [low, high]: readonly [number, number],
): { readonly x: number; readonly y: number; readonly x2: number; readonly y2: number } | undefined {
  const at = (x: number): number => intercept + slope * x;
  const crossings = slope === 0 ? [from, to] : [(low - intercept) / slope, (high - intercept) / slope];
  const start = Math.max(from, low, Math.min(...crossings));
  const end = Math.min(to, high, Math.max(...crossings));
  if (!(start < end) || at(start) > high + 1e-9 * (high - low) || at(start) < low - 1e-9 * (high - low))
    return undefined;
  const [x, y, x2, y2] = [start, at(start), end, at(end)].map((value) => Number(value.toPrecision(6)));
  return { x, y, x2, y2 };
}
