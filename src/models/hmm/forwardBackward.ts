import {
  forwardBackward2,
  forwardBackward3,
  forwardBackward4,
  forwardBackward5,
  forwardBackward6,
  forwardBackward7,
  forwardBackward8,
} from './forwardBackward.gen.ts';

/**
 * One scaled forward-backward pass over one session.
 *
 * @param rowOf   [trial] row of each trial in B and G
 * @param start   first trial of the session; `end` is the one after its last
 * @param P       transition matrices, the session's from `p` on: [state, nextState]
 * @param initial [state]
 * @param B       [row, state] probability of the row's observation
 * @param G       [row, state] to which the posterior of each of the session's trials is added
 * @param A       scratch [trial, state]
 * @param C       scratch [trial]
 * @param counts  from `p` on: to which the expected transitions are added
 * @param first   [state] to which the posterior of the session's first trial is added
 * @returns the session's log-likelihood (nats); NaN where the scaled recursion has run out of range (then G, counts and
 * first are not to be used, and `smoothSession` gives what it could not)
 * @see Bishop 2006, equations 13.55 to 13.65
 */
export type ForwardBackward = (
  rowOf: Int32Array,
  start: number,
  end: number,
  P: Float64Array,
  p: number,
  initial: Float64Array,
  B: Float64Array,
  G: Float64Array,
  A: Float64Array,
  C: Float64Array,
  counts: Float64Array,
  first: Float64Array,
) => number;

const written: Readonly<Record<number, ForwardBackward>> = {
  2: forwardBackward2,
  3: forwardBackward3,
  4: forwardBackward4,
  5: forwardBackward5,
  6: forwardBackward6,
  7: forwardBackward7,
  8: forwardBackward8,
};

/** The pass for a number of states: written out for 2 to 8, in loops otherwise. */
export function forwardBackwardFor(numStates: number): ForwardBackward {
  return written[numStates] ?? forwardBackwardLoops(numStates);
}

/** The pass in plain loops, for any number of states: what the written-out ones do. */
export function forwardBackwardLoops(numStates: number): ForwardBackward {
  const pass = passInLoops(numStates);
  return (rowOf, start, end, P, p, initial, B, G, A, C, counts, first) =>
    pass(rowOf, start, end, P, () => p, initial, B, G, A, C, counts, first);
}

type PassInLoops = (
  ...given: [
    ...before: [rowOf: Int32Array, start: number, end: number, P: Float64Array],
    matrixAt: (trial: number) => number,
    ...after: [initial: Float64Array, B: Float64Array, G: Float64Array, A: Float64Array, C: Float64Array],
    ...sums: [counts: Float64Array, first: Float64Array],
  ]
) => number;

/** The pass in plain loops; `matrixAt` says where in P the matrix that leads into a trial begins. */
export function passInLoops(numStates: number): PassInLoops {
  const K = numStates;
  const beta = new Float64Array(K);
  const v = new Float64Array(K);
  return (rowOf, start, end, P, matrixAt, initial, B, G, A, C, counts, first) => {
    let logLikelihood = 0;
    for (let t = start; t < end; t++) {
      const u = rowOf[t] * K;
      const o = (t - start) * K;
      const p = t > start ? matrixAt(t) : 0;
      let c = 0;
      for (let j = 0; j < K; j++) {
        let predicted = t === start ? initial[j] : 0;
        if (t > start) for (let i = 0; i < K; i++) predicted += A[o - K + i] * P[p + i * K + j];
        A[o + j] = predicted * B[u + j];
        c += A[o + j];
      }
      if (!(c > 1e-290)) return Number.NaN;
      logLikelihood += Math.log(c);
      C[t - start] = 1 / c;
      for (let j = 0; j < K; j++) A[o + j] /= c;
    }
    beta.fill(1);
    for (let t = end - 1; t >= start; t--) {
      const u = rowOf[t] * K;
      const o = (t - start) * K;
      const p = t > start ? matrixAt(t) : 0;
      for (let j = 0; j < K; j++) {
        const posterior = A[o + j] * beta[j];
        if (!(posterior < 2)) return Number.NaN;
        G[u + j] += posterior;
        if (t === start) first[j] += posterior;
        v[j] = B[u + j] * beta[j] * C[t - start];
      }
      if (t > start)
        for (let i = 0; i < K; i++) {
          const a = A[o - K + i];
          let sum = 0;
          for (let j = 0; j < K; j++) {
            const step = P[p + i * K + j] * v[j];
            sum += step;
            counts[p + i * K + j] += a * step;
          }
          beta[i] = sum;
        }
    }
    return logLikelihood;
  };
}
