import type { Rows } from './rowTables.ts';

/**
 * Fills the linear predictors η = w·x of rows `from` to `to`.
 *
 * @param weights [unit, feature] from `offset` on
 * @param out     [row, unit]
 */
export function fillPredictors(
  rows: Rows,
  from: number,
  to: number,
  weights: Float64Array,
  offset: number,
  numUnits: number,
  out: Float64Array,
): void {
  const { numFeatures: D, features } = rows;
  const K = numUnits;
  let u = from;
  // four rows at a time: their sums do not wait for each other
  for (; u + 3 < to; u += 4) {
    const a = u * D;
    const b = a + D;
    const c = b + D;
    const d = c + D;
    for (let k = 0; k < K; k++) {
      const w = offset + k * D;
      let ea = 0;
      let eb = 0;
      let ec = 0;
      let ed = 0;
      for (let i = 0; i < D; i++) {
        const weight = weights[w + i];
        ea += weight * features[a + i];
        eb += weight * features[b + i];
        ec += weight * features[c + i];
        ed += weight * features[d + i];
      }
      const cell = u * K + k;
      out[cell] = ea;
      out[cell + K] = eb;
      out[cell + 2 * K] = ec;
      out[cell + 3 * K] = ed;
    }
  }
  for (; u < to; u++)
    for (let k = 0; k < K; k++) {
      let eta = 0;
      for (let i = 0; i < D; i++) eta += weights[offset + k * D + i] * features[u * D + i];
      out[u * K + k] = eta;
    }
}

/**
 * Writes the linear predictors of one trial, as many as `out` has.
 *
 * @param weights  [predictor, feature] from `w` on
 * @param features [feature] from `x` on
 */
export function predictOne(
  weights: Float64Array,
  w: number,
  features: Float64Array,
  x: number,
  numFeatures: number,
  out: Float64Array,
): void {
  for (let p = 0; p < out.length; p++) {
    let eta = 0;
    for (let d = 0; d < numFeatures; d++) eta += weights[w + p * numFeatures + d] * features[x + d];
    out[p] = eta;
  }
}
