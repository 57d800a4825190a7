import { describe, expect, it } from 'vitest';
import { describe as inWords } from '../../src/models/describe.ts';
import { glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { elasticNet, groupLasso, hasKinks, lasso, none, type Penalty, ridge } from '../../src/models/penalties.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { randomTrials } from '../support/randomTrials.ts';

const trials = randomTrials(1, { numFeatures: 3 });
const groups = [['x0', 'x2'], ['x1']];
const problemUnder = (penalty: Penalty, numStates = 1) => glmHmmProblem(staticGlmHmm({ numStates, penalty }), trials);
/** [place, strength] of the penalties with kinks. */
const kinks = (penalty: Penalty, numStates = 1): [number[], number][] =>
  problemUnder(penalty, numStates).penalties.map(({ places, strength }) => [Array.from(places), strength]);

describe('a penalty', () => {
  it('leaves the bias free unless asked', () => {
    expect(Array.from(problemUnder(ridge(2)).ridge)).toEqual([0, 2, 2, 2]);
    expect(Array.from(problemUnder(ridge(2, { includeBias: true })).ridge)).toEqual([2, 2, 2, 2]);
    expect(kinks(lasso(2)).map(([places]) => places)).toEqual([[1], [2], [3]]);
    expect(kinks(lasso(2, { includeBias: true })).map(([places]) => places)).toEqual([[0], [1], [2], [3]]);
  });

  it('has a strength a feature, by name; one of 0 is none', () => {
    expect(Array.from(problemUnder(ridge({ x2: 3, x0: 1, x1: 0 })).ridge)).toEqual([0, 1, 0, 3]);
    expect(kinks(lasso({ bias: 5, x0: 1, x1: 0, x2: 3 }))).toEqual([
      [[0], 5],
      [[1], 1],
      [[3], 3],
    ]);
  });

  it('is split into lasso and ridge by the mixing of an elastic net', () => {
    expect(Array.from(problemUnder(elasticNet(4, { mixing: 0.25 })).ridge)).toEqual([0, 3, 3, 3]);
    expect(kinks(elasticNet(4, { mixing: 0.25 }))).toEqual([
      [[1], 1],
      [[2], 1],
      [[3], 1],
    ]);
    expect(elasticNet(4)).toEqual({ kind: 'elasticNet', strength: 4, mixing: 0.5, includeBias: false });
    expect(kinks(elasticNet(4, { mixing: 0 }))).toEqual([]);
  });

  it('acts on groups in each state, by the root of their size', () => {
    expect(kinks(groupLasso(2, { groups }), 2)).toEqual([
      [[1, 3], 2 * Math.SQRT2],
      [[2], 2],
      [[5, 7], 2 * Math.SQRT2],
      [[6], 2],
    ]);
    expect(kinks(groupLasso([0, 3], { groups }))).toEqual([[[2], 3]]);
  });

  it('knows whether it has kinks', () => {
    expect([none(), ridge(1), lasso(1), elasticNet(1), groupLasso(1, { groups })].map(hasKinks)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it.each([
    [none(), 'none'],
    [ridge(2), 'ridge 2, not on bias'],
    [lasso({ bias: 1, x: 2 }), 'lasso bias 1, x 2'],
    [elasticNet(3, { mixing: 0.2, includeBias: true }), 'elastic net 3, 0.2 of it lasso'],
    [groupLasso(4, { groups }), 'group lasso 4 on (x0, x2), (x1), not on bias'],
    [groupLasso([4, 5], { groups, includeBias: true }), 'group lasso on (x0, x2) 4, (x1) 5'],
  ])('is described in words', (penalty, words) => {
    const lines = inWords(glm({ penalty })).split('\n');
    expect(lines).toContain(`penalty: ${words}`);
    expect(lines[lines.length - 1]).toContain(hasKinks(penalty) ? 'KKT residual below 1e-6' : 'gain below 1e-8');
  });
});
