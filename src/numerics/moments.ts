/**
 * Mean and variance (mean square about the mean) of values.
 *
 * @param counts how often each value counts; once each when left out
 * @returns NaN for both where nothing counts
 */
export function moments(
  values: ArrayLike<number>,
  counts?: ArrayLike<number>,
): { readonly mean: number; readonly variance: number } {
  let [number, sum, squares] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const count = counts ? counts[i] : 1;
    number += count;
    sum += count * values[i];
  }
  const mean = sum / number;
  for (let i = 0; i < values.length; i++) squares += (counts ? counts[i] : 1) * (values[i] - mean) ** 2;
  return { mean, variance: squares / number };
}
