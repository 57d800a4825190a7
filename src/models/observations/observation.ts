import type { Random } from '../../numerics/random.ts';

/**
 * What one pass of fitting needs of the observations. A unit is one output in one state: state · numOutputs + output; it has
 * one linear predictor η = w·x, or one a class but the reference.
 */
export interface RowTables {
  /** [row, state] probability of the row's observation, all outputs together, over exp(shift). */
  readonly probability: Float64Array;
  /** [row] log of what the row's probabilities are divided by, so that the largest is 1. */
  readonly shift: Float64Array;
  /** [row, unit, predictor] first derivative of the log-probability by the predictor. */
  readonly slope: Float64Array;
  /** [row, unit, pair] minus its second derivative by two predictors; pairs (0, 0), (1, 0), (1, 1), (2, 0), … */
  readonly curvature: Float64Array;
  /** [row, unit] first derivative by log scale; empty for families without a scale. */
  readonly scaleSlope: Float64Array;
  /** [row, unit] minus its second derivative; empty likewise. */
  readonly scaleCurvature: Float64Array;
  /**
   * [row, state, active lapse] first derivative by log(rate / (max - rate)) of the lapses that there can be in the row; empty
   * without lapses.
   */
  readonly lapseSlope: Float64Array;
  /** [row, state, active lapse, predictor] minus the expected second derivative by both; empty likewise. */
  readonly lapseCross: Float64Array;
  /** [row, state, pair of active lapses] likewise, in the order of `curvature`. */
  readonly lapseCurvature: Float64Array;
}

/** A family of observations: p(y | predictors, scale), its derivatives, its means and how to draw from it. */
export interface ObservationFamily {
  readonly hasScale: boolean;
  /** Linear predictors of one observation: 1, or one for each class but the reference. */
  readonly numPredictors: number;
  /** Means of one observation: 1, or the probability of each class. */
  readonly numMeans: number;
  /** The longest change of a predictor by one feature of typical size that a quasi-Newton step is trusted with. */
  readonly longestStep: number;
  /** log p(y | predictors, scale), nats; the predictors stand from `at` on. */
  logProbability(y: number, predictors: Float64Array, at: number, scale: number): number;
  /** Writes the means given the predictors from `at` on to `out` from `to` on. */
  fillMeans(predictors: Float64Array, at: number, out: Float64Array, to: number): void;
  /** Draws y. */
  sample(predictors: Float64Array, at: number, scale: number, random: Random): number;
  /** Why y cannot be observed, as the end of a sentence ("must be a whole number of at least 0"), or `null`. */
  refusal(y: number): string | null;
  /**
   * Fills the tables for rows `from` to `to`, whose predictors stand where the slopes come to stand.
   *
   * @param responses [row, output]
   * @param scales    [unit]; empty for families without a scale
   */
  fillRows(
    responses: Float64Array,
    numOutputs: number,
    from: number,
    to: number,
    scales: Float64Array,
    numStates: number,
    tables: RowTables,
  ): void;
}

/** Where the curvature by two predictors stands among those of a unit. */
export function pairOf(g: number, h: number): number {
  return g >= h ? (g * (g + 1)) / 2 + h : (h * (h + 1)) / 2 + g;
}
