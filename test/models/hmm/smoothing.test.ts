import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumericalError } from '../../../src/errors.ts';
import { emptySmoothedChain, type SessionChain, smoothSession } from '../../../src/models/hmm/smoothing.ts';
import { allPaths, logSum } from '../../support/allPaths.ts';
import { chains } from '../../support/chains.ts';

function smoothed(chain: SessionChain) {
  const out = emptySmoothedChain(chain.end, chain.numStates, 2);
  smoothSession(chain, out);
  return out;
}

/** The same quantities by enumerating every path of states. */
function enumerated(chain: SessionChain) {
  const { numStates: K, start, end, transitionsOffset } = chain;
  const out = emptySmoothedChain(end, K, 2);
  const total = (upTo: number) => logSum(allPaths({ ...chain, end: upTo }).map((one) => one.logJoint));
  for (let t = start; t < end; t++) {
    out.logNormalizers[t] = total(t + 1) - (t === start ? 0 : total(t));
    const unseen = chain.logLikelihoods.slice();
    unseen.fill(0, t * K, (t + 1) * K);
    const marginals: [Float64Array, SessionChain][] = [
      [out.predicted, { ...chain, logLikelihoods: unseen, end: t + 1 }],
      [out.filtered, { ...chain, end: t + 1 }],
      [out.smoothed, chain],
    ];
    for (const [marginal, part] of marginals) {
      const paths = allPaths(part);
      const all = logSum(paths.map((one) => one.logJoint));
      for (const { path, logJoint } of paths) marginal[t * K + path[t - start]]! += Math.exp(logJoint - all);
    }
  }
  const whole = total(end);
  for (const { path, logJoint } of allPaths(chain))
    path.slice(1).forEach((to, t) => {
      out.expectedTransitions[transitionsOffset + path[t] * K + to]! += Math.exp(logJoint - whole);
    });
  return out;
}

function expectEqual(chain: SessionChain, relative: number): void {
  const actual = smoothed(chain);
  for (const [name, expected] of Object.entries(enumerated(chain)))
    expected.forEach((value: number, i: number) => {
      const found = (actual as unknown as Record<string, Float64Array>)[name][i];
      expect(Math.abs(found - value), `${name}[${i}]: ${found} instead of ${value}`).toBeLessThan(
        relative * Math.max(1, Math.abs(value)),
      );
    });
}

describe('smoothSession', () => {
  it('equals the sum over all paths of states, with unobserved trials and transitions of probability 0', () => {
    fc.assert(
      fc.property(chains(), (chain) => {
        fc.pre(logSum(allPaths(chain).map((one) => one.logJoint)) > -Infinity);
        expectEqual(chain, 1e-12);
      }),
      { numRuns: 300 },
    );
  });

  it('equals it too when log-likelihoods reach -100,000', () => {
    fc.assert(
      fc.property(chains({ lowest: -1e5 }), (chain) => {
        fc.pre(logSum(allPaths(chain).map((one) => one.logJoint)) > -Infinity);
        // logarithms near 1e5 carry an absolute error of 1e-11
        expectEqual(chain, 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a state that looks impossible for a while and turns out to be the only one', () => {
    const out = smoothed({
      numStates: 2,
      initialProbs: Float64Array.of(0.5, 0.5),
      transitions: Float64Array.of(1, 0, 0, 1),
      transitionsOffset: 0,
      logLikelihoods: Float64Array.of(0, -1e5, -2e5, 0),
      start: 0,
      end: 2,
    });
    expect(Array.from(out.filtered)).toEqual([1, 0, 0, 1]);
    expect(Array.from(out.smoothed)).toEqual([0, 1, 0, 1]);
    expect(Array.from(out.expectedTransitions.slice(0, 4))).toEqual([0, 0, 0, 1]);
    expect(out.logNormalizers[0] + out.logNormalizers[1]).toBeCloseTo(-1e5 - Math.log(2), 9);
  });

  it('keeps rows that sum to 1 over a long session', () => {
    const [numStates, end] = [3, 20_000];
    const out = smoothed({
      numStates,
      initialProbs: Float64Array.of(0.2, 0.3, 0.5),
      transitions: Float64Array.of(0.98, 0.01, 0.01, 0.02, 0.97, 0.01, 0.3, 0.3, 0.4),
      transitionsOffset: 0,
      logLikelihoods: Float64Array.from({ length: end * numStates }, (_, i) => -3 * Math.abs(Math.sin(i * i))),
      start: 0,
      end,
    });
    for (const rows of [out.predicted, out.filtered, out.smoothed])
      for (let t = 0; t < end; t++)
        expect(Math.abs(1 - rows.subarray(t * numStates, (t + 1) * numStates).reduce((a, b) => a + b))).toBeLessThan(
          1e-10,
        );
    expect(out.expectedTransitions.reduce((a, b) => a + b)).toBeCloseTo(end - 1, 6);
  });

  it('adds to the expected transitions of earlier sessions', () => {
    const chain = {
      numStates: 1,
      initialProbs: Float64Array.of(1),
      transitions: Float64Array.of(1),
      transitionsOffset: 0,
      logLikelihoods: new Float64Array(5),
    };
    const out = emptySmoothedChain(5, 1, 1);
    smoothSession({ ...chain, start: 0, end: 3 }, out);
    smoothSession({ ...chain, start: 3, end: 5 }, out);
    expect(out.expectedTransitions[0]).toBeCloseTo(3, 12);
  });

  it.each([
    ['no possible state explains', [0, -Infinity]],
    ['no state at all explains', [-Infinity, -Infinity]],
    ['has a likelihood that is not a number on', [Number.NaN, 0]],
  ])('names a trial that %s', (_, last) => {
    const chain = {
      numStates: 2,
      initialProbs: Float64Array.of(0, 1),
      transitions: Float64Array.of(1, 0, 0, 1),
      transitionsOffset: 0,
      logLikelihoods: Float64Array.of(-1, -1, ...last),
      start: 0,
      end: 2,
    };
    if (Number.isNaN(last[0])) chain.initialProbs.fill(0.5);
    expect(() => smoothed(chain)).toThrow(NumericalError);
    expect(() => smoothed(chain)).toThrow('trial 1 ');
  });
});
