import type { GlmHmmProblem } from '../glmHmm/problem.ts';
import { responseMoments } from '../glmHmm/responseMoments.ts';
import { type LinkFunctions, namedLinks } from '../observations/links.ts';

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
 */
export function predictorRanges(problem: GlmHmmProblem): PredictorRange[] {
  const { observation } = problem.spec;
  if (observation.kind === 'softmax') return [{ ofMean: 0, unit: 1, canRun: true, isOdds: true }];
  const { link } = observation;
  const { value, first } = typeof link === 'string' ? namedLinks[link] : (link as LinkFunctions);
  const isOdds = link === 'logit' || link === 'probit';
  const canRun = isOdds || link === 'log' || link === 'softplus';
  return Array.from({ length: problem.layout.numOutputs }, (_, output) => {
    const { mean, variance } = responseMoments(problem.design, output);
    const eta = value(mean);
    const ofMean = Number.isFinite(eta) && !(isOdds && Math.abs(eta) > 5) ? eta : 5 * Math.sign(eta);
    const unit = Math.sqrt(variance) / Math.abs(first(ofMean));
    const isUnitFree = isOdds || link === 'log' || !(unit > 0 && unit < Infinity);
    return { ofMean, unit: isUnitFree ? 1 : unit, canRun, isOdds };
  });
}
