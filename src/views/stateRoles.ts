import { SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { Fit } from '../models/fit.ts';
import { isChoice } from '../models/observations/observationSpecs.ts';
import { featureIndex, type Trials } from '../models/trials.ts';
import { assign } from '../numerics/assignment.ts';
import { classIndex } from './answerColumns.ts';

/** Names of states, and which state of the fit has each. */
export interface LabelledOrder {
  readonly names: readonly string[];
  /** `order[i]` is the state of the fit that has name i. */
  readonly order: readonly number[];
}

/** What tells states apart: plain data. */
export interface StateRoles {
  /**
   * The feature whose weight is largest in the engaged state. Among more than two classes, features by the class that each
   * speaks for, as in `{ stimulusLeft: 'L', stimulusRight: 'R' }`: the mean of these weights counts.
   */
  readonly engaged: string | Readonly<Record<string, string | number>>;
  /** The feature that tells the sides of biased states: the intercept, called "bias" by default. */
  readonly bias?: string;
  /** Take the size of the weight of `engaged`, whatever its sign. */
  readonly absolute?: boolean;
}

/** Names the states of a fit, one different name a state [state]. */
export type StateNamer = (fit: Fit, trials: Trials) => readonly string[];

/**
 * Names of states by what they do, and their order. The engaged state comes first. Of two states the other is 'disengaged'.
 * Of more, where choices are of two classes, the one of the smallest bias is 'biased left' (to the first class), that of the
 * largest 'biased right'. Among more classes, where there is one other state for each, each is 'biased NAME' of the class that it
 * is paired with, so that their biases sum to the most. States that are left are 'disengaged', numbered where there are
 * several: between two classes by bias, otherwise by how engaged they are, the most first. Weights are averaged over sessions, and taken against the mean of the classes, so that the
 * reference class does not matter.
 *
 * @throws {DataError} when a role is no feature
 * @throws {SpecError} when there are more than two classes and no class is named, or a class is unknown
 */
export function rolesOf(fit: Fit, trials: Trials, roles: StateRoles): LabelledOrder {
  requireKnownOptions(['engaged', 'bias', 'absolute'], roles, 'labels');
  const K = fit.spec.numStates;
  const { bias = 'bias', absolute = false } = roles;
  const engagements = engagementOf(fit, trials, roles);
  const scores = absolute ? engagements.map(Math.abs) : engagements;
  const byScore = Array.from(scores, (_, k) => k).sort((a, b) => scores[b] - scores[a] || a - b);
  const [engaged, ...others] = byScore;
  const C = numClasses(fit);
  if (C > 2 && others.length === C)
    return {
      order: [engaged, ...onePerClass(fit, trials, bias, others)],
      names: ['engaged', ...trials.classNames.map((name) => `biased ${name}`)],
    };
  if (K <= 2 || C !== 2) return { order: byScore, names: ['engaged', ...disengaged(others.length)] };
  const biases = towards(fit, trials, bias, 1);
  const byBias = others.sort((a, b) => biases[a] - biases[b] || a - b);
  const [left, ...between] = byBias;
  const right = between.pop() as number;
  return {
    order: [engaged, left, right, ...between],
    names: ['engaged', 'biased left', 'biased right', ...disengaged(between.length)],
  };
}

/** [class] the state that goes with it, one for each, so that the sum of their biases is largest. */
function onePerClass(fit: Fit, trials: Trials, bias: string, states: readonly number[]): number[] {
  const costs = states.flatMap((_, c) => {
    const biases = towards(fit, trials, bias, c);
    return states.map((k) => -biases[k]);
  });
  return Array.from(assign(Float64Array.from(costs), states.length).columns, (at) => states[at]);
}

function disengaged(count: number): string[] {
  return count === 1 ? ['disengaged'] : Array.from({ length: count }, (_, i) => `disengaged ${i + 1}`);
}

/** [state] how much a state follows what it should. */
function engagementOf(fit: Fit, trials: Trials, { engaged }: StateRoles): number[] {
  const C = numClasses(fit);
  if (typeof engaged === 'string') {
    if (C > 2)
      throw new SpecError(
        'labels.engaged',
        engaged,
        `labels.engaged names a feature, but which of the ${C} classes does it speak for? Give features by class, as in engaged: { ${engaged}: '${trials.classNames[C - 1]}' }.`,
      );
    return towards(fit, trials, engaged, C - 1);
  }
  const each = Object.entries(engaged).map(([feature, name]) =>
    towards(fit, trials, feature, classIndex(trials.classNames, `labels.engaged.${feature}`, name)),
  );
  if (each.length === 0)
    throw new SpecError('labels.engaged', engaged, 'labels.engaged names no feature. Name at least one.');
  return Array.from(
    { length: fit.spec.numStates },
    (_, k) => each.reduce((sum, weights) => sum + weights[k], 0) / each.length,
  );
}

/** Classes whose choice is explained; 1 where what is observed is no choice. */
function numClasses({ spec: { observation } }: Fit): number {
  if (observation.kind === 'softmax') return observation.numClasses;
  return isChoice(observation) ? 2 : 1;
}

/** [state] how much a feature speaks for a class against the mean of all, averaged over sessions and outputs. */
function towards(fit: Fit, { featureNames }: Trials, feature: string, chosen: number): number[] {
  const { data } = fit.params.weights;
  const { numStates: K, observation } = fit.spec;
  const D = featureNames.length;
  const column = featureIndex(featureNames, feature);
  const C = observation.kind === 'softmax' ? observation.numClasses : 1;
  const sign = numClasses(fit) === 2 && C === 1 && chosen === 0 ? -1 : 1;
  const perState = fit.params.weights.shape
    .slice(fit.params.weights.axes.indexOf('state') + 1, -1)
    .reduce((a, b) => a * b, 1);
  const rows = data.length / D;
  const sums = new Array<number>(K).fill(0);
  for (let row = 0; row < rows; row++) {
    const weight = data[row * D + column];
    const state = Math.floor(row / perState) % K;
    if (C === 1) sums[state] += sign * weight;
    else sums[state] += weight * ((row % C === chosen ? 1 : 0) - 1 / C);
  }
  return sums.map((sum) => (sum * K) / rows);
}
