import type { Fit } from '../fit.ts';
import { matrixInto, type SessionChain } from '../hmm/smoothing.ts';
import type { Trials } from '../trials.ts';
import { sessionChains, smoothTrials } from './sessionChains.ts';

/**
 * Entropy of the whole path of states given all observations, in nats, summed over sessions: how unsure the states are when
 * taken together. Exact, and at most the sum of the entropies of single trials.
 *
 * @throws {DataError} when the trials do not match the fit
 * @see Hernando, Crespi & Cybenko 2005, IEEE Transactions on Information Theory 51:2681
 */
export function pathEntropy(fit: Fit, trials: Trials): number {
  const { filtered } = smoothTrials(fit, trials);
  return sessionChains(fit, trials).reduce((total, chain) => total + sessionEntropy(chain, filtered), 0);
}

/** H_t(j) = Σ_i p(i | j, y_1:t-1) (H_t-1(i) − log p(i | j, y_1:t-1)): entropy of the path that led to state j in trial t. */
function sessionEntropy(chain: SessionChain, filtered: Float64Array): number {
  const { numStates: K, transitions: P, start, end } = chain;
  let soFar = new Float64Array(K);
  for (let t = start + 1; t < end; t++) {
    const came = filtered.subarray((t - 1) * K, t * K);
    const before = soFar;
    const offset = matrixInto(chain, t);
    soFar = Float64Array.from({ length: K }, (_, j) =>
      mixtureEntropy(
        came.map((p, i) => p * P[offset + i * K + j]),
        before,
      ),
    );
  }
  return mixtureEntropy(filtered.subarray((end - 1) * K, end * K), soFar);
}

/** Entropy of picking a part by its weight (up to a factor), plus the mean of the parts' own; 0 when all weights are 0. */
function mixtureEntropy(weights: Float64Array, entropies: Float64Array): number {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.reduce((total, weight, i) => {
    const p = weight / sum;
    return p > 0 ? total + p * (entropies[i] - Math.log(p)) : total;
  }, 0);
}
