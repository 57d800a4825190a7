import { quote, SpecError } from '../../errors.ts';
import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import { requireKnownOptions } from '../checks.ts';
import type { Fit } from '../fit.ts';
import { familyOf } from '../observations/families.ts';
import { addLapses } from '../observations/lapseMixture.ts';
import type { Trials } from '../trials.ts';
import { lapsesOf, linearPredictors, smoothTrials } from './sessionChains.ts';

/** Observations as a fit expects them. */
export interface Predictions {
  /**
   * Mean observation given the state (a probability for choices, a rate for counts): [trial, state], with an axis `output`
   * behind when a trial has several, or `class` for softmax, along which probabilities sum to 1.
   */
  readonly perState: NdArray;
  /** [trial], [trial, output] or [trial, class] row by row: `perState` averaged over the probabilities of the states. */
  readonly average: Float64Array;
  /** Which probabilities these are: those given the observations before the trial, or those given all of its session. */
  readonly averagedOver: 'predicted' | 'smoothed';
}

/**
 * The mean observation of each trial, in each state and averaged over states.
 *
 * @param options.given 'before': the average knows the observations before the trial only, so it is an honest prediction;
 *   'all': it knows those of the whole session, the trial's own among them
 * @throws {SpecError} when `given` is another word
 * @throws {DataError} when the trials do not match the fit
 * @example predict(fit, trials, { given: 'before' }).average[0]
 */
export function predict(fit: Fit, trials: Trials, options: { readonly given?: 'before' | 'all' } = {}): Predictions {
  requireKnownOptions(['given'], options, 'predict');
  const { given = 'before' } = options;
  if (given !== 'before' && given !== 'all')
    throw new SpecError('given', given, `given must be 'before' or 'all', but is ${quote(given)}.`);
  const { numStates } = fit.spec;
  const { numTrials } = trials;
  const means = stateMeans(fit, trials);
  const averagedOver = given === 'before' ? 'predicted' : 'smoothed';
  const inner = fit.params.weights.axes.find((axis) => axis === 'output' || axis === 'class');
  const numMeans = means.length / (numTrials * numStates);
  return {
    perState: inner
      ? ndarray(['trial', 'state', inner], [numTrials, numStates, numMeans], means)
      : ndarray(['trial', 'state'], [numTrials, numStates], means),
    average: averageOverStates(smoothTrials(fit, trials)[averagedOver], means, numStates, numMeans),
    averagedOver,
  };
}

/** Mean observation of each trial given the state [trial, state, output], or [trial, state, class]. @throws {DataError} when the trials do not match the fit */
export function stateMeans(fit: Fit, trials: Trials): Float64Array {
  const { numPredictors: P, numMeans: M, fillMeans } = familyOf(fit.spec.observation);
  const predictors = linearPredictors(fit, trials);
  const means = new Float64Array((predictors.length / P) * M);
  for (let cell = 0; cell * P < predictors.length; cell++) fillMeans(predictors, cell * P, means, cell * M);
  const lapses = lapsesOf(fit, trials);
  if (!lapses) return means;
  const { mixture, rates, previous } = lapses;
  const K = fit.spec.numStates;
  for (let cell = 0; cell * M < means.length; cell++)
    addLapses(mixture, means, cell * M, M, previous[Math.floor(cell / K)], rates, (cell % K) * mixture.size);
  return means;
}

/** [trial, mean] average of `values` [trial, state, mean], weighted by the probabilities of the states [trial, state]. */
function averageOverStates(
  stateProbabilities: Float64Array,
  values: Float64Array,
  numStates: number,
  numMeans: number,
): Float64Array {
  const [K, M] = [numStates, numMeans];
  const averages = new Float64Array(values.length / K);
  stateProbabilities.forEach((p, cell) => {
    if (p === 0) return;
    const t = Math.floor(cell / K);
    for (let m = 0; m < M; m++) averages[t * M + m] += p * values[cell * M + m];
  });
  return averages;
}
