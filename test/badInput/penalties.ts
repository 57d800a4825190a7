import { glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import { elasticNet, groupLasso, lasso, type Penalty, ridge } from '../../src/models/penalties.ts';
import { glm } from '../../src/models/presets.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { penaltyPath } from '../../src/workflows/penaltyPath.ts';
import { randomTrials } from '../support/randomTrials.ts';
import { type Refusals, untyped } from './refusal.ts';

const trials = randomTrials(1, { numFeatures: 3 });
const groups = [['x0', 'x2'], ['x1']];
const problemUnder = (penalty: Penalty) => glmHmmProblem(glm({ penalty }), trials);

/** Penalties that no model, or not that of these trials, can have. */
export const penalties: Refusals = {
  'a negative lasso': { call: () => lasso(-1), option: 'strength' },
  'a strength of NaN for one feature': { call: () => lasso({ x0: Number.NaN }), option: 'strength.x0' },
  'a strength in words': { call: () => ridge(untyped<number>('strong')), option: 'strength' },
  'a mixing above 1': { call: () => elasticNet(1, { mixing: 1.5 }), option: 'mixing' },
  'a negative mixing': { call: () => elasticNet(1, { mixing: -0.1 }), option: 'mixing' },
  'groups that overlap': { call: () => groupLasso(1, { groups: [['x0', 'x1'], ['x1']] }), option: 'groups' },
  'groups that are no lists': { call: () => groupLasso(1, { groups: untyped(['x0']) }), option: 'groups' },
  'an empty group': { call: () => groupLasso(1, { groups: [[]] }), option: 'groups' },
  'strengths for other groups': { call: () => groupLasso([1, 2, 3], { groups }), option: 'strength' },
  'a negative strength of a group': { call: () => groupLasso([1, -2], { groups }), option: 'strength[1]' },
  'an unknown kind of penalty': {
    call: () => glm({ penalty: untyped<Penalty>({ kind: 'bridge' }) }),
    option: 'penalty',
  },
  'a penalty that was not called': { call: () => glm({ penalty: untyped<Penalty>(lasso) }), option: 'penalty' },
  'a negative lasso in a spec written by hand': {
    call: () => glm({ penalty: { kind: 'lasso', strength: -1, includeBias: true } }),
    option: 'strength',
  },
  'groups that miss a feature': {
    call: () => problemUnder(groupLasso(1, { groups: [['x0', 'x1']] })),
    option: 'groups',
  },
  'groups that name the bias, which is exempt': {
    call: () => problemUnder(groupLasso(1, { groups: [['bias'], ...groups] })),
    option: 'groups',
  },
  'groups that miss the bias, which is asked for': {
    call: () => problemUnder(groupLasso(1, { groups, includeBias: true })),
    option: 'groups',
  },
  'groups of an unknown feature': {
    call: () => problemUnder(groupLasso(1, { groups: [['x0', 'x1', 'x9']] })),
    option: 'groups',
  },
  'a strength of an unknown feature': { call: () => problemUnder(ridge({ x0: 1, x9: 1 })), option: 'strength' },
  'no strength for a feature': { call: () => problemUnder(lasso({ x0: 1, x1: 1 })), option: 'strength' },
  'full EM steps under a lasso': {
    call: () => fitTrials(trials, glm({ penalty: lasso(1) }), { method: 'em' }),
    option: 'method',
  },
  'Newton steps under a lasso': {
    call: () => fitTrials(trials, glm({ penalty: lasso(1) }), { method: 'newton' }),
    option: 'method',
  },
  'L-BFGS under an elastic net': {
    call: () => fitTrials(trials, glm({ penalty: elasticNet(1) }), { method: 'lbfgs' }),
    option: 'method',
  },
  'a path of no penalty': { call: () => penaltyPath(trials, glm(), [1]), option: 'penalty' },
  'a path of no strengths': { call: () => penaltyPath(trials, glm({ penalty: lasso(1) }), []), option: 'strengths' },
  'a path to a negative strength': {
    call: () => penaltyPath(trials, glm({ penalty: lasso(1) }), [1, -1]),
    option: 'strengths[1]',
  },
};
