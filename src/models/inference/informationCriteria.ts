import { DataError, SpecError } from '../../errors.ts';
import type { Fit, TrainedFit } from '../fit.ts';
import { weightLayout } from '../glmHmm/layout.ts';
import { matrixInto } from '../hmm/smoothing.ts';
import { withoutReference } from '../observations/classWeights.ts';
import { hasKinks } from '../penalties.ts';
import type { GlmHmmSpec } from '../specs.ts';
import { numObserved, numSessions, responsesOf, type Trials } from '../trials.ts';
import { logLikelihood } from './logLikelihood.ts';
import { mostLikelyStates } from './mostLikelyStates.ts';
import { pathEntropy } from './pathEntropy.ts';
import { sessionChains } from './sessionChains.ts';

/** How many free parameters a fit has, by kind. */
export interface ParameterCount {
  /** Neither frozen nor made exactly 0 by a lasso. */
  readonly weights: number;
  /** K(K − 1) a matrix, and as many an input that drives them (K − 1 where weights are those of a destination); a session whose transitions leave no trace in its observations has none of its own. */
  readonly transitions: number;
  /** K − 1 when they are fitted. */
  readonly initialProbs: number;
  readonly scales: number;
  readonly lapses: number;
  readonly total: number;
}

/** Criteria to compare models of the same trials by: the lower, the better. */
export interface InformationCriteria {
  /** Nats, states summed out. */
  readonly logLikelihood: number;
  readonly numParameters: ParameterCount;
  /** Observed trials. */
  readonly numObservations: number;
  /**
   * Observed trials · outputs − parameters. `dof_resid_` of nemos leaves scales out, counts a trial once whatever its outputs,
   * and without a penalty or under an elastic net counts the rank of the features, once for all states, as coefficients.
   */
  readonly residualDegreesOfFreedom: number;
  /** −2 · log-likelihood + 2 · parameters. */
  readonly aic: number;
  /** −2 · log-likelihood + parameters · log observations. */
  readonly bic: number;
  /** BIC + 2 · entropy of the path of states: it also asks how sure the states are. */
  readonly icl: number;
  /** BIC − 2 · log probability of the most likely path of states, in place of the entropy. */
  readonly iclViterbi: number;
  /** Where the log-likelihood was taken: AIC and BIC are defined at the maximum of the likelihood, and only near it with a prior or penalty. */
  readonly label: 'at maximum likelihood' | 'at MAP' | 'at given parameters';
}

/**
 * AIC, BIC and ICL of a fit, in nats times 2, with the count of free parameters that they rest on.
 *
 * @param trials those that the fit was fitted to
 * @throws {SpecError} when weights walk: how many of them are free is not defined
 * @throws {DataError} when the trials do not match the fit, or none is observed
 * @see Biernacki, Celeux & Govaert 2000, IEEE Transactions on Pattern Analysis 22:719 (ICL)
 */
export function informationCriteria(fit: Fit, trials: Trials): InformationCriteria {
  refuseWalk(fit.spec);
  const numObservations = numObserved(trials);
  requireFittedTrials(fit, trials, numObservations);
  const { total } = logLikelihood(fit, trials);
  const numParameters = countParameters(fit, trials);
  const bic = numParameters.total * Math.log(numObservations) - 2 * total;
  return {
    logLikelihood: total,
    numParameters,
    numObservations,
    residualDegreesOfFreedom: numObservations * responsesOf(trials).shape[1] - numParameters.total,
    aic: 2 * numParameters.total - 2 * total,
    bic,
    icl: bic + 2 * pathEntropy(fit, trials),
    iclViterbi: bic - 2 * (logJoint(fit, trials) - total),
    label: labelOf(fit, numParameters.weights < freeWeights(fit, trials).length),
  };
}

function refuseWalk({ weights }: GlmHmmSpec): void {
  if (weights.kind === 'randomWalk')
    throw new SpecError(
      'weights',
      weights,
      'AIC, BIC and ICL count free parameters, and weights that walk across sessions are neither free nor given. Compare such models by their log-likelihood on held-out trials.',
    );
}

function requireFittedTrials(fit: Fit | TrainedFit, trials: Trials, found: number): void {
  if (found === 0)
    throw new DataError(
      {},
      `None of the ${trials.numTrials} trials is observed, so there is nothing to compute a criterion from. Take the trials of the fit.`,
    );
  if ('numObserved' in fit && fit.numObserved !== found)
    throw new DataError(
      {},
      `The fit was made from ${fit.numObserved} observed trials, but ${found} of these ${trials.numTrials} trials are observed. AIC, BIC and ICL are of the trials of the fit; score others with logLikelihood.`,
    );
}

function countParameters(fit: Fit, trials: Trials): ParameterCount {
  const { spec, params } = fit;
  const K = spec.numStates;
  const counts = {
    weights: freeWeights(fit, trials).filter((weight) => weight !== 0 || !hasKinks(spec.penalty)).length,
    transitions: numFreeMatrices(spec, trials) * K * (K - 1) + numInputWeights(spec),
    initialProbs: spec.initialProbs === 'fitted' ? K - 1 : 0,
    scales: params.scale?.data.length ?? 0,
    lapses: params.lapses?.data.length ?? 0,
  };
  return { ...counts, total: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}

/** The weights that are not frozen, each once. */
function freeWeights({ spec, params }: Fit, trials: Trials): Float64Array {
  const { place, shared, width } = weightLayout(spec, trials.featureNames, 1, responsesOf(trials).shape[1]);
  return withoutReference(params.weights, spec.observation).data.filter(
    (_, i) => place[i] >= 0 && shared.owner[i % width] === i % width,
  );
}

/** Of a destination they are only known relative to those of another. */
function numInputWeights({ transitions, numStates: K }: GlmHmmSpec): number {
  if (transitions.kind !== 'inputDriven') return 0;
  return (transitions.baseline === 'self' ? K : 1) * (K - 1) * transitions.features.length;
}

/** One for all sessions, or one for each in which something was observed after the first trial. */
function numFreeMatrices({ transitions }: GlmHmmSpec, trials: Trials): number {
  if (transitions.kind !== 'perSession') return 1;
  let count = 0;
  for (let s = 0; s < numSessions(trials); s++)
    if (trials.observed.subarray(trials.sessionStarts[s] + 1, trials.sessionStarts[s + 1]).includes(1)) count++;
  return count;
}

/** Log joint probability of the observations and the most likely path of states. */
function logJoint(fit: Fit, trials: Trials): number {
  const path = mostLikelyStates(fit, trials);
  let total = 0;
  for (const chain of sessionChains(fit, trials)) {
    const { numStates: K, initialProbs, transitions, logLikelihoods, start, end } = chain;
    for (let t = start; t < end; t++) {
      const arrived =
        t === start ? initialProbs[path[t]] : transitions[matrixInto(chain, t) + path[t - 1] * K + path[t]];
      total += Math.log(arrived) + logLikelihoods[t * K + path[t]];
    }
  }
  return total;
}

function labelOf(fit: Fit | TrainedFit, areSomeZero: boolean): InformationCriteria['label'] {
  if (!('logPrior' in fit)) return 'at given parameters';
  return fit.logPrior === 0 && !areSomeZero ? 'at maximum likelihood' : 'at MAP';
}
