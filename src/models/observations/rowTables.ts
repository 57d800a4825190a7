import { fillPredictors } from './linearPredictors.ts';
import type { ObservationFamily, ObservationTerms, RowTables } from './observation.ts';

/** Distinct trials: features [row, feature] and what was observed [row, output]. */
export interface Rows {
  readonly numFeatures: number;
  readonly numOutputs: number;
  readonly features: Float64Array;
  readonly responses: Float64Array;
}

/** Room for the tables of `numRows` rows and one more, which every state explains equally. */
export function emptyTables(
  family: ObservationFamily,
  numRows: number,
  numStates: number,
  numOutputs: number,
): RowTables {
  const units = (numRows + 1) * numStates * numOutputs;
  return {
    probability: new Float64Array((numRows + 1) * numStates).fill(1),
    shift: new Float64Array(numRows + 1),
    slope: new Float64Array(units),
    curvature: new Float64Array(units),
    scaleSlope: new Float64Array(family.hasScale ? units : 0),
    scaleCurvature: new Float64Array(family.hasScale ? units : 0),
  };
}

const terms: ObservationTerms = { logProbability: 0, slope: 0, curvature: 0, scaleSlope: 0, scaleCurvature: 0 };

/**
 * Fills the tables for rows `from` to `to`.
 *
 * @param weights [unit, feature] from `offset` on
 * @param scales  [unit]; empty for families without a scale
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
): void {
  const { numOutputs: O, responses } = rows;
  const units = numStates * O;
  const { probability, shift, slope, curvature, scaleSlope, scaleCurvature } = tables;
  // the predictors stand where the slopes come to stand
  fillPredictors(rows, from, to, weights, offset, units, slope);
  if (O === 1 && family.fillChoices) {
    family.fillChoices(responses, from, to, numStates, tables);
    return;
  }
  const constants = Array.from({ length: units }, (_, unit) => family.constantsOf(scales[unit] ?? 1));
  for (let row = from; row < to; row++) {
    let largest = -Infinity;
    for (let k = 0; k < numStates; k++) {
      let logProbability = 0;
      for (let o = 0; o < O; o++) {
        const cell = row * units + k * O + o;
        family.evaluate(responses[row * O + o], slope[cell], constants[k * O + o], terms);
        logProbability += terms.logProbability;
        slope[cell] = terms.slope;
        curvature[cell] = terms.curvature;
        if (scaleSlope.length > 0) {
          scaleSlope[cell] = terms.scaleSlope;
          scaleCurvature[cell] = terms.scaleCurvature;
        }
      }
      probability[row * numStates + k] = logProbability;
      largest = Math.max(largest, logProbability);
    }
    shift[row] = largest;
    for (let cell = row * numStates; cell < (row + 1) * numStates; cell++)
      probability[cell] = largest === -Infinity ? 0 : Math.exp(probability[cell] - largest);
  }
}
