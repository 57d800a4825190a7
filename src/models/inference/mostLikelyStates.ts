import type { Fit } from '../fit.ts';
import { viterbiSession } from '../hmm/viterbi.ts';
import type { Trials } from '../trials.ts';
import { sessionChains } from './sessionChains.ts';

/**
 * The most likely path of states through each session (Viterbi), [trial], states counted from 0. It is the best path as a
 * whole; the state that is most likely in one trial can be another (`posterior`).
 *
 * @throws {DataError} when the trials do not match the fit
 */
export function mostLikelyStates(fit: Fit, trials: Trials): Int32Array {
  const path = new Int32Array(trials.numTrials);
  for (const chain of sessionChains(fit, trials)) viterbiSession(chain, path);
  return path;
}
