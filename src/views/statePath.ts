import { quote, SpecError } from '../errors.ts';
import type { Fit } from '../models/fit.ts';
import { mostLikelyStates } from '../models/inference/mostLikelyStates.ts';
import { posterior } from '../models/inference/posterior.ts';
import type { Trials } from '../models/trials.ts';
import { mostLikelyOf } from './stateAccuracy.ts';

/** One state a trial: those of the most likely path as a whole ('viterbi'), or the most likely one of each trial ('argmax'). */
export type PathKind = 'viterbi' | 'argmax';

/** The path of states through the trials [trial]. @throws {SpecError} when `kind` is another word */
export function statePath(fit: Fit, trials: Trials, kind: PathKind): Int32Array {
  if (kind === 'viterbi') return mostLikelyStates(fit, trials);
  if (kind !== 'argmax')
    throw new SpecError('path', kind, `path must be 'viterbi' or 'argmax', but is ${quote(kind)}.`);
  const { data } = posterior(fit, trials).smoothed;
  return Int32Array.from({ length: trials.numTrials }, (_, t) => mostLikelyOf(data, t, fit.spec.numStates));
}
