import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumericalError } from '../../../src/errors.ts';
import { viterbiSession } from '../../../src/models/hmm/viterbi.ts';
import { allPaths } from '../../support/allPaths.ts';
import { chains } from '../../support/chains.ts';

describe('viterbiSession', () => {
  it('finds a path as likely as the best of all paths', () => {
    fc.assert(
      fc.property(chains(), (chain) => {
        const paths = allPaths(chain);
        const best = Math.max(...paths.map((one) => one.logJoint));
        fc.pre(best > -Infinity);
        const path = new Int32Array(chain.end).fill(-1);
        viterbiSession(chain, path);
        const found = paths.find((one) => one.path.every((state, t) => state === path[chain.start + t]));
        expect(found?.logJoint).toBeCloseTo(best, 10);
        expect(Array.from(path.slice(0, chain.start))).toEqual(new Array(chain.start).fill(-1));
      }),
      { numRuns: 500 },
    );
  });

  it('takes the lowest state where all are equally likely', () => {
    const path = new Int32Array(3).fill(-1);
    const half = Float64Array.of(0.5, 0.5);
    viterbiSession(
      {
        numStates: 2,
        initialProbs: half,
        transitions: Float64Array.of(0.5, 0.5, 0.5, 0.5),
        transitionsOffset: 0,
        logLikelihoods: new Float64Array(6),
        start: 0,
        end: 3,
      },
      path,
    );
    expect(Array.from(path)).toEqual([0, 0, 0]);
  });

  it('names the trials of a session that no path can have made', () => {
    const chain = {
      numStates: 2,
      initialProbs: Float64Array.of(1, 0),
      transitions: Float64Array.of(1, 0, 0, 1),
      transitionsOffset: 0,
      logLikelihoods: Float64Array.of(0, 0, -Infinity, 0),
      start: 0,
      end: 2,
    };
    expect(() => viterbiSession(chain, new Int32Array(2))).toThrow(NumericalError);
    expect(() => viterbiSession(chain, new Int32Array(2))).toThrow('trials 0 to 1');
  });
});
