import { quote, SpecError } from '../../errors.ts';
import type { Arithmetic } from '../../numerics/differentiation/arithmetic.ts';
import { plainArithmetic } from '../../numerics/differentiation/plainArithmetic.ts';
import { requireAboveZero, requireKnownOptions } from '../checks.ts';
import { positive, real } from '../hierarchical/scales.ts';
import type { BehaviorModel, SubjectTrials } from './behaviorModel.ts';
import type { TaskLength } from './blocks.ts';
import {
  checkedPredictors,
  mapPredictions,
  normalPredictors,
  predictorColumns,
  predictorParameters,
  type WeightedPredictors,
} from './weightedPredictors.ts';

/** A linear regression: what `linearRegression` returns. */
export interface LinearRegressionSpec extends WeightedPredictors {
  readonly kind: 'linearRegression';
  readonly autoregressive: boolean;
  readonly noise: 'fitted' | 'profile' | 'aboutMean';
}

/** What `linearRegression` takes. */
export type LinearRegressionOptions = Pick<LinearRegressionSpec, 'predictors'> &
  Partial<Omit<LinearRegressionSpec, 'kind' | 'predictors'>>;

/** The task of a simulated linear regression; its predictors are standard normal. */
export interface LinearRegressionTask extends TaskLength {
  /** Standard deviation of the noise where it is not a parameter; 1 by default. */
  readonly noiseSd?: number;
}

/** Standard deviations that are computed from residuals stay above this one, so that a perfect fit is not infinitely likely. */
const leastSd = 1e-8;

/**
 * A linear regression of a measurement on predictors, with normal noise: the prediction is the sum of the predictors times their
 * weights, which are parameters by the names of the predictors, and the `intercept`.
 *
 * With a decay, predictors of the last trials act too, those of j trials ago by `decay`^j; the intercept does not decay (for one that
 * does, as in pyEM, give a column of ones as a predictor). An autoregressive one adds `autoregression` times the response before;
 * there is none at the start of a block. The likelihood is that of the responses given those before, and so any real
 * autoregression is possible (in pyEM none beyond ±0.999). Earlier trials are those of the same block that were answered.
 *
 * The noise's standard deviation is a parameter by default, `noiseSd`: only then is the likelihood a density of the responses, as
 * evidences and simulations need. With 'profile' it is the root of the mean squared residual, the most likely one for the weights
 * at hand; with 'aboutMean', as in pyEM, the standard deviation of the residuals about their own mean (division by their number),
 * which is smaller wherever predictions are off on average, so that such weights are punished harder. Both are at least 1e-8.
 *
 * Columns: the predictors, `y`. Latent: `prediction`.
 *
 * @param options.predictors     names of columns
 * @param options.intercept      true by default
 * @param options.decay          how many earlier trials still act; 0 (default) for no `decay`, 2 in pyEM
 * @param options.autoregressive false by default
 * @param options.noise          'fitted' (default), 'profile' or 'aboutMean'
 * @throws {SpecError} when an option is unknown or out of range
 * @example hierarchical(linearRegression({ predictors: ['reward', 'effort'] }))
 */
export function linearRegression(options: LinearRegressionOptions): LinearRegressionSpec {
  requireKnownOptions(['predictors', 'intercept', 'decay', 'autoregressive', 'noise'], options, 'linearRegression');
  const { autoregressive = false, noise = 'fitted' } = options;
  if (typeof autoregressive !== 'boolean')
    throw new SpecError(
      'autoregressive',
      autoregressive,
      `autoregressive of linearRegression() must be true or false, but is ${quote(autoregressive)}.`,
    );
  if (!['fitted', 'profile', 'aboutMean'].includes(noise))
    throw new SpecError(
      'noise',
      noise,
      `noise of linearRegression() must be 'fitted', 'profile' or 'aboutMean', but is ${quote(noise)}.`,
    );
  const taken = ['y', 'noiseSd', ...(autoregressive ? ['autoregression'] : [])];
  const weighted = checkedPredictors(options, taken, 'linearRegression');
  return { kind: 'linearRegression', ...weighted, autoregressive, noise };
}

