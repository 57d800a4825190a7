import type { NdArray } from '../../numerics/ndarray.ts';
import { requireKnownOptions } from '../checks.ts';
import type { Fit } from '../fit.ts';
import { viterbiSession } from '../hmm/viterbi.ts';
import { formatStates, type StateFormat } from '../states/stateFormat.ts';
import type { Trials } from '../trials.ts';
import { sessionChains } from './sessionChains.ts';

/**
 * The most likely path of states through each session (Viterbi), [trial], states counted from 0. It is the best path as a
 * whole; the state that is most likely in one trial can be another (`posterior`).
 *
 * @param options.as 'index', or 'oneHot' for zeros with a one at the state [trial, state]
 * @throws {SpecError} when `as` is another word
 * @throws {DataError} when the trials do not match the fit
 */
export function mostLikelyStates(fit: Fit, trials: Trials, options?: { readonly as?: 'index' }): Int32Array;
export function mostLikelyStates(
  fit: Fit,
  trials: Trials,
  options: { readonly as: 'oneHot' },
): NdArray<readonly ['trial', 'state']>;
export function mostLikelyStates(
  fit: Fit,
  trials: Trials,
  options: { readonly as?: StateFormat } = {},
): Int32Array | NdArray<readonly ['trial', 'state']> {
  requireKnownOptions(['as'], options, 'mostLikelyStates');
  const { as = 'index' } = options;
  const path = new Int32Array(trials.numTrials);
  for (const chain of sessionChains(fit, trials)) viterbiSession(chain, path);
  return formatStates(path, fit.spec.numStates, as, 'as');
}
