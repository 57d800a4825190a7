import type { LapseMixture } from './lapseMixture.ts';
import { mixRows } from './lapseRows.ts';
import { fillPredictors } from './linearPredictors.ts';
import type { ObservationFamily, RowTables } from './observation.ts';

/** Distinct trials: features [row, feature] and what was observed [row, output]. */
export interface Rows {
  readonly numFeatures: number;
  readonly numOutputs: number;
  readonly features: Float64Array;
  readonly responses: Float64Array;
  /** [row] choice of the trial before, -1 where there is none; empty where nothing depends on it. */
  readonly previous: Int32Array;
}

/** Room for the tables of `numRows` rows and one more, which every state explains equally. */
export function emptyTables(
  family: ObservationFamily,
  numRows: number,
  numStates: number,
  numOutputs: number,
  lapses: LapseMixture | null = null,
): RowTables {
  const A = lapses?.mostAtOnce ?? 0;
  const lapseCells = (numRows + 1) * numStates * A;
  const units = (numRows + 1) * numStates * numOutputs;
  const { numPredictors: P } = family;
  return {
    probability: new Float64Array((numRows + 1) * numStates).fill(1),
    shift: new Float64Array(numRows + 1),
    slope: new Float64Array(units * P),
    curvature: new Float64Array((units * P * (P + 1)) / 2),
    scaleSlope: new Float64Array(family.hasScale ? units : 0),
    scaleCurvature: new Float64Array(family.hasScale ? units : 0),
    lapseSlope: new Float64Array(lapseCells),
    lapseCross: new Float64Array(lapseCells * P),
    lapseCurvature: new Float64Array((lapseCells * (A + 1)) / 2),
  };
}

/**
 * Fills the tables for rows `from` to `to`.
 *
 * @param weights [unit, predictor, feature] from `offset` on
 * @param scales  [unit]; empty for families without a scale
 * @param rates   [state, lapse]; empty without lapses
 */
export function fillRows(
  family: ObservationFamily,
  rows: Rows,
  from: number,
  to: number,
  weights: Float64Array,
  offset: number,
  scales: Float64Array,
  numStates: number,
  tables: RowTables,
  lapses: LapseMixture | null,
  rates: Float64Array,
): void {
  const { numOutputs, responses } = rows;
  fillPredictors(rows, from, to, weights, offset, numStates * numOutputs * family.numPredictors, tables.slope);
  family.fillRows(responses, numOutputs, from, to, scales, numStates, tables);
  if (lapses) mixRows(lapses, rows, from, to, rates, numStates, family.numPredictors, tables);
}
