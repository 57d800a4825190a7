import { quote, SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { Fit } from '../models/fit.ts';
import { featureIndex, type Trials } from '../models/trials.ts';
import { lengthOf } from '../numerics/ndarray.ts';
import { classIndex } from './answerColumns.ts';
import { type LabelledOrder, rolesOf, type StateNamer, type StateRoles } from './stateRoles.ts';

/** An order of states by their weights of a feature. */
export interface FeatureOrder {
  readonly by: string;
  readonly absolute?: boolean;
  readonly of?: string;
}

/** What tables call all trials together, whatever their state. */
export const allTrials = 'all trials';

/**
 * Decides names and order of the states of a fit.
 *
 * @throws {DataError} when `orderBy` or a role is no feature
 * @throws {SpecError} when names are not one different name a state, or labels come beside what they decide
 */
export function labelStates(
  fit: Fit,
  trials: Trials,
  options: {
    readonly orderBy?: string | FeatureOrder;
    readonly names?: readonly string[];
    readonly labels?: StateRoles | StateNamer;
  },
): LabelledOrder {
  const K = fit.spec.numStates;
  const { orderBy, labels, names } = options;
  if (names) requireNames('names', names, K);
  if (labels === undefined) {
    const given = Array.from({ length: K }, (_, k) => k);
    return {
      names: names ?? defaultNames(K),
      order: orderBy === undefined || orderBy === 'given' ? given : orderByFeature(fit, trials, orderBy),
    };
  }
  if (orderBy !== undefined)
    throw new SpecError(
      'orderBy',
      orderBy,
      'labels decide the order of states, so orderBy has no part. Leave one out.',
    );
  if (typeof labels !== 'function') {
    if (names !== undefined)
      throw new SpecError(
        'names',
        names,
        'labels by role give names of their own. Leave names out, or give labels as a function of fit and trials.',
      );
    return rolesOf(fit, trials, labels);
  }
  const own = labels(fit, trials);
  requireNames('labels', own, K);
  const wanted = names ?? own;
  const order = wanted.map((name) => own.indexOf(name));
  if (order.includes(-1))
    throw new SpecError(
      'labels',
      own,
      `labels calls the states ${quote(own)}, but names lists ${quote(wanted)}. Both must hold the same names.`,
    );
  return { names: wanted, order };
}

/** Names of states that nobody named. */
export function defaultNames(numStates: number): string[] {
  return Array.from({ length: numStates }, (_, k) => `state ${k + 1}`);
}

/** Refuses what is not one different name a state. @throws {SpecError} */
export function requireNames(option: 'names' | 'labels', names: readonly string[], numStates: number): void {
  const reason =
    !Array.isArray(names) || names.some((name) => typeof name !== 'string')
      ? 'must be a list of names'
      : names.length !== numStates
        ? `lists ${names.length} names for ${numStates} states`
        : new Set(names).size < numStates
          ? 'lists a name twice'
          : names.includes('') || names.includes(allTrials)
            ? `lists an empty name or "${allTrials}", which tables use for themselves`
            : null;
  if (reason)
    throw new SpecError(option, names, `${option} ${reason}: ${quote(names)}. Give one different name for each state.`);
}

/** States by their weight of a feature, averaged over sessions, the largest first; equal ones stay as they were. */
function orderByFeature(fit: Fit, { classNames }: Trials, orderBy: string | FeatureOrder): number[] {
  if (typeof orderBy !== 'string') requireKnownOptions(['by', 'absolute', 'of'], orderBy, 'orderBy');
  const { by, absolute = false, of }: FeatureOrder = typeof orderBy === 'string' ? { by: orderBy } : orderBy;
  const { weights } = fit.params;
  const [K, D] = [fit.spec.numStates, fit.featureNames.length];
  const feature = featureIndex(fit.featureNames, by);
  const scores = new Float64Array(K);
  const perState = lengthOf(weights, 'output') * lengthOf(weights, 'class');
  const only = of === undefined ? null : classIndex(classNames, 'orderBy.of', of);
  for (let row = 0; row * D < weights.data.length; row++) {
    if (only !== null && row % perState !== only) continue;
    const weight = weights.data[row * D + feature];
    scores[Math.floor(row / perState) % K] += absolute ? Math.abs(weight) : weight;
  }
  return Array.from(scores, (_, k) => k).sort((a, b) => scores[b] - scores[a] || a - b);
}
