import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedInitialPrior, checkedTransitionPrior, dirichlet } from '../../src/models/dirichlet.ts';
import { pseudoCounts } from '../../src/models/pseudoCounts.ts';
import { glmHmm } from '../../src/models/specs.ts';
import { perSession } from '../../src/models/transitionModels.ts';

const square = [
  [3, 1],
  [0, 2],
];

describe('dirichlet', () => {
  it('tells stay and leave, a matrix and a vector apart', () => {
    expect(dirichlet({ stay: 10, leave: 1 })).toEqual({ kind: 'dirichlet', stay: 10, leave: 1 });
    expect(dirichlet({ counts: square })).toEqual({ kind: 'counts', counts: square });
    expect(dirichlet({ counts: [2, 0] })).toEqual({ kind: 'stateCounts', counts: [2, 0] });
  });

  it('makes a prior on transitions of all three, and one on the first state of a vector', () => {
    const vector = dirichlet({ counts: [2, 1] });
    for (const transitionPrior of [dirichlet({ stay: 1, leave: 0 }), dirichlet({ counts: square }), vector]) {
      expect(glmHmm({ numStates: 2, transitionPrior }).transitionPrior).toEqual(transitionPrior);
      expect(checkedTransitionPrior(transitionPrior)).toEqual(transitionPrior);
    }
    expect(glmHmm({ numStates: 2, initialPrior: vector }).initialPrior).toEqual(vector);
    expect(checkedInitialPrior(vector)).toEqual(vector);
    // @ts-expect-error a matrix says nothing about the first state
    expect(() => glmHmm({ numStates: 2, initialPrior: dirichlet({ counts: square }) })).toThrow('initialPrior must be');
  });

  it('goes with a matrix for each session when it is on the first state', () => {
    const initialPrior = dirichlet({ counts: [2, 1] });
    expect(glmHmm({ numStates: 2, transitions: perSession({ alpha: 1 }), initialPrior })).toMatchObject({
      initialPrior,
    });
  });
});

describe('pseudoCounts', () => {
  it('are concentrations minus 1, in the same shape', () => {
    expect(pseudoCounts(1)).toBe(0);
    expect(pseudoCounts([2, 1, 1.5])).toEqual([1, 0, 0.5]);
    expect(pseudoCounts([[11, 2], [1]])).toEqual([[10, 1], [0]]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 1e6, noNaN: true })), (concentrations) => {
        pseudoCounts(concentrations).forEach((count, i) => {
          expect(count).toBeGreaterThanOrEqual(0);
          expect(count + 1).toBeCloseTo(concentrations[i], 9);
        });
      }),
    );
  });

  it('say where a concentration is below 1, and why that is refused', () => {
    expect(() => pseudoCounts([[1, 0.5]])).toThrow(
      /^concentrations\[0\]\[1\] is 0.5, a concentration below 1 .*without bound.*Take 1, which is no prior/,
    );
    expect(() => dirichlet({ counts: [0, -0.1] })).toThrow(
      /^counts\[1\] is -0.1, a pseudo-count below 0 .*without bound.*Take 0, which is no prior/,
    );
  });
});
