import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathEntropy } from '../../../src/models/inference/pathEntropy.ts';
import { posterior } from '../../../src/models/inference/posterior.ts';
import { sessionChains } from '../../../src/models/inference/sessionChains.ts';
import { permuteStates } from '../../../src/models/states/permuteStates.ts';
import { allPaths, logSum } from '../../support/allPaths.ts';
import { modelsAndTrials, permutations } from '../../support/models.ts';

/** −Σ p log p, nats; 0 log 0 = 0. */
function entropy(probabilities: readonly number[]): number {
  return -probabilities.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
}

describe('pathEntropy', () => {
  it('is the entropy of all paths of a session, added over sessions', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        const bySession = sessionChains(fit, trials).map((chain) => {
          const logs = allPaths(chain).map((one) => one.logJoint);
          const total = logSum(logs);
          return entropy(logs.map((log) => Math.exp(log - total)));
        });
        const expected = bySession.reduce((a, b) => a + b);
        expect(pathEntropy(fit, trials)).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('is at most the entropies of single trials together, and 0 of one state', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        const found = pathEntropy(fit, trials);
        expect(found).toBeLessThanOrEqual(entropy(Array.from(posterior(fit, trials).smoothed.data)) + 1e-10);
        if (fit.spec.numStates === 1) expect(found).toBe(0);
      }),
    );
  });

  it('stays the same when states are permuted', () => {
    fc.assert(
      fc.property(modelsAndTrials({ minStates: 2 }), ({ fit, trials }) => {
        for (const order of permutations(fit.spec.numStates))
          expect(pathEntropy(permuteStates(fit, order), trials)).toBeCloseTo(pathEntropy(fit, trials), 10);
      }),
    );
  });
});
