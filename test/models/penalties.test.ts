import { describe, expect, it } from 'vitest';
import type { SpecError } from '../../src/errors.ts';
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

function errorOf(call: () => unknown): SpecError {
  try {
    call();
  } catch (error) {
    return error as SpecError;
  }
  throw new Error('It was not refused.');
}

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
});

const refusals: Readonly<Record<string, readonly [call: () => unknown, option: string, said: RegExp]>> = {
  'a negative lasso': [() => lasso(-1), 'strength', /at least 0, but is -1/],
  'a strength of NaN for one feature': [() => lasso({ x0: Number.NaN }), 'strength.x0', /NaN/],
  'a mixing above 1': [() => elasticNet(1, { mixing: 1.5 }), 'mixing', /from 0 \(ridge\) to 1 \(lasso\)/],
  'a negative mixing': [() => elasticNet(1, { mixing: -0.1 }), 'mixing', /at least 0/],
  'groups that overlap': [() => groupLasso(1, { groups: [['x0', 'x1'], ['x1']] }), 'groups', /"x1" twice/],
  'groups that are no lists': [() => groupLasso(1, { groups: ['x0'] as never }), 'groups', /list of lists/],
  'an empty group': [() => groupLasso(1, { groups: [[]] }), 'groups', /list of lists/],
  'strengths for other groups': [() => groupLasso([1, 2, 3], { groups }), 'strength', /3 entries.*2 groups/],
  'a negative strength of a group': [() => groupLasso([1, -2], { groups }), 'strength[1]', /but is -2/],
  'an unknown penalty': [() => glm({ penalty: { kind: 'bridge' } as never }), 'penalty', /groupLasso/],
  'a negative lasso written by hand': [
    () => glm({ penalty: { ...lasso(1), strength: -1 } as Penalty }),
    'strength',
    /-1/,
  ],
  'groups that miss a feature': [
    () => problemUnder(groupLasso(1, { groups: [['x0', 'x1']] })),
    'groups',
    /leave out feature "x2"/,
  ],
  'groups that name the bias, which is exempt': [
    () => problemUnder(groupLasso(1, { groups: [['bias'], ...groups] })),
    'groups',
    /includeBias: true/,
  ],
  'groups that miss the bias, which is asked for': [
    () => problemUnder(groupLasso(1, { groups, includeBias: true })),
    'groups',
    /leave out feature "bias"/,
  ],
  'groups of an unknown feature': [
    () => problemUnder(groupLasso(1, { groups: [['x0', 'x1', 'x9']] })),
    'groups',
    /"x9".*bias, x0, x1, x2/,
  ],
  'a strength of an unknown feature': [() => problemUnder(ridge({ x0: 1, x9: 1 })), 'strength', /"x9"/],
  'no strength for a feature': [() => problemUnder(lasso({ x0: 1, x1: 1 })), 'strength', /no entry for feature "x2"/],
};

describe('a penalty is refused with its option and a sentence:', () => {
  it.each(Object.entries(refusals))('%s', (_, [call, option, said]) => {
    const error = errorOf(call);
    expect(error).toMatchObject({ code: 'spec', option });
    expect(error.message).toMatch(said);
  });
});
