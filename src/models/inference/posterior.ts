import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import type { Fit } from '../fit.ts';
import type { Trials } from '../trials.ts';
import { smoothTrials } from './sessionChains.ts';

/** Probability of each state in each trial, by what is known; rows sum to 1. */
export interface Posterior {
  /** Given all choices of the session. */
  readonly smoothed: NdArray<readonly ['trial', 'state']>;
  /** Given the choices up to and including the trial's. */
  readonly filtered: NdArray<readonly ['trial', 'state']>;
  /** Given the choices before the trial only. */
  readonly predicted: NdArray<readonly ['trial', 'state']>;
}

/**
 * Probability of each state in each trial: smoothed, filtered and predicted. An unobserved trial's choice is not looked at.
 *
 * @throws {DataError} when the trials do not match the fit
 * @example posterior(fit, trials).smoothed.shape   // [numTrials, numStates]
 */
export function posterior(fit: Fit, trials: Trials): Posterior {
  const { smoothed, filtered, predicted } = smoothTrials(fit, trials);
  const array = (data: Float64Array): NdArray<readonly ['trial', 'state']> =>
    ndarray(['trial', 'state'], [trials.numTrials, fit.spec.numStates], data);
  return { smoothed: array(smoothed), filtered: array(filtered), predicted: array(predicted) };
}
