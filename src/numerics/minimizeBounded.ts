/** Where a function is least, and its value there. */
export interface Minimum {
  readonly at: number;
  readonly value: number;
}

const golden = (Math.sqrt(5) - 1) / 2;

/**
 * The least value of a function between two bounds: the best of a scan, then golden-section search about it until the interval
 * is as narrow as the value can tell.
 *
 * @param scan points of the scan, evenly spaced; two valleys closer than its steps may be taken for one
 */
export function minimizeBounded(f: (x: number) => number, lower: number, upper: number, scan = 200): Minimum {
  const step = (upper - lower) / (scan - 1);
  let best: Minimum = { at: lower, value: f(lower) };
  for (let i = 1; i < scan; i++) {
    const at = i === scan - 1 ? upper : lower + i * step;
    const value = f(at);
    if (value < best.value) best = { at, value };
  }
  let [a, b] = [Math.max(lower, best.at - step), Math.min(upper, best.at + step)];
  let [left, right] = [b - golden * (b - a), a + golden * (b - a)];
  let [ofLeft, ofRight] = [f(left), f(right)];
  while (b - a > 1e-10 * (1 + Math.abs(a) + Math.abs(b))) {
    if (ofLeft <= ofRight) {
      [b, right, ofRight] = [right, left, ofLeft];
      left = b - golden * (b - a);
      ofLeft = f(left);
    } else {
      [a, left, ofLeft] = [left, right, ofRight];
      right = a + golden * (b - a);
      ofRight = f(right);
    }
  }
  const [at, value] = ofLeft <= ofRight ? [left, ofLeft] : [right, ofRight];
  return value < best.value ? { at, value } : best;
}
