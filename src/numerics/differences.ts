/** Step of differences: a compromise between their error and that of rounding. */
export const differenceStep = 1e-4;

/** The slope of a function at x, by central differences. */
export function centralSlope(f: (x: number) => number, x: number): number {
  return (f(x + differenceStep) - f(x - differenceStep)) / (2 * differenceStep);
}

/** Whether a derivative is farther from what differences say than these are wrong; NaN is. */
export function isFarFromDifferences(found: number, expected: number): boolean {
  return !(Math.abs(found - expected) <= 1e-4 * (1 + Math.abs(expected)));
}
