/** How many standard deviations from the middle of a normal distribution hold 95 % of it. */
const z = 1.959963984540054;

/**
 * The 95 % interval of a probability, from the share of successes in `count` tries (which need not be whole); `null` without a try.
 *
 * @see Wilson 1927, Journal of the American Statistical Association 22:209
 */
export function wilsonInterval(share: number, count: number): readonly [lower: number, upper: number] | null {
  if (!(count > 0)) return null;
  const shrink = 1 + (z * z) / count;
  const middle = (share + (z * z) / (2 * count)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / count + (z / (2 * count)) ** 2);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
