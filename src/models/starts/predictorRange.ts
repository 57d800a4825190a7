import { type LinkFunctions, namedLinks } from '../observations/links.ts';
import type { Observation } from '../observations/observationSpecs.ts';
import { responsesOf, type Trials } from '../trials.ts';

/** Where the linear predictor η = w·x of one output is to be looked for. */
export interface PredictorRange {
  /** η of the mean observation; within 5 where that is infinite. */
  readonly ofMean: number;
  /** By how much η differs between states that are clearly distinct. */
  readonly unit: number;
  /** Whether weights can run away while the likelihood still rises: not where η is the mean itself, or its inverse. */
  readonly canRun: boolean;
  /** Whether η is on a scale of odds, about 0. */
  readonly isOdds: boolean;
}

/**
 * [output] ranges of η, from the mean and standard deviation over observed trials. η of odds and logarithms has the unit 1; for
 * other links the unit is the standard deviation, seen through the link.
 *
 * @param observation one whose link is loaded
 */
export function predictorRanges({ link }: Observation, trials: Trials): PredictorRange[] {
  const { value, first } = typeof link === 'string' ? namedLinks[link] : (link as LinkFunctions);
  const isOdds = link === 'logit' || link === 'probit';
  const canRun = isOdds || link === 'log' || link === 'softplus';
  return momentsOf(trials).map(({ mean, deviation }) => {
    const eta = value(mean);
    const ofMean = Number.isFinite(eta) && !(isOdds && Math.abs(eta) > 5) ? eta : 5 * Math.sign(eta);
    const unit = deviation / Math.abs(first(ofMean));
    const isUnitFree = isOdds || link === 'log' || !(unit > 0 && unit < Infinity);
    return { ofMean, unit: isUnitFree ? 1 : unit, canRun, isOdds };
  });
}

/** [output] mean and standard deviation over observed trials. */
function momentsOf(trials: Trials): { readonly mean: number; readonly deviation: number }[] {
  const { shape, data } = responsesOf(trials);
  const observed = Array.from(trials.observed.keys()).filter((t) => trials.observed[t]);
  return Array.from({ length: shape[1] }, (_, output) => {
    const values = observed.map((t) => data[t * shape[1] + output]);
    const mean = values.reduce((sum, y) => sum + y, 0) / values.length;
    const squares = values.reduce((sum, y) => sum + (y - mean) ** 2, 0);
    return { mean, deviation: Math.sqrt(squares / values.length) };
  });
}
