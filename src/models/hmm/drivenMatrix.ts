import { exponential } from '../../numerics/exponential.ts';

/**
 * Writes a transition matrix whose log-odds are linear in inputs: row i is proportional to P(i, j) exp(V(i, j)·u).
 *
 * @param logBase [state, nextState] logarithms of the matrix P where u = 0
 * @param weights V [state, nextState, input]
 * @param inputs  u [input] from `at` on
 * @param out     [state, nextState] from `to` on
 */
export function fillDrivenMatrix(
  logBase: Float64Array,
  weights: Float64Array,
  inputs: Float64Array,
  at: number,
  numStates: number,
  numInputs: number,
  out: Float64Array,
  to: number,
): void {
  const [K, D] = [numStates, numInputs];
  for (let i = 0; i < K; i++) {
    let largest = -Infinity;
    for (let cell = i * K; cell < (i + 1) * K; cell++) {
      let eta = logBase[cell];
      for (let d = 0; d < D; d++) eta += weights[cell * D + d] * inputs[at + d];
      out[to + cell] = eta;
      if (eta > largest) largest = eta;
    }
    let sum = 0;
    for (let cell = to + i * K; cell < to + (i + 1) * K; cell++) {
      out[cell] = out[cell] === -Infinity ? 0 : exponential(Math.max(out[cell] - largest, -700));
      sum += out[cell];
    }
    for (let cell = to + i * K; cell < to + (i + 1) * K; cell++) out[cell] /= sum;
  }
}
