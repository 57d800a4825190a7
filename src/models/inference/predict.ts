import { quote, SpecError } from '../../errors.ts';
import { lengthOf, type NdArray, ndarray } from '../../numerics/ndarray.ts';
import type { Fit } from '../fit.ts';
import { familyOf } from '../observations/families.ts';
import type { Trials } from '../trials.ts';
import { linearPredictors, smoothTrials } from './sessionChains.ts';

/** Observations as a fit expects them. */
export interface Predictions {
  /** Mean observation given the state (a probability for choices, a rate for counts): [trial, state], with an axis `output` behind when a trial has several. */
  readonly perState: NdArray;
  /** [trial], or [trial, output] row by row: `perState` averaged over the probabilities of the states. */
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
  const { given = 'before' } = options;
  if (given !== 'before' && given !== 'all')
    throw new SpecError('given', given, `given must be 'before' or 'all', but is ${quote(given)}.`);
  const { numStates } = fit.spec;
  const { numTrials } = trials;
  const means = stateMeans(fit, trials);
  const averagedOver = given === 'before' ? 'predicted' : 'smoothed';
  const numOutputs = lengthOf(fit.params.weights, 'output');
  return {
    perState: fit.params.weights.axes.includes('output')
      ? ndarray(['trial', 'state', 'output'], [numTrials, numStates, numOutputs], means)
      : ndarray(['trial', 'state'], [numTrials, numStates], means),
    average: averageOverStates(smoothTrials(fit, trials)[averagedOver], means, numStates, numOutputs),
    averagedOver,
  };
}

/** Mean observation of each trial given the state [trial, state, output]. @throws {DataError} when the trials do not match the fit */
export function stateMeans(fit: Fit, trials: Trials): Float64Array {
  const { mean } = familyOf(fit.spec.observation);
  return linearPredictors(fit, trials).map((eta) => mean(eta));
}

/** [trial, output] mean of `values` [trial, state, output], weighted by the probabilities of the states [trial, state]. */
function averageOverStates(
  stateProbabilities: Float64Array,
  values: Float64Array,
  numStates: number,
  numOutputs: number,
): Float64Array {
  const [K, O] = [numStates, numOutputs];
  const averages = new Float64Array(values.length / K);
  stateProbabilities.forEach((p, cell) => {
    if (p === 0) return;
    const t = Math.floor(cell / K);
    for (let o = 0; o < O; o++) averages[t * O + o] += p * values[cell * O + o];
  });
  return averages;
}
