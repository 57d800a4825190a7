import type { Random } from '../../numerics/random.ts';
import type { RowTables } from './observation.ts';

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

/** A family with one linear predictor: p(y | η, scale), its derivatives, its mean and how to draw from it. */
export interface ScalarFamily {
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
  /** A faster `fillRows` where there is one output and no scale; the shift stays 0. */
  fillChoices?(choices: Float64Array, from: number, to: number, numStates: number, tables: RowTables): void;
}
