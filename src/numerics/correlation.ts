import { SpecError } from '../errors.ts';

/**
 * Pearson's correlation of pairs of finite values, -1 to 1; `null` where one of the two does not vary.
 *
 * @throws {SpecError} when there are not as many values of each
 */
export function pearsonCorrelation(values: ArrayLike<number>, others: ArrayLike<number>): number | null {
  if (values.length !== others.length)
    throw new SpecError(
      'others',
      others,
      `A correlation takes as many values of each kind, but there are ${values.length} and ${others.length}.`,
    );
  const standardized = unitDeviations(values);
  const otherStandardized = unitDeviations(others);
  if (standardized === null || otherStandardized === null) return null;
  const r = standardized.reduce((sum, value, i) => sum + value * otherStandardized[i], 0);
  return Math.max(-1, Math.min(1, r));
}

/**
 * Spearman's rank correlation, -1 to 1: that of Pearson between `ranks`. `null` where one of the two does not vary.
 *
 * @throws {SpecError} when there are not as many values of each
 */
export function spearmanCorrelation(values: ArrayLike<number>, others: ArrayLike<number>): number | null {
  return pearsonCorrelation(ranks(values), ranks(others));
}

/** The rank of each value, 1 for the least; values that are the same share the mean of their ranks. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const found = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) found[order[i]] = (from + 1 + to) / 2;
    from = to;
  }
  return found;
}

/** Deviations from the mean, scaled so that their squares sum to 1; `null` where there are none. */
function unitDeviations(values: ArrayLike<number>): Float64Array | null {
  const list = Float64Array.from(values);
  // rounding of the mean could let a constant seem to vary
  if (list.every((value) => value === list[0])) return null;
  const mean = list.reduce((sum, value) => sum + value / list.length, 0);
  const deviations = list.map((value) => value - mean);
  const largest = deviations.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scaled = deviations.map((value) => value / largest);
  const norm = Math.sqrt(scaled.reduce((sum, value) => sum + value * value, 0));
  return scaled.map((value) => value / norm);
}