/** The model of a spec. */
export function linearRegressionModel(spec: LinearRegressionSpec): BehaviorModel {
  const { autoregressive, noise } = spec;
  return {
    name: `linear regression${spec.decay === 0 ? '' : ', decaying'}${autoregressive ? ', autoregressive' : ''}`,
    parameters: {
      ...predictorParameters(spec),
      ...(autoregressive && { autoregression: real() }),
      ...(noise === 'fitted' && { noiseSd: positive() }),
    },
    columns: { ...predictorColumns(spec), y: { role: 'response' } },
    logLikelihood(parameters, trials, math, note) {
      const { y } = trials.columns;
      const answered: number[] = [];
      const residuals = mapPredictions(spec, parameters, trials, y, math, (t, fromPredictors, previous) => {
        const prediction =
          autoregressive && previous >= 0
            ? math.add(fromPredictors, math.multiply(parameters.autoregression, y[previous]))
            : fromPredictors;
        answered.push(t);
        note?.('prediction', t, prediction);
        return math.subtract(y[t], prediction);
      });
      const sd = parameters.noiseSd ?? residualSd(residuals, noise === 'aboutMean', math);
      const logNormalizer = math.add(math.log(sd), 0.5 * Math.log(2 * Math.PI));
      const twiceVariance = math.multiply(2, math.multiply(sd, sd));
      if (note)
        answered.forEach((t, i) => {
          const distance = math.divide(math.multiply(residuals[i], residuals[i]), twiceVariance);
          note('logLikelihood', t, math.subtract(math.subtract(0, distance), logNormalizer));
        });
      const distance = math.divide(sumOfSquares(residuals, math), twiceVariance);
      return math.subtract(math.subtract(0, distance), math.multiply(residuals.length, logNormalizer));
    },
    design(task: LinearRegressionTask, random) {
      const fitted = noise === 'fitted';
      requireKnownOptions(
        ['numBlocks', 'numTrials', ...(fitted ? [] : ['noiseSd'])],
        task,
        `the task of linearRegression({ noise: '${noise}' })`,
      );
      const { noiseSd = 1, ...length } = task;
      requireAboveZero('noiseSd', noiseSd);
      const design = normalPredictors(spec, length, random);
      if (fitted) return design;
      return { ...design, columns: { ...design.columns, noiseSd: new Float64Array(design.numTrials).fill(noiseSd) } };
    },
    simulate(parameters, design, random) {
      const sdAt = noiseOf(spec, parameters, design);
      const y = new Float64Array(design.numTrials);
      mapPredictions(spec, parameters, design, y, plainArithmetic, (t, fromPredictors, previous) => {
        const carried = autoregressive && previous >= 0 ? parameters.autoregression * y[previous] : 0;
        y[t] = fromPredictors + carried + sdAt(t) * random.normal();
      });
      return { y };
    },
  };
}

/** The standard deviation of residuals about 0, or about their mean. */
function residualSd<Value>(residuals: readonly Value[], aboutMean: boolean, math: Arithmetic<Value>): Value | number {
  const count = residuals.length;
  let center = math.constant(0);
  if (aboutMean) {
    for (const residual of residuals) center = math.add(center, residual);
    center = math.divide(center, count);
  }
  const deviations = aboutMean ? residuals.map((residual) => math.subtract(residual, center)) : residuals;
  const variance = math.divide(sumOfSquares(deviations, math), count);
  return math.valueOf(variance) > leastSd ** 2 ? math.sqrt(variance) : leastSd;
}

function sumOfSquares<Value>(values: readonly Value[], math: Arithmetic<Value>): Value {
  let sum = math.constant(0);
  for (const value of values) sum = math.add(sum, math.multiply(value, value));
  return sum;
}

/** The noise of each trial of a simulation. @throws {SpecError} when nothing says how large it is */
function noiseOf(
  { noise }: LinearRegressionSpec,
  { noiseSd }: Readonly<Record<string, number>>,
  { columns }: SubjectTrials,
): (t: number) => number {
  if (noiseSd !== undefined) return () => noiseSd;
  const column = columns.noiseSd;
  if (column !== undefined) return (t) => column[t];
  throw new SpecError(
    'noise',
    noise,
    `A linear regression with noise '${noise}' has no standard deviation to simulate with. Use noise: 'fitted', or give the trials a column noiseSd.`,
  );
}
