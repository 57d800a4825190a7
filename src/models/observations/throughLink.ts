import { NumericalError } from '../../errors.ts';
import type { Random } from '../../numerics/random.ts';
import { type Coordinate, type CoordinatePoint, curveOf } from './coordinates.ts';
import { type LinkFunctions, type LinkName, namedLinks } from './links.ts';
import type { ObservationTerms, ScalarFamily, ScaleConstants } from './scalarFamily.ts';

/** What an observation says about the coordinate of its mean and the logarithm of the scale. */
export interface DistributionTerms {
  /** log p(y | mean, scale), nats, with all constants. */
  logProbability: number;
  /** Its first derivative by the coordinate. */
  slope: number;
  /** Minus its expected second derivative: above 0. */
  information: number;
  /** Minus its second derivative is information + skew · slope. */
  skew: number;
  /** Its first derivative by log scale. */
  scaleSlope: number;
  /** Minus its second derivative by log scale, or the expected one: above 0. */
  scaleCurvature: number;
}

/** A distribution of observations, in the coordinate that its mean is best measured in. */
export interface Distribution {
  readonly coordinate: Coordinate;
  readonly hasScale: boolean;
  constantsOf(scale: number): ScaleConstants;
  /** Fills the terms, the scale's ones only where it has a scale. */
  fill(y: number, at: number, constants: ScaleConstants, terms: DistributionTerms): void;
  sample(mean: number, scale: number, random: Random): number;
  refusal(y: number): string | null;
}

/** Links whose predictors have the same size whatever the observations are measured in. */
const unitless: ReadonlySet<unknown> = new Set<LinkName>(['logit', 'probit', 'log']);

/**
 * The family of a distribution and a link. Where the link gives no mean that the distribution can have, the log-probability
 * is -Infinity and all derivatives are 0.
 */
export function throughLink(distribution: Distribution, link: LinkName | LinkFunctions): ScalarFamily {
  const { hasScale, coordinate, constantsOf, refusal } = distribution;
  const curve = curveOf(coordinate, link);
  const mean = (typeof link === 'string' ? namedLinks[link] : link).inverse;
  const point: CoordinatePoint = { at: 0, first: 0, second: 0 };
  const terms: DistributionTerms = {
    logProbability: 0,
    slope: 0,
    information: 0,
    skew: 0,
    scaleSlope: 0,
    scaleCurvature: 0,
  };
  const scratch: ObservationTerms = { logProbability: 0, slope: 0, curvature: 0, scaleSlope: 0, scaleCurvature: 0 };

  const evaluate = (y: number, eta: number, constants: ScaleConstants, out: ObservationTerms): void => {
    curve(eta, point);
    distribution.fill(y, point.at, constants, terms);
    const { first, second } = point;
    const slope = terms.slope * first;
    const expected = terms.information * first * first;
    const curvature = expected + terms.slope * (terms.skew * first * first - second);
    out.logProbability = terms.logProbability;
    out.slope = slope;
    // what is positive by rounding only counts as 0
    out.curvature = curvature > 1e-10 * expected ? curvature : expected;
    out.scaleSlope = terms.scaleSlope;
    out.scaleCurvature = terms.scaleCurvature;
    if (!Number.isFinite(out.logProbability + slope + out.curvature + out.scaleSlope + out.scaleCurvature)) {
      out.logProbability = -Infinity;
      out.slope = 0;
      out.curvature = 0;
      out.scaleSlope = 0;
      out.scaleCurvature = 0;
    }
  };

  return {
    hasScale,
    longestStep: unitless.has(link) ? 3 : Infinity,
    constantsOf,
    evaluate,
    logProbability(y, eta, scale) {
      evaluate(y, eta, constantsOf(scale), scratch);
      return scratch.logProbability;
    },
    mean,
    sample(eta, scale, random) {
      curve(eta, point);
      const center = mean(eta);
      if (!Number.isFinite(point.at) || !Number.isFinite(center))
        throw new NumericalError(
          `No observation can be drawn: the linear predictor ${eta} gives the mean ${center}, which the observations cannot have. Simulate from smaller weights, or choose a link that keeps the mean in range.`,
        );
      return distribution.sample(center, scale, random);
    },
    refusal,
  };
}
