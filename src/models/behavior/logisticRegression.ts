import { logistic, plainArithmetic } from '../../numerics/differentiation/plainArithmetic.ts';
import { requireKnownOptions } from '../checks.ts';
import type { BehaviorModel } from './behaviorModel.ts';
import type { TaskLength } from './blocks.ts';
import { logisticRegressionDerivatives } from './logisticRegressionDerivatives.ts';
import {
  checkedPredictors,
  mapPredictions,
  normalPredictors,
  predictorColumns,
  predictorParameters,
  type WeightedPredictors,
} from './weightedPredictors.ts';

/** A logistic regression of choices: what `logisticRegression` returns. */
export interface LogisticRegressionSpec extends WeightedPredictors {
  readonly kind: 'logisticRegression';
}

/** What `logisticRegression` takes. */
export type LogisticRegressionOptions = Pick<LogisticRegressionSpec, 'predictors'> &
  Partial<Omit<WeightedPredictors, 'predictors'>>;

/**
 * A logistic regression of a choice on predictors: the log-odds of choice 1 are the sum of the predictors times their weights, which
 * are parameters by the names of the predictors, and the `intercept`.
 *
 * With a decay, predictors of the last trials act too, those of j trials ago by `decay`^j; earlier trials are those of the same
 * block that were answered. The intercept does not decay; for one that does, as in pyEM, give a column of ones as a predictor.
 *
 * Columns: the predictors, `choice` (0 or 1). Latent: `probability` of choice 1.
 *
 * @param options.predictors names of columns
 * @param options.intercept  true by default
 * @param options.decay      how many earlier trials still act; 0 (default) for no `decay`, 2 in pyEM
 * @throws {SpecError} when an option is unknown or out of range
 * @example hierarchical(logisticRegression({ predictors: ['stimulus', 'previousChoice'] }))
 */
export function logisticRegression(options: LogisticRegressionOptions): LogisticRegressionSpec {
  requireKnownOptions(['predictors', 'intercept', 'decay'], options, 'logisticRegression');
  return { kind: 'logisticRegression', ...checkedPredictors(options, ['choice'], 'logisticRegression') };
}

/** The model of a spec. */
export function logisticRegressionModel(spec: LogisticRegressionSpec): BehaviorModel {
  return {
    name: spec.decay === 0 ? 'logistic regression' : 'logistic regression, decaying',
    parameters: predictorParameters(spec),
    columns: { ...predictorColumns(spec), choice: { role: 'response', numClasses: 2 } },
    logLikelihood(parameters, trials, math, note) {
      const { choice } = trials.columns;
      const logPs = mapPredictions(spec, parameters, trials, choice, math, (t, logOdds) => {
        const logP = math.logLogistic(math.multiply(logOdds, choice[t] === 1 ? 1 : -1));
        note?.('probability', t, math.logistic(logOdds));
        note?.('logLikelihood', t, logP);
        return logP;
      });
      return logPs.reduce(math.add, math.constant(0));
    },
    derivatives: logisticRegressionDerivatives(spec),
    design(task: TaskLength, random) {
      requireKnownOptions(['numBlocks', 'numTrials'], task, 'the task of logisticRegression()');
      return normalPredictors(spec, task, random);
    },
    simulate(parameters, design, random) {
      const choice = new Float64Array(design.numTrials);
      mapPredictions(spec, parameters, design, choice, plainArithmetic, (t, logOdds) => {
        choice[t] = random.uniform() < logistic(logOdds) ? 1 : 0;
      });
      return { choice };
    },
  };
}
