import { DataError } from '../errors.ts';
import type { NdArray } from '../numerics/ndarray.ts';
import type { FeatureRecipe } from './recipes.ts';

/** What an animal or person got for a choice, such as a reward: known only after the choice. */
export interface Outcome {
  readonly name: string;
  /** [trial]; NaN where none was recorded. */
  readonly values: Float64Array;
}

/**
 * The trials of one subject, or of several pooled, session after session: what models are fitted to. Made by `readTrials`;
 * inputs, choices, mask and session starts are typed arrays here, and columns of a table in `designTable`.
 */
export interface Trials {
  readonly kind: 'trials';
  readonly numTrials: number;
  /** [trial] index of the class chosen (0 or 1 for binary choices); -1 where there was none, and throughout when `responses` holds what was observed. */
  readonly choices: Int32Array;
  /** [class] labels of the choices as text: '0' and '1' where the table says no others. Empty for responses, and where nothing was read. */
  readonly classNames: readonly string[];
  /** What was observed when it is no choice, such as counts: [trial, output], NaN where a cell was empty. `null` for choices. */
  readonly responses: NdArray<readonly ['trial', 'output']> | null;
  /** [output] */
  readonly responseNames: readonly string[];
  /**
   * [trial] 1 where the choice or the responses count, 0 where they are hidden or any of them or of the features is missing;
   * an unobserved trial stays in the chain of states.
   */
  readonly observed: Uint8Array;
  /** [trial, feature] */
  readonly features: NdArray<['trial', 'feature']>;
  /** [trial] 1 where every feature has a number of its own, 0 where one is missing and 0 stands in its place. */
  readonly featuresKnown: Uint8Array;
  readonly featureNames: readonly string[];
  /** [feature] */
  readonly recipes: readonly FeatureRecipe[];
  /**
   * By feature, for those that combine what simulated choices change with what they do not: the recorded parts that stay,
   * [part][trial], in the order of its recipe.
   */
  readonly fixedParts: Readonly<Record<string, readonly Float64Array[]>>;
  /** Names of the features of each group, by its name; features without a group are in none. */
  readonly featureGroups: Readonly<Record<string, readonly string[]>>;
  /** [session + 1] first trial of each session, and at the end the number of trials. */
  readonly sessionStarts: Int32Array;
  /** [session] */
  readonly sessionNames: readonly string[];
  /** [session] subject of each, where subjects are pooled; otherwise `null`. */
  readonly sessionSubjects: readonly string[] | null;
  /** [trial] when each was, in the unit of the table. `null` unless sessions were found by time. */
  readonly times: Float64Array | null;
  /** `null` when the table does not say, and when subjects are pooled. */
  readonly subject: string | null;
  /** [trial] index of the class that would have been right; -1 where there is none. `null` when the table does not say. */
  readonly correct: Int32Array | null;
  readonly outcomes: readonly Outcome[];
}

/** What was observed, [trial, output]. */
export interface Responses {
  readonly shape: readonly number[];
  readonly data: Float64Array | Int32Array;
}

/** The responses, or the choices as one output; nothing is copied. */
export function responsesOf({ responses, choices, numTrials }: Trials): Responses {
  return responses ?? { shape: [numTrials, 1], data: choices };
}

/** [trial] the choice of the trial before in its session, hidden or not; -1 where that has none, and in first trials. */
export function previousChoices({ choices, numTrials, sessionStarts }: Trials): Int32Array {
  const previous = new Int32Array(numTrials).fill(-1);
  previous.set(choices.subarray(0, Math.max(0, numTrials - 1)), 1);
  for (const start of sessionStarts) if (start < numTrials) previous[start] = -1;
  return previous;
}

/** Number of sessions. */
export function numSessions(trials: Trials): number {
  return trials.sessionStarts.length - 1;
}

/** Number of trials whose choice or responses count. */
export function numObserved({ observed }: Trials): number {
  let count = 0;
  for (let t = 0; t < observed.length; t++) count += observed[t];
  return count;
}

/**
 * The same trials with some choices or responses hidden from fitting; they stay in the chain of states and can be
 * predicted. Features of later trials may still contain what is hidden (a lag does).
 *
 * @param hide says for each trial (counted from 0 over all sessions) whether to hide it
 */
export function hideTrials(trials: Trials, hide: (trial: number, session: number) => boolean): Trials {
  const observed = trials.observed.slice();
  for (let session = 0; session < numSessions(trials); session++)
    for (let t = trials.sessionStarts[session]; t < trials.sessionStarts[session + 1]; t++)
      if (hide(t, session)) observed[t] = 0;
  return { ...trials, observed };
}

/** Index of a feature. @throws {DataError} when there is none of that name */
export function featureIndex(featureNames: readonly string[], name: string): number {
  const index = featureNames.indexOf(name);
  if (index < 0)
    throw new DataError(
      { column: name },
      `There is no feature "${name}". The features are: ${featureNames.join(', ')}.`,
    );
  return index;
}
