import { NumericalError } from '../../errors.ts';
import { logMatrices, type SessionChain } from './smoothing.ts';

/**
 * Writes the most likely path of states through one session into its part of `path`; of equally likely ones, that of
 * the lowest states, the last trial deciding first.
 *
 * @param path [trial] over all sessions
 * @throws {NumericalError} when every path has probability 0
 * @see Rabiner 1989, Proceedings of the IEEE 77:257, equations 32-35
 */
export function viterbiSession(chain: SessionChain, path: Int32Array): void {
  const { numStates: K, initialProbs, logLikelihoods, start, end } = chain;
  const { logs, into } = logMatrices(chain);
  const cameFrom = new Int32Array((end - start) * K);
  let best = Float64Array.from({ length: K }, (_, k) => Math.log(initialProbs[k]) + logLikelihoods[start * K + k]);
  for (let t = start + 1; t < end; t++) {
    const next = new Float64Array(K);
    const p = into(t);
    for (let j = 0; j < K; j++) {
      let from = 0;
      for (let i = 1; i < K; i++) if (best[i] + logs[p + i * K + j] > best[from] + logs[p + from * K + j]) from = i;
      cameFrom[(t - start) * K + j] = from;
      next[j] = best[from] + logs[p + from * K + j] + logLikelihoods[t * K + j];
    }
    best = next;
  }
  let state = 0;
  for (let k = 1; k < K; k++) if (best[k] > best[state]) state = k;
  if (!Number.isFinite(best[state]))
    throw new NumericalError(
      `No path of states can have made the choices of trials ${start} to ${end - 1} (counted from 0). Look for weights or features that are extreme, or for transitions of probability 0.`,
    );
  for (let t = end - 1; t >= start; t--) {
    path[t] = state;
    state = cameFrom[(t - start) * K + state];
  }
}
