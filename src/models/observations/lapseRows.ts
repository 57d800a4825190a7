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
 * Mixes lapses into the tables of rows `from` to `to`, which hold what the family says. The curvatures become those that are
 * expected over what could have been observed in the row: never negative, where the observed ones may be.
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
  tables: RowTables,
): void {
  const { probability, shift, slope, curvature, lapseSlope, lapseCross, lapseCurvature } = tables;
  const { size, max, numClasses: C, mostAtOnce: A, readsPrevious, numActive, first, chance } = mixture;
  const [K, P] = [numStates, numPredictors];
  const pairs = (P * (P + 1)) / 2;
  const lapsePairs = (A * (A + 1)) / 2;
  const bend = new Float64Array(K * size);
  // by log(λ / (max - λ)): dλ = λ (1 - λ / max)
  for (let i = 0; i < bend.length; i++) bend[i] = rates[i] * (1 - rates[i] / max);
  const own = new Float64Array(C);
  const change = new Float64Array(C * P);
  const score = new Float64Array(A);
  for (let row = from; row < to; row++) {
    const y = responses[row];
    const situation = readsPrevious ? previous[row] + 1 : 0;
    const active = numActive[situation];
    if (active === 0) continue;
    const chances = situation * C * A;
    const factor = shift[row] === 0 ? 1 : Math.exp(shift[row]);
    shift[row] = 0;
    for (let k = 0; k < K; k++) {
      const cell = row * K + k;
      const lapses = k * size + first[situation];
      const p = probability[cell] * factor;
      fillClasses(mixture, y, p, slope, cell * P, P, own, change);
      let kept = 1;
      for (let a = 0; a < active; a++) kept -= rates[lapses + a];
      // rates may sum to 1: nothing is kept then
      kept = Math.max(kept, 1e-12);
      for (let i = cell * pairs; i < (cell + 1) * pairs; i++) curvature[i] = 0;
      for (let i = cell * A * P; i < (cell + 1) * A * P; i++) lapseCross[i] = 0;
      for (let i = cell * lapsePairs; i < (cell + 1) * lapsePairs; i++) lapseCurvature[i] = 0;
      for (let c = 0; c < C; c++) {
        let mixed = kept * own[c];
        for (let a = 0; a < active; a++) mixed += rates[lapses + a] * chance[chances + c * A + a];
        for (let a = 0; a < active; a++) score[a] = bend[lapses + a] * (chance[chances + c * A + a] - own[c]);
        if (c === y) {
          probability[cell] = mixed;
          // where all has underflown, what is observed is no lapse
          const share = mixed > 0 ? (kept * p) / mixed : 1;
          for (let g = 0; g < P; g++) slope[cell * P + g] *= share;
          for (let a = 0; a < active; a++) lapseSlope[cell * A + a] = mixed > 0 ? score[a] / mixed : 0;
        }
        if (mixed < 1e-290) continue;
        for (let g = 0, pair = cell * pairs; g < P; g++) {
          const moved = (kept * change[c * P + g]) / mixed;
          for (let h = 0; h <= g; h++) curvature[pair++] += moved * kept * change[c * P + h];
          for (let a = 0; a < active; a++) lapseCross[(cell * A + a) * P + g] += moved * score[a];
        }
        for (let a = 0, pair = cell * lapsePairs; a < active; a++)
          for (let b = 0; b <= a; b++) lapseCurvature[pair++] += (score[a] * score[b]) / mixed;
      }
    }
  }
}

/**
 * The family's probability of each class, and its derivative by each predictor [class, predictor], from the probability and
 * slopes of the class that was observed.
 */
function fillClasses(
  { reference, numClasses }: LapseMixture,
  y: number,
  p: number,
  slope: Float64Array,
  at: number,
  numPredictors: number,
  own: Float64Array,
  change: Float64Array,
): void {
  const P = numPredictors;
  if (reference === null) {
    own[y] = p;
    own[1 - y] = 1 - p;
    change[y] = p * slope[at];
    change[1 - y] = -change[y];
    return;
  }
  // the derivative of log p_y by the predictor of class c is 1 - p_c for c = y, otherwise -p_c
  let rest = 1;
  for (let g = 0; g < P; g++) {
    const c = g < reference ? g : g + 1;
    own[c] = c === y ? p : -slope[at + g];
    rest -= own[c];
  }
  own[reference] = y === reference ? p : Math.max(0, rest);
  for (let c = 0; c < numClasses; c++)
    for (let g = 0; g < P; g++) {
      const other = g < reference ? g : g + 1;
      change[c * P + g] = own[c] * ((c === other ? 1 : 0) - own[other]);
    }
}
