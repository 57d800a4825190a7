import type { Random } from '../../numerics/random.ts';

/** What a trial's observation says about the linear predictor η = w·x and the logarithm of the scale of its state. */
export interface ObservationTerms {
  /** log p(y | η, scale), nats, with all constants. */
  logProbability: number;
  /** Its first derivative by η. */
  slope: number;
  /** Minus its second derivative by η, or the expected one where that is not positive: never negative. */
  curvature: number;
  /** Its first derivative by log scale; 0 for families without a scale. */
  scaleSlope: number;
  /** Minus its second derivative by log scale, or a positive stand-in. */
  scaleCurvature: number;
}

/** A scale, and what a family computes of it once for all trials; what it does not use is 0. */
export interface ScaleConstants {
  readonly scale: number;
  /** The part of log p that depends on the scale alone. */
  readonly logProbability: number;
  /** What the misfit of an observation is on average. */
  readonly misfit: number;
  /** Expected information about log scale, of an observation that says the most about it. */
  readonly information: number;
}

/** The constants of families without a scale. */
export const scaleless: ScaleConstants = { scale: 1, logProbability: 0, misfit: 0, information: 0 };

/** What one pass of fitting needs of the observations. A unit is one output in one state: state · numOutputs + output. */
export interface RowTables {
  /** [row, state] probability of the row's observation, all outputs together, over exp(shift). */
  readonly probability: Float64Array;
  /** [row] log of what the row's probabilities are divided by, so that the largest is 1. */
  readonly shift: Float64Array;
  /** [row, unit] first derivative of the log-probability by the linear predictor η = w·x. */
  readonly slope: Float64Array;
  /** [row, unit] minus its second derivative. */
  readonly curvature: Float64Array;
  /** [row, unit] first derivative by log scale; empty for families without a scale. */
  readonly scaleSlope: Float64Array;
  /** [row, unit] minus its second derivative; empty likewise. */
  readonly scaleCurvature: Float64Array;
}

/** A family of observations with its link: p(y | η, scale), its derivatives, its mean and how to draw from it. */
export interface ObservationFamily {
  readonly hasScale: boolean;
  /** The longest change of η by one feature of typical size that a quasi-Newton step is trusted with. */
  readonly longestStep: number;
  /** What `evaluate` needs of a scale. */
  constantsOf(scale: number): ScaleConstants;
  /** log p(y | η, scale), nats. */
  logProbability(y: number, eta: number, scale: number): number;
  /** Fills the terms; allocates nothing. */
  evaluate(y: number, eta: number, constants: ScaleConstants, out: ObservationTerms): void;
  /** Mean of y given η. */
  mean(eta: number): number;
  /** Draws y. */
  sample(eta: number, scale: number, random: Random): number;
  /** Why y cannot be observed, as the end of a sentence ("must be a whole number of at least 0"), or `null`. */
  refusal(y: number): string | null;
  /**
   * A faster way to fill probability, slope and curvature of rows `from` to `to` where there is one output and no scale;
   * `slope` holds the predictors. The shift stays 0.
   */
  fillChoices?(choices: Float64Array, from: number, to: number, numStates: number, tables: RowTables): void;
}
