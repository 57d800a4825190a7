import type { SessionChain } from '../../src/models/hmm/smoothing.ts';

/** Every path of states through a session and its log joint probability with the choices, by enumeration. */
export function allPaths(chain: SessionChain): { path: number[]; logJoint: number }[] {
  const { numStates: K, initialProbs, transitions, transitionsOffset, logLikelihoods, start, end } = chain;
  return Array.from({ length: K ** (end - start) }, (_, code) => {
    const path = Array.from({ length: end - start }, (_, t) => Math.floor(code / K ** t) % K);
    const logJoint = path.reduce((sum, state, t) => {
      const before = path[t - 1];
      const arrive = before === undefined ? initialProbs[state] : transitions[transitionsOffset + before * K + state];
      return sum + Math.log(arrive) + logLikelihoods[(start + t) * K + state];
    }, 0);
    return { path, logJoint };
  });
}

/** Log of the sum of exponentials, for the oracle's side of a test. */
export function logSum(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  return largest === -Infinity
    ? largest
    : largest + Math.log(logs.reduce((sum, one) => sum + Math.exp(one - largest), 0));
}
