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

/** A family of observations with its link: p(y | η, scale), its derivatives, its mean and how to draw from it. */
export interface ObservationFamily {
  readonly hasScale: boolean;
  /** log p(y | η, scale), nats. */
  logProbability(y: number, eta: number, scale: number): number;
  /** Fills the terms; allocates nothing. */
  evaluate(y: number, eta: number, scale: number, out: ObservationTerms): void;
  /** Mean of y given η. */
  mean(eta: number): number;
  /** Draws y. */
  sample(eta: number, scale: number, random: Random): number;
  /** Why y cannot be observed, as the end of a sentence ("must be a whole number of at least 0"), or `null`. */
  refusal(y: number): string | null;
}
