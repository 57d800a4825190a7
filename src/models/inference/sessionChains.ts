import { DataError } from '../../errors.ts';
import { lengthOf, type NdArray } from '../../numerics/ndarray.ts';
import type { Fit } from '../fit.ts';
import { emptySmoothedChain, type SessionChain, type SmoothedChain, smoothSession } from '../hmm/smoothing.ts';
import { requireChoices } from '../lapses.ts';
import { withoutReference } from '../observations/classWeights.ts';
import { familyOf } from '../observations/families.ts';
import { type LapseMixture, lapsedLogProbability, lapseMixtureOf } from '../observations/lapseMixture.ts';
import { predictOne } from '../observations/linearPredictors.ts';
import { requireClasses } from '../observations/numClasses.ts';
import { numSessions, previousChoices, responsesOf, type Trials } from '../trials.ts';
import { drivenMatrices } from './drivenMatrices.ts';

/**
 * Refuses trials that a fit cannot speak about.
 *
 * @throws {DataError} when choices are of more classes, lapses meet responses that are no choices, the features differ in name or order, or a fit with parameters per session has another number of sessions
 */
export function requireMatch(fit: Fit, trials: Trials): void {
  const { weights, transitionMatrix } = fit.params;
  requireClasses(fit.spec.observation, trials);
  requireChoices(fit.spec.lapses, trials);
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

/** w·x of each trial [trial, state, output, predictor]. @throws {DataError} when the trials do not match the fit */
export function linearPredictors(fit: Fit, trials: Trials): Float64Array {
  requireMatch(fit, trials);
  const weights = withoutReference(fit.params.weights, fit.spec.observation);
  const D = trials.featureNames.length;
  const U = weights.data.length / (lengthOf(weights, 'session') * D);
  const predictors = new Float64Array(trials.numTrials * U);
  for (let s = 0; s < numSessions(trials); s++) {
    const offset = sessionOffset(weights, s);
    for (let t = trials.sessionStarts[s]; t < trials.sessionStarts[s + 1]; t++)
      predictOne(weights.data, offset, trials.features.data, t * D, D, predictors.subarray(t * U, (t + 1) * U));
  }
  return predictors;
}

/** The chain of each session: its part of the parameters, and what its choices say about the states. */
export function sessionChains(fit: Fit, trials: Trials): SessionChain[] {
  const { transitionMatrix, initialProbs } = fit.params;
  const { numStates } = fit.spec;
  const logLikelihoods = trialLogLikelihoods(fit, trials);
  const driven = drivenMatrices(fit, trials);
  return trials.sessionNames.map((_, session) => ({
    numStates,
    initialProbs: initialProbs.data,
    transitions: driven?.transitions ?? transitionMatrix.data,
    transitionsOffset: sessionOffset(transitionMatrix, session),
    ...(driven && { matrixOf: driven.matrixOf }),
    logLikelihoods,
    start: trials.sessionStarts[session],
    end: trials.sessionStarts[session + 1],
  }));
}

/** What a fit says about lapses in trials. */
interface TrialLapses {
  readonly mixture: LapseMixture;
  /** [state, lapse] */
  readonly rates: Float64Array;
  /** [trial] */
  readonly previous: Int32Array;
}

/** The lapses of a fit in trials; `null` without lapses. */
export function lapsesOf({ spec, params }: Fit, trials: Trials): TrialLapses | null {
  const mixture = lapseMixtureOf(spec.lapses, spec.observation);
  return mixture && params.lapses && { mixture, rates: params.lapses.data, previous: previousChoices(trials) };
}

/** log p(observations | state) of each trial [trial, state], outputs together; 0 where nothing was observed. */
function trialLogLikelihoods(fit: Fit, trials: Trials): Float64Array {
  requireOutputs(fit, trials);
  const { numStates } = fit.spec;
  const family = familyOf(fit.spec.observation);
  const responses = responsesOf(trials);
  const O = responses.shape[1];
  const predictors = linearPredictors(fit, trials);
  const lapses = lapsesOf(fit, trials);
  const logLikelihoods = new Float64Array(trials.numTrials * numStates);
  for (let cell = 0; cell < trials.numTrials * numStates * O; cell++) {
    const [at, o] = [Math.floor(cell / O), cell % O];
    const t = Math.floor(at / numStates);
    if (!trials.observed[t]) continue;
    const scale = fit.params.scale?.data[cell % (numStates * O)] ?? 1;
    logLikelihoods[at] += family.logProbability(
      responses.data[t * O + o],
      predictors,
      cell * family.numPredictors,
      scale,
    );
    if (lapses)
      logLikelihoods[at] = lapsedLogProbability(
        lapses.mixture,
        logLikelihoods[at],
        responses.data[t],
        lapses.previous[t],
        lapses.rates,
        (at % numStates) * lapses.mixture.size,
      );
  }
  return logLikelihoods;
}

function requireOutputs(fit: Fit, trials: Trials): void {
  const [outputs, fitted] = [responsesOf(trials).shape[1], lengthOf(fit.params.weights, 'output')];
  if (outputs !== fitted)
    throw new DataError(
      {},
      `The fit has weights for ${fitted} observation${fitted === 1 ? '' : 's'} a trial, but the trials have ${outputs}. Read the trials with the same columns of y.`,
    );
}

/** The states of all sessions, inferred one session after the other. */
export function smoothTrials(fit: Fit, trials: Trials): SmoothedChain {
  const chains = sessionChains(fit, trials);
  const { numStates } = fit.spec;
  const numMatrices = (chains[0]?.transitions.length ?? 0) / numStates ** 2;
  const out = emptySmoothedChain(trials.numTrials, numStates, numMatrices);
  for (const chain of chains) smoothSession(chain, out);
  return out;
}
