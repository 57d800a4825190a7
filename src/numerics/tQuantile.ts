import { twoSidedP } from './studentT.ts';

/**
 * The t that Student's t is beyond, to either side, with probability p: 1.96 for p = 0.05 and many degrees of freedom.
 *
 * @param p       above 0, at most 1
 * @param degrees of freedom, above 0
 */
export function twoSidedQuantile(p: number, degrees: number): number {
  let [low, high] = [0, 1];
  while (twoSidedP(high, degrees) > p) [low, high] = [high, 2 * high];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (twoSidedP(middle, degrees) > p) low = middle;
    else high = middle;
  }
}
