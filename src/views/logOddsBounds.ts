/**
 * One standard error below and above a share, on the scale of its log-odds; NaN where it is 0 or `most`. By the delta method
 * the standard error of log p / (1 - p) is that of p divided by p (1 - p).
 *
 * @param most what the share can be at most
 */
export function logOddsBounds(share: number, error: number, most = 1): readonly [number, number] {
  const p = share / most;
  if (p <= 0 || p >= 1) return [Number.NaN, Number.NaN];
  const shift = Math.exp(error / most / (p * (1 - p)));
  return [(most * p) / (p + (1 - p) * shift), (most * p) / (p + (1 - p) / shift)];
}
