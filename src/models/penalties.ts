import { quote, SpecError } from '../errors.ts';
import { requireFinite, requireKnownOptions } from './checks.ts';

/** How strongly a penalty acts: one number for all features, or one a feature by name. */
export type Strength = number | Readonly<Record<string, number>>;

/** What is subtracted from the log-likelihood to keep weights small. */
export type Penalty =
  | { readonly kind: 'none' }
  | { readonly kind: 'ridge'; readonly strength: Strength; readonly includeBias: boolean }
  | { readonly kind: 'lasso'; readonly strength: Strength; readonly includeBias: boolean }
  | {
      readonly kind: 'elasticNet';
      readonly strength: Strength;
      /** Share of the lasso, 0 to 1; the rest is ridge. */
      readonly mixing: number;
      readonly includeBias: boolean;
    }
  | {
      readonly kind: 'groupLasso';
      /** One number, or one a group. */
      readonly strength: number | readonly number[];
      /** Names of the features of each group. */
      readonly groups: readonly (readonly string[])[];
      readonly includeBias: boolean;
    };

/** Whether a penalty of one strength for all features acts on `bias()` features too; one by name acts on those it names. */
export interface PenaltyOptions {
  readonly includeBias?: boolean;
}

/** No penalty: weights are what the trials say. */
export function none(): Penalty {
  return { kind: 'none' };
}

/**
 * A Gaussian prior of mean 0 and variance 1 / strength on the weights: strength/2 · |w|² is subtracted from the log-likelihood
 * summed over trials. It acts on the first session of walking weights. Strengths for a mean over trials, as in the GLM of nemos,
 * are the number of trials times smaller; its GLM-HMM sums, as here.
 *
 * @param strength one number, or one a feature by name; `bias()` features may be left out
 * @throws {SpecError} when a strength is negative or not finite
 */
export function ridge(strength: Strength, options: PenaltyOptions = {}): Penalty {
  requireKnownOptions(['includeBias'], options, 'ridge');
  const { includeBias = false } = options;
  requireStrengths(strength);
  return { kind: 'ridge', strength, includeBias };
}

/**
 * A penalty that makes weights exactly 0 where the trials speak too little for them: strength · Σ|w| is subtracted from the
 * log-likelihood summed over trials. It acts on the first session of walking weights. Of features that are equal on all trials
 * any split of the weight is as good. Strengths for a mean over trials, as in the GLM of nemos or in glmnet (`lambda`), are the
 * number of trials times smaller; the GLM-HMM of nemos sums, as here.
 *
 * @param strength one number, or one a feature by name; `bias()` features may be left out
 * @throws {SpecError} when a strength is negative or not finite
 * @see Tibshirani 1996, JRSS B 58:267
 */
export function lasso(strength: Strength, options: PenaltyOptions = {}): Penalty {
  requireKnownOptions(['includeBias'], options, 'lasso');
  const { includeBias = false } = options;
  requireStrengths(strength);
  return { kind: 'lasso', strength, includeBias };
}

/**
 * A lasso and a ridge at once: strength · (mixing · Σ|w| + (1 - mixing) / 2 · |w|²) is subtracted from the log-likelihood summed
 * over trials; features that go together stay together. `mixing` is the second number of nemos' strength and glmnet's `alpha`;
 * for the strength see `lasso`.
 *
 * @param strength       one number, or one a feature by name; `bias()` features may be left out
 * @param options.mixing share of the lasso, 0 to 1
 * @throws {SpecError} when a strength is negative or not finite, or mixing is not between 0 and 1
 * @see Zou & Hastie 2005, JRSS B 67:301
 */
