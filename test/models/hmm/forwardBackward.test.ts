import { describe, expect, it } from 'vitest';
import { forwardBackwardFor, forwardBackwardLoops } from '../../../src/models/hmm/forwardBackward.ts';
import { emptySmoothedChain, smoothSession } from '../../../src/models/hmm/smoothing.ts';
import { random } from '../../../src/numerics/random.ts';

/** A session of 40 trials after 3 others, whose trials share 7 rows, the last of which is that of unobserved trials. */
function session(K: number, seed: number) {
  const draw = random(seed);
  const [start, end, numRows] = [3, 43, 7];
  const rowOf = Int32Array.from({ length: end }, () => Math.floor(numRows * draw.uniform()));
  const B = Float64Array.from({ length: numRows * K }, (_, i) =>
    i >= (numRows - 1) * K ? 1 : 0.02 + 0.98 * draw.uniform(),
  );
  const row = () => draw.dirichlet(new Array<number>(K).fill(1));
  const P = Float64Array.from([...new Array<number>(K * K).fill(9), ...Array.from({ length: K }, row).flat()]);
  return { K, start, end, numRows, rowOf, B, P, p: K * K, initial: Float64Array.from(row()) };
}

function run(
  kernel: ReturnType<typeof forwardBackwardFor>,
  { K, start, end, numRows, rowOf, B, P, p, initial }: ReturnType<typeof session>,
) {
  const posterior = new Float64Array(numRows * K).fill(0.5);
  const counts = new Float64Array(2 * K * K).fill(0.25);
  const first = new Float64Array(K).fill(0.125);
  const scratch = new Float64Array((end - start) * K);
  const scale = new Float64Array(end - start);
  const logLikelihood = kernel(rowOf, start, end, P, p, initial, B, posterior, scratch, scale, counts, first);
  return { logLikelihood, posterior, counts, first };
}

describe('the forward-backward pass', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('adds for %i states what exact smoothing finds', (K) => {
    const given = session(K, K);
    const { start, end, rowOf, B, P, p, initial, numRows } = given;
    const logLikelihoods = Float64Array.from({ length: end * K }, (_, i) =>
      Math.log(B[rowOf[Math.floor(i / K)] * K + (i % K)]),
    );
    const exact = emptySmoothedChain(end, K, 2);
    smoothSession(
      { numStates: K, initialProbs: initial, transitions: P, transitionsOffset: p, logLikelihoods, start, end },
      exact,
    );
    const posterior = new Float64Array(numRows * K).fill(0.5);
    for (let t = start; t < end; t++)
      for (let k = 0; k < K; k++) posterior[rowOf[t] * K + k] += exact.smoothed[t * K + k];
    for (const kernel of [forwardBackwardFor(K), forwardBackwardLoops(K)]) {
      const found = run(kernel, given);
      expect(found.logLikelihood).toBeCloseTo(
        exact.logNormalizers.reduce((a, b) => a + b),
        11,
      );
      for (const [i, value] of posterior.entries()) expect(found.posterior[i]).toBeCloseTo(value, 11);
      for (const [i, value] of exact.expectedTransitions.entries())
        expect(found.counts[i]).toBeCloseTo(value + 0.25, 11);
      for (let k = 0; k < K; k++) expect(found.first[k]).toBeCloseTo(exact.smoothed[start * K + k] + 0.125, 11);
    }
  });

  it.each([2, 5, 9])('says for %i states that it has run out of range instead of giving wrong numbers', (K) => {
    const given = session(K, 1);
    given.B.fill(1e-300, 0, 3 * K);
    expect(run(forwardBackwardFor(K), given).logLikelihood).toBeNaN();
  });

  it.each([2, 5, 9])(
    'finds for %i states the same posteriors where choices are almost impossible in every state',
    (K) => {
      const given = session(K, 1);
      const usual = run(forwardBackwardFor(K), given);
      const factor = 1e-130;
      for (let i = 0; i < 3 * K; i++) given.B[i] *= factor;
      const rare = run(forwardBackwardFor(K), given);
      const numRare = given.rowOf.subarray(given.start).filter((row) => row < 3).length;
      expect(rare.logLikelihood).toBeCloseTo(usual.logLikelihood + numRare * Math.log(factor), 8);
      for (const [i, value] of usual.posterior.entries()) expect(rare.posterior[i]).toBeCloseTo(value, 11);
    },
  );
});
