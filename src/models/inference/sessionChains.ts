import { DataError } from '../../errors.ts';
import { lengthOf, type NdArray } from '../../numerics/ndarray.ts';
import type { Fit } from '../fit.ts';
import { emptySmoothedChain, type SessionChain, type SmoothedChain, smoothSession } from '../hmm/smoothing.ts';
import { familyOf } from '../observations/families.ts';
import { numSessions, type Trials } from '../trials.ts';

/**
 * Refuses trials that a fit cannot speak about.
 *
 * @throws {DataError} when the features differ in name or order, or a fit with parameters per session has another number of sessions
 */
export function requireMatch(fit: Fit, trials: Trials): void {
  const { weights, transitionMatrix } = fit.params;
  if (fit.featureNames.join('\n') !== trials.featureNames.join('\n'))
    throw new DataError(
      {},
      `The fit has the features ${fit.featureNames.join(', ')}, but the trials have ${trials.featureNames.join(', ')}. Read the trials with the same features in the same order.`,
    );
  for (const [what, array] of [
    ['weights', weights],
    ['transitions', transitionMatrix],
  ] as const) {
    const fitted = lengthOf(array, 'session');
    if (array.axes[0] === 'session' && fitted !== numSessions(trials))
      throw new DataError(
        {},
        `The fit has ${what} for ${fitted} sessions, but the trials have ${numSessions(trials)}. Use the trials it was fitted to, or a model with the same ${what} in every session.`,
      );
  }
}

/** Where the part of a session begins in a parameter array; 0 for one that is the same in every session. */
export function sessionOffset(array: NdArray, session: number): number {
  return array.axes[0] === 'session' ? (session * array.data.length) / array.shape[0] : 0;
}

/** w·x of each trial in each state [trial, state]. @throws {DataError} when the trials do not match the fit */
export function linearPredictors(fit: Fit, trials: Trials): Float64Array {
  requireMatch(fit, trials);
  const { weights } = fit.params;
  const [K, D] = [fit.spec.numStates, trials.featureNames.length];
  const predictors = new Float64Array(trials.numTrials * K);
  for (let s = 0; s < numSessions(trials); s++) {
    const offset = sessionOffset(weights, s);
    for (let t = trials.sessionStarts[s]; t < trials.sessionStarts[s + 1]; t++)
      for (let k = 0; k < K; k++)
        for (let d = 0; d < D; d++)
          predictors[t * K + k] += weights.data[offset + k * D + d] * trials.features.data[t * D + d];
  }
  return predictors;
}

/** The chain of each session: its part of the parameters, and what its choices say about the states. */
export function sessionChains(fit: Fit, trials: Trials): SessionChain[] {
  const { transitionMatrix, initialProbs } = fit.params;
  const { numStates } = fit.spec;
  const family = familyOf(fit.spec.observation);
  const logLikelihoods = linearPredictors(fit, trials).map((eta, cell) => {
    const t = Math.floor(cell / numStates);
    return trials.observed[t] ? family.logProbability(trials.choices[t], eta) : 0;
  });
  return trials.sessionNames.map((_, session) => ({
    numStates,
    initialProbs: initialProbs.data,
    transitions: transitionMatrix.data,
    transitionsOffset: sessionOffset(transitionMatrix, session),
    logLikelihoods,
    start: trials.sessionStarts[session],
    end: trials.sessionStarts[session + 1],
  }));
}

/** The states of all sessions, inferred one session after the other. */
export function smoothTrials(fit: Fit, trials: Trials): SmoothedChain {
  const chains = sessionChains(fit, trials);
  const out = emptySmoothedChain(
    trials.numTrials,
    fit.spec.numStates,
    lengthOf(fit.params.transitionMatrix, 'session'),
  );
  for (const chain of chains) smoothSession(chain, out);
  return out;
}
