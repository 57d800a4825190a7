import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { mostLikelyStates } from '../../../src/models/inference/mostLikelyStates.ts';
import { sessionChains } from '../../../src/models/inference/sessionChains.ts';
import { glmHmm } from '../../../src/models/specs.ts';
import { permuteStates } from '../../../src/models/states/permuteStates.ts';
import { untyped } from '../../badInput/refusal.ts';
import { allPaths } from '../../support/allPaths.ts';
import { type ModelAndTrials, modelsAndTrials, permutations, trialsOf } from '../../support/models.ts';

/** Log joint probability of a path of states and the choices, session by session. */
function logJoints({ fit, trials }: ModelAndTrials, path: Int32Array): number[] {
  return sessionChains(fit, trials).map((chain) => {
    const part = path.slice(chain.start, chain.end);
    return allPaths(chain).find((one) => one.path.every((state, t) => state === part[t]))?.logJoint as number;
  });
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  for (const [session, value] of expected.entries()) expect(actual[session]).toBeCloseTo(value, 10);
}

// paths are compared by their probability: with missing choices two can be equally likely
describe('mostLikelyStates', () => {
  it('is the best path of each session on its own', () => {
    fc.assert(
      fc.property(modelsAndTrials(), (model) => {
        const best = sessionChains(model.fit, model.trials).map((chain) =>
          Math.max(...allPaths(chain).map((one) => one.logJoint)),
        );
        expectClose(logJoints(model, mostLikelyStates(model.fit, model.trials)), best);
      }),
    );
  });

  it('permutes with the states', () => {
    fc.assert(
      fc.property(modelsAndTrials({ minStates: 2 }), fc.nat(), (model, pick) => {
        const { fit, trials } = model;
        const orders = permutations(fit.spec.numStates);
        const order = orders[pick % orders.length];
        const after = mostLikelyStates(permuteStates(fit, order), trials).map((k) => order[k]);
        expectClose(logJoints(model, after), logJoints(model, mostLikelyStates(fit, trials)));
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

  it('comes as rows of zeros with a one at the state on request', () => {
    fc.assert(
      fc.property(modelsAndTrials(), ({ fit, trials }) => {
        const K = fit.spec.numStates;
        const path = mostLikelyStates(fit, trials);
        const { axes, shape, data } = mostLikelyStates(fit, trials, { as: 'oneHot' });
        expect(axes).toEqual(['trial', 'state']);
        expect(shape).toEqual([trials.numTrials, K]);
        data.forEach((one, cell) => {
          expect(one).toBe(Number(path[Math.floor(cell / K)] === cell % K));
        });
      }),
    );
  });

  it('comes in no other format', () => {
    const [{ fit, trials }] = fc.sample(modelsAndTrials(), { numRuns: 1, seed: 1 });
    expect(() => mostLikelyStates(fit, trials, { as: untyped('one-hot') })).toThrow(
      "as must be 'index' or 'oneHot', but is \"one-hot\".",
    );
  });
});
