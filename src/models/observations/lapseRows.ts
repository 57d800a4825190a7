import type { LapseMixture } from './lapseMixture.ts';
import type { RowTables } from './observation.ts';

/** What a row says about lapses beside what it observes. */
export interface LapseRows {
  /** [row] */
  readonly responses: Float64Array;
  /** [row] choice of the trial before, -1 where there is none; empty where lapses do not depend on it. */
  readonly previous: Int32Array;
}

/**
 * Mixes lapses into the tables of rows `from` to `to`, which hold what the family says. The curvature becomes the one that
 * the log-likelihood would have if it were known which choices were lapses: never negative, where the observed one may be.
 *
 * @param rates [state, lapse]
 */
export function mixRows(
  mixture: LapseMixture,
  { responses, previous }: LapseRows,
  from: number,
  to: number,
  rates: Float64Array,
  numStates: number,
  numPredictors: number,
  { probability, shift, slope, curvature, lapseSlope, lapseCurvature }: RowTables,
): void {
  const { size, max, readsPrevious } = mixture;
  const [K, P] = [numStates, numPredictors];
  const pairs = (P * (P + 1)) / 2;
  for (let row = from; row < to; row++) {
    const y = responses[row];
    const before = readsPrevious ? previous[row] : -1;
    const [first, end] = [mixture.first(before), mixture.end(before)];
    if (first === end) continue;
    const factor = Math.exp(shift[row]);
    shift[row] = 0;
    for (let k = 0; k < K; k++) {
      const cell = row * K + k;
      const p = probability[cell] * factor;
      let kept = 1;
      let lapsed = 0;
      for (let m = first; m < end; m++) {
        kept -= rates[k * size + m];
        lapsed += rates[k * size + m] * mixture.chance(m, y, before);
      }
      // rates may sum to 1: nothing is kept then
      kept = Math.max(kept, 1e-12);
      const mixed = kept * p + lapsed;
      // the share of what is observed that is no lapse; where both have underflown, all of it
      const own = mixed > 0 ? (kept * p) / mixed : 1;
      probability[cell] = mixed;
      for (let g = cell * P; g < (cell + 1) * P; g++) slope[g] *= own;
      for (let pair = cell * pairs; pair < (cell + 1) * pairs; pair++) curvature[pair] *= own;
      for (let m = first; m < end; m++) {
        const rate = rates[k * size + m];
        const chance = mixture.chance(m, y, before);
        // by the logarithm of λ / (max − λ): dλ = λ (1 − λ / max)
        const bend = rate * (1 - rate / max);
        const loss = (own * bend) / kept;
        const at = cell * size + m;
        lapseSlope[at] = (mixed > 0 ? (bend * chance) / mixed : 0) - loss;
        lapseCurvature[at] = loss * (1 - rate / max) + (loss * bend) / kept;
      }
    }
  }
}
