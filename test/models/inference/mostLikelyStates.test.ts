import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { mostLikelyStates } from '../../../src/models/inference/mostLikelyStates.ts';
import { sessionChains } from '../../../src/models/inference/sessionChains.ts';
import { glmHmm } from '../../../src/models/specs.ts';
import { permuteStates } from '../../../src/models/states/permuteStates.ts';
import { allPaths } from '../../support/allPaths.ts';
import { modelsAndTrials, permutations, trialsOf } from '../../support/models.ts';

describe('mostLikelyStates', () => {
  it('is the best path of each session on its own', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        const path = mostLikelyStates(fit, trials);
        for (const chain of sessionChains(fit, trials)) {
          const best = allPaths(chain).reduce((a, b) => (b.logJoint > a.logJoint ? b : a));
          expect(Array.from(path.slice(chain.start, chain.end))).toEqual(best.path);
        }
      }),
    );
  });

  it('permutes with the states', () => {
    fc.assert(
      fc.property(modelsAndTrials({ minStates: 2 }), fc.nat(), ({ fit, trials }, pick) => {
        const orders = permutations(fit.spec.numStates);
        const order = orders[pick % orders.length];
        const after = mostLikelyStates(permuteStates(fit, order), trials);
        expect(Array.from(after, (k) => order[k])).toEqual(Array.from(mostLikelyStates(fit, trials)));
      }),
    );
  });

  it('does not carry a state over a session start', () => {
    const fit = fitFrom(
      glmHmm({ numStates: 2 }),
      {
        weights: [[3], [-3]],
        transitionMatrix: [
          [1, 0],
          [0, 1],
        ],
        initialProbs: [0.5, 0.5],
      },
      { featureNames: ['bias'] },
    );
    const bias = new Array<number>(6).fill(1);
    const trials = trialsOf({ choices: [1, 1, 1, 0, 0, 0], features: { bias }, sessionStarts: [0, 3, 6] });
    expect(Array.from(mostLikelyStates(fit, trials))).toEqual([0, 0, 0, 1, 1, 1]);
  });
});
