/**
 * Rows of numbers, each with a weight that is the product of two factors. Factors stand in tables
 * over the same rows; one column of each is used at a time.
 */
export interface WeightedRows {
  /** [row, entry] */
  readonly rows: Float64Array;
  readonly width: number;
  /** [row, column] */
  readonly factor: Float64Array;
  readonly numColumns: number;
  /** [row, column] */
  readonly otherFactor: Float64Array;
  readonly numOtherColumns: number;
}

// Both sums take four rows at a time: an entry of `out` is then read and written once for four terms.

/** Adds the weighted sum of rows `from` to `to`: out[i] += Σ w x[i]. */
export function addWeightedSum(
  weighted: WeightedRows,
  column: number,
  otherColumn: number,
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
    const wa = weightOf(weighted, row, column, otherColumn);
    const wb = weightOf(weighted, row + 1, column, otherColumn);
    const wc = weightOf(weighted, row + 2, column, otherColumn);
    const wd = weightOf(weighted, row + 3, column, otherColumn);
    for (let i = 0; i < width; i++) out[i] += wa * rows[a + i] + wb * rows[b + i] + wc * rows[c + i] + wd * rows[d + i];
  }
  for (; row < to; row++) {
    const weight = weightOf(weighted, row, column, otherColumn);
    for (let i = 0; i < width; i++) out[i] += weight * rows[row * width + i];
  }
}

/** Adds the weighted sum of the rows' products with themselves, lower triangle: out[i, j] += Σ w x[i] x[j] for j <= i. */
export function addWeightedProducts(
  weighted: WeightedRows,
  column: number,
  otherColumn: number,
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
    const wa = weightOf(weighted, row, column, otherColumn);
    const wb = weightOf(weighted, row + 1, column, otherColumn);
    const wc = weightOf(weighted, row + 2, column, otherColumn);
    const wd = weightOf(weighted, row + 3, column, otherColumn);
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
    const weight = weightOf(weighted, row, column, otherColumn);
    for (let i = 0; i < width; i++) {
      const scaled = weight * rows[row * width + i];
      for (let j = 0; j <= i; j++) out[i * width + j] += scaled * rows[row * width + j];
    }
  }
}

function weightOf(weighted: WeightedRows, row: number, column: number, otherColumn: number): number {
  const { factor, numColumns, otherFactor, numOtherColumns } = weighted;
  return factor[row * numColumns + column] * otherFactor[row * numOtherColumns + otherColumn];
}