export function elasticNet(strength: Strength, options: PenaltyOptions & { readonly mixing?: number } = {}): Penalty {
  requireKnownOptions(['mixing', 'includeBias'], options, 'elasticNet');
  const { mixing = 0.5, includeBias = false } = options;
  requireStrengths(strength);
  if (typeof mixing !== 'number' || !(mixing >= 0 && mixing <= 1))
    throw new SpecError(
      'mixing',
      mixing,
      `mixing must be a share from 0 (ridge) to 1 (lasso), but is ${quote(mixing)}.`,
    );
  return { kind: 'elasticNet', strength, mixing, includeBias };
}

/**
 * A penalty that makes the weights of whole groups of features exactly 0, in each state (and output) by itself:
 * strength · Σ √(size of the group) · |w of the group| is subtracted from the log-likelihood summed over trials; frozen weights
 * are no part of a group. It acts on the first session of walking weights. With all features in one group it is the default of nemos' GLM-HMM; for the strength see
 * `lasso`.
 *
 * @param strength       one number, or one a group
 * @param options.groups names of the features of each group; every feature stands in one, `bias()` features with `includeBias` only
 * @throws {SpecError} when a strength is negative or not finite, there is not one a group, or a feature is in two groups
 * @see Yuan & Lin 2006, JRSS B 68:49
 * @example groupLasso(5, { groups: [['contrast'], ['previousChoice', 'winStayLoseSwitch']] })
 */
export function groupLasso(
  strength: number | readonly number[],
  options: PenaltyOptions & { readonly groups: readonly (readonly string[])[] },
): Penalty {
  requireKnownOptions(['groups', 'includeBias'], options, 'groupLasso');
  const { groups, includeBias = false } = options;
  if (!Array.isArray(groups) || !groups.every((group) => Array.isArray(group) && group.length > 0))
    throw new SpecError(
      'groups',
      groups,
      `groups must be a list of groups, each a list of at least one feature name, as in [['contrast'], ['lag1', 'lag2']], but is ${quote(groups)}.`,
    );
  const names = groups.flat();
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new SpecError(
      'groups',
      groups,
      `groups name feature ${quote(twice)} twice; put each feature into one group.`,
    );
  if (!Array.isArray(strength)) requireFinite('strength', strength, { atLeast: 0 });
  else {
    if (strength.length !== groups.length)
      throw new SpecError(
        'strength',
        strength,
        `strength has ${strength.length} entries, but there are ${groups.length} groups; give one number, or one a group.`,
      );
    strength.forEach((one, g) => {
      requireFinite(`strength[${g}]`, one, { atLeast: 0 });
    });
  }
  return { kind: 'groupLasso', strength, groups, includeBias };
}

/** The penalty as its constructor makes it: one written by hand or read from a file has not been through it. @throws {SpecError} */
export function checkedPenalty(penalty: Penalty): Penalty {
  switch (penalty?.kind) {
    case 'none':
      return none();
    case 'ridge': {
      const { kind, strength, ...options } = penalty;
      return ridge(strength, options);
    }
    case 'lasso': {
      const { kind, strength, ...options } = penalty;
      return lasso(strength, options);
    }
    case 'elasticNet': {
      const { kind, strength, ...options } = penalty;
      return elasticNet(strength, options);
    }
    case 'groupLasso': {
      const { kind, strength, ...options } = penalty;
      return groupLasso(strength, options);
    }
    default:
      throw new SpecError(
        'penalty',
        penalty,
        `penalty must be made by none(), ridge(strength), lasso(strength), elasticNet(strength) or groupLasso(strength, { groups }), but is ${quote(penalty)}.`,
      );
  }
}

/** Whether a penalty has kinks, which hold weights at exactly 0. */
export function hasKinks({ kind }: Penalty): boolean {
  return kind === 'lasso' || kind === 'elasticNet' || kind === 'groupLasso';
}

function requireStrengths(strength: Strength): void {
  if (typeof strength !== 'object' || strength === null) requireFinite('strength', strength, { atLeast: 0 });
  else for (const [feature, one] of Object.entries(strength)) requireFinite(`strength.${feature}`, one, { atLeast: 0 });
}
