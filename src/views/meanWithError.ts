/** A mean over cases, with one standard error around; empty where too few cases tell. */
export interface MeanWithError {
  readonly mean: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Mean of values and its standard error: there is none of no case, and no error of one case. */
export function meanWithError(values: readonly number[]): MeanWithError {
  const n = values.length;
  if (n === 0) return { mean: null, standardError: null, lower: null, upper: null };
  const mean = values.reduce((sum, one) => sum + one, 0) / n;
  if (n === 1) return { mean, standardError: null, lower: null, upper: null };
  const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const error = Math.sqrt(squares / (n - 1) / n);
  return { mean, standardError: error, lower: mean - error, upper: mean + error };
}
