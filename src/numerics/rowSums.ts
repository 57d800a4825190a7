/**
 * Rows of numbers, each with a weight that is the product of two factors. Factors stand in tables of `numColumns` columns
 * over the same rows; one column is used at a time.
 */
export interface WeightedRows {
  /** [row, entry] */
  readonly rows: Float64Array;
  readonly width: number;
  /** [row, column] */
  readonly factor: Float64Array;
  /** [row, column] */
  readonly otherFactor: Float64Array;
  readonly numColumns: number;
}

// Both sums take four rows at a time: an entry of `out` is then read and written once for four terms.

/** Adds the weighted sum of rows `from` to `to`: out[i] += Σ w x[i]. */
export function addWeightedSum(
  weighted: WeightedRows,
  column: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const { rows, width } = weighted;
  let row = from;
  for (; row + 3 < to; row += 4) {
    const a = row * width;
    const b = a + width;
    const c = b + width;
    const d = c + width;
    const wa = weightOf(weighted, row, column);
    const wb = weightOf(weighted, row + 1, column);
    const wc = weightOf(weighted, row + 2, column);
    const wd = weightOf(weighted, row + 3, column);
    for (let i = 0; i < width; i++) out[i] += wa * rows[a + i] + wb * rows[b + i] + wc * rows[c + i] + wd * rows[d + i];
  }
  for (; row < to; row++) {
    const weight = weightOf(weighted, row, column);
    for (let i = 0; i < width; i++) out[i] += weight * rows[row * width + i];
  }
}

/** Adds the weighted sum of the rows' products with themselves, lower triangle: out[i, j] += Σ w x[i] x[j] for j <= i. */
export function addWeightedProducts(
  weighted: WeightedRows,
  column: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const { rows, width } = weighted;
  let row = from;
  for (; row + 3 < to; row += 4) {
    const a = row * width;
    const b = a + width;
    const c = b + width;
    const d = c + width;
    const wa = weightOf(weighted, row, column);
    const wb = weightOf(weighted, row + 1, column);
    const wc = weightOf(weighted, row + 2, column);
    const wd = weightOf(weighted, row + 3, column);
    for (let i = 0; i < width; i++) {
      const xa = wa * rows[a + i];
      const xb = wb * rows[b + i];
      const xc = wc * rows[c + i];
      const xd = wd * rows[d + i];
      for (let j = 0; j <= i; j++)
        out[i * width + j] += xa * rows[a + j] + xb * rows[b + j] + xc * rows[c + j] + xd * rows[d + j];
    }
  }
  for (; row < to; row++) {
    const weight = weightOf(weighted, row, column);
    for (let i = 0; i < width; i++) {
      const scaled = weight * rows[row * width + i];
      for (let j = 0; j <= i; j++) out[i * width + j] += scaled * rows[row * width + j];
    }
  }
}

function weightOf({ factor, otherFactor, numColumns }: WeightedRows, row: number, column: number): number {
  const cell = row * numColumns + column;
  return factor[cell] * otherFactor[cell];
}
