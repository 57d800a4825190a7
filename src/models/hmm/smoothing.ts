import { NumericalError } from '../../errors.ts';

/** The hidden chain of one session, as its part of flat arrays over all sessions. */
export interface SessionChain {
  readonly numStates: number;
  /** [state] */
  readonly initialProbs: Float64Array;
  /** [state, nextState] from `transitionsOffset` on, row = from; with `matrixOf` [matrix, state, nextState]. */
  readonly transitions: Float64Array;
  readonly transitionsOffset: number;
  /** [trial] over all sessions: the matrix that leads into the trial. Left out where the session has one matrix. */
  readonly matrixOf?: Int32Array;
  /** [trial, state] log p(choice | state) over all sessions, nats; 0 where the choice is not observed. */
  readonly logLikelihoods: Float64Array;
  /** First trial of the session. */
  readonly start: number;
  /** One past its last trial. */
  readonly end: number;
}

/** What inference over states writes, session after session, into arrays over all sessions. */
export interface SmoothedChain {
  /** [trial, state] p(state | choices before the trial) */
  readonly predicted: Float64Array;
  /** [trial, state] p(state | choices up to the trial) */
  readonly filtered: Float64Array;
  /** [trial, state] p(state | all choices of the session) */
  readonly smoothed: Float64Array;
  /** [trial] log p(choice | choices before the trial), nats; they sum to the log-likelihood. */
  readonly logNormalizers: Float64Array;
  /** Expected number of transitions, added where the matrices of the chain stand in its `transitions`. */
  readonly expectedTransitions: Float64Array;
}

/** Room for the inference of `numTrials` trials, with `numMatrices` transition matrices. */
export function emptySmoothedChain(numTrials: number, numStates: number, numMatrices: number): SmoothedChain {
  return {
    predicted: new Float64Array(numTrials * numStates),
    filtered: new Float64Array(numTrials * numStates),
    smoothed: new Float64Array(numTrials * numStates),
    logNormalizers: new Float64Array(numTrials),
    expectedTransitions: new Float64Array(numMatrices * numStates * numStates),
  };
}

/**
 * Infers the states of one session: what each trial's state was, given the choices before, up to and after it.
 * It works on logarithms throughout, so that no state is lost however unlikely it looks for a while.
 *
 * @throws {NumericalError} when no possible state gives a trial's choice a probability above 0
 * @see Kim & Nelson 1999, State-Space Models with Regime Switching, chapter 4 (the smoother in terms of filtered and predicted)
 */
export function smoothSession(chain: SessionChain, out: SmoothedChain): void {
  const matrices = logMatrices(chain);
  filter(chain, matrices, out);
  smooth(chain, matrices, out);
  for (const logs of [out.predicted, out.filtered, out.smoothed])
    for (let i = chain.start * chain.numStates; i < chain.end * chain.numStates; i++) logs[i] = Math.exp(logs[i]);
}

/** Where the matrix that leads into a trial begins in the chain's `transitions`. */
export function matrixInto({ numStates, transitionsOffset, matrixOf }: SessionChain, trial: number): number {
  return matrixOf ? matrixOf[trial] * numStates * numStates : transitionsOffset;
}

/** Logarithms of transition probabilities. */
export interface LogMatrices {
  readonly logs: Float64Array;
  /** Where the matrix [state, nextState] that leads into a trial begins in them. */
  readonly into: (trial: number) => number;
}

/** Logarithms of the chain's transitions. */
export function logMatrices(chain: SessionChain): LogMatrices {
  const { numStates: K, transitions, matrixOf, start, end } = chain;
  const size = K * K;
  if (!matrixOf) {
    const from = matrixInto(chain, start);
    return { logs: transitions.subarray(from, from + size).map(Math.log), into: () => 0 };
  }
  const logs = new Float64Array((end - start) * size);
  for (let t = start + 1; t < end; t++)
    for (let cell = 0; cell < size; cell++)
      logs[(t - start) * size + cell] = Math.log(transitions[matrixInto(chain, t) + cell]);
  return { logs, into: (trial) => (trial - start) * size };
}

/** Forward in time: logarithms of predicted and filtered probabilities. */
function filter(chain: SessionChain, { logs, into }: LogMatrices, out: SmoothedChain): void {
  const { numStates: K, initialProbs, logLikelihoods, start, end } = chain;
  const { predicted, filtered, logNormalizers } = out;
  const terms = new Float64Array(K);
  for (let t = start; t < end; t++) {
    const now = t * K;
    const p = into(t);
    for (let j = 0; j < K; j++) {
      if (t === start) predicted[now + j] = Math.log(initialProbs[j]);
      else {
        for (let i = 0; i < K; i++) terms[i] = filtered[now - K + i] + logs[p + i * K + j];
        predicted[now + j] = logSumExp(terms);
      }
    }
    for (let j = 0; j < K; j++) {
      const possible = predicted[now + j] > -Infinity;
      terms[j] = possible ? predicted[now + j] + logLikelihoods[now + j] : -Infinity;
    }
    const logNormalizer = logSumExp(terms);
    if (!Number.isFinite(logNormalizer))
      throw new NumericalError(
        `No state can have made the choice of trial ${t} (counted from 0): the log of its probability is ${logNormalizer}. Look for weights or features that are extreme, or for transitions of probability 0.`,
      );
    logNormalizers[t] = logNormalizer;
    for (let j = 0; j < K; j++) filtered[now + j] = terms[j] - logNormalizer;
  }
}

/** Backward in time: log smoothed_t(i) = log Σ_j filtered_t(i) P(i, j) smoothed_t+1(j) / predicted_t+1(j). */
function smooth(chain: SessionChain, { logs, into }: LogMatrices, out: SmoothedChain): void {
  const { numStates: K, start, end } = chain;
  const { predicted, filtered, smoothed, expectedTransitions } = out;
  const terms = new Float64Array(K);
  smoothed.set(filtered.subarray((end - 1) * K, end * K), (end - 1) * K);
  for (let t = end - 2; t >= start; t--) {
    const now = t * K;
    const next = now + K;
    const [p, counted] = [into(t + 1), matrixInto(chain, t + 1)];
    for (let i = 0; i < K; i++) {
      for (let j = 0; j < K; j++) {
        const arrived = smoothed[next + j];
        const came = filtered[now + i] + logs[p + i * K + j];
        terms[j] = arrived === -Infinity ? -Infinity : came - predicted[next + j] + arrived;
        expectedTransitions[counted + i * K + j] += Math.exp(terms[j]);
      }
      smoothed[now + i] = logSumExp(terms);
    }
  }
}

function logSumExp(logs: Float64Array): number {
  let largest = -Infinity;
  for (const one of logs) if (!(one <= largest)) largest = one;
  if (largest === -Infinity) return -Infinity;
  let sum = 0;
  for (const one of logs) sum += Math.exp(one - largest);
  return largest + Math.log(sum);
}
