import { describe, expect, it } from 'vitest';
import {
  type DrivenForwardBackward,
  drivenForwardBackwardFor,
  drivenForwardBackwardLoops,
} from '../../../src/models/hmm/drivenForwardBackward.ts';
import { forwardBackwardLoops } from '../../../src/models/hmm/forwardBackward.ts';
import { random } from '../../../src/numerics/random.ts';

const [start, end, numRows, numMatrices] = [2, 7, 4, 3];

/** A session of five trials after two others, with three matrices in turn. */
function session(K: number) {
  const draw = random(K);
  const distribution = () => draw.dirichlet(new Array<number>(K).fill(1));
  return {
    K,
    rowOf: Int32Array.from({ length: end }, () => Math.floor(numRows * draw.uniform())),
    matrixOf: Int32Array.from({ length: end }, () => Math.floor(numMatrices * draw.uniform())),
    B: Float64Array.from({ length: numRows * K }, () => 0.05 + 0.95 * draw.uniform()),
    P: Float64Array.from(Array.from({ length: numMatrices * K }, distribution).flat()),
    initial: Float64Array.from(distribution()),
  };
}

function run(pass: DrivenForwardBackward, { K, rowOf, matrixOf, B, P, initial }: ReturnType<typeof session>) {
  const posterior = new Float64Array(numRows * K);
  const counts = new Float64Array(numMatrices * K * K);
  const first = new Float64Array(K);
  const [A, C] = [new Float64Array((end - start) * K), new Float64Array(end - start)];
  const logLikelihood = pass(rowOf, start, end, P, matrixOf, initial, B, posterior, A, C, counts, first);
  return { logLikelihood, posterior, counts, first };
}

/** The same by summing over all paths of states. */
function overAllPaths({ K, rowOf, matrixOf, B, P, initial }: ReturnType<typeof session>) {
  const n = end - start;
  const posterior = new Float64Array(numRows * K);
  const counts = new Float64Array(numMatrices * K * K);
  const first = new Float64Array(K);
  let total = 0;
  for (let path = 0; path < K ** n; path++) {
    const states = Array.from({ length: n }, (_, t) => Math.floor(path / K ** t) % K);
    const cells = states.slice(1).map((j, t) => (matrixOf[start + t + 1] * K + states[t]) * K + j);
    const rows = states.map((k, t) => rowOf[start + t] * K + k);
    const probability =
      initial[states[0]] * cells.reduce((p, cell) => p * P[cell], 1) * rows.reduce((p, row) => p * B[row], 1);
    total += probability;
    first[states[0]] += probability;
    for (const cell of cells) counts[cell] += probability;
    for (const row of rows) posterior[row] += probability;
  }
  for (const sums of [posterior, counts, first]) for (let i = 0; i < sums.length; i++) sums[i] /= total;
  return { logLikelihood: Math.log(total), posterior, counts, first };
}

describe('the forward-backward pass with a matrix a trial', () => {
  it.each([2, 3, 4, 5, 6])('finds for %i states what a sum over all paths finds, written out and in loops', (K) => {
    const given = session(K);
    const exact = overAllPaths(given);
    for (const pass of [drivenForwardBackwardFor(K), drivenForwardBackwardLoops(K)]) {
      const found = run(pass, given);
      expect(found.logLikelihood).toBeCloseTo(exact.logLikelihood, 11);
      for (const name of ['posterior', 'counts', 'first'] as const)
        for (const [i, value] of exact[name].entries()) expect(found[name][i]).toBeCloseTo(value, 11);
    }
  });

  it('is the pass with one matrix where all matrices are the same', () => {
    const K = 3;
    const given = session(K);
    given.P.copyWithin(K * K, 0, K * K);
    given.P.copyWithin(2 * K * K, 0, K * K);
    const found = run(drivenForwardBackwardFor(K), given);
    const stationary: DrivenForwardBackward = (rowOf, from, to, P, _, ...rest) =>
      forwardBackwardLoops(K)(rowOf, from, to, P, 0, ...rest);
    const same = run(stationary, given);
    expect(found.logLikelihood).toBeCloseTo(same.logLikelihood, 12);
    for (let cell = 0; cell < K * K; cell++)
      expect(found.counts[cell] + found.counts[K * K + cell] + found.counts[2 * K * K + cell]).toBeCloseTo(
        same.counts[cell],
        12,
      );
  });

  it.each([2, 6])('says for %i states that it has run out of range', (K) => {
    const given = session(K);
    given.B.fill(1e-300);
    expect(run(drivenForwardBackwardFor(K), given).logLikelihood).toBeNaN();
  });
});
