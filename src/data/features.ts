import { quote, SpecError } from '../errors.ts';
import { requireWhole } from '../models/checks.ts';
import type { ClassLabel } from './classes.ts';

/** How to make one feature, as plain data. What `bias`, `column`, `standardized` and `lag` return. */
export type FeatureBuilder = (
  | { readonly kind: 'bias' }
  /** A `column` of null is the column that has the feature's name. */
  | { readonly kind: 'column'; readonly column: string | null; readonly allowSameTrial: boolean }
  | ({ readonly kind: 'standardized'; readonly column: string; readonly allowSameTrial: boolean } & Standardization)
  /** `of` is the class whose choice counts; `null` for -1 and 1 of two classes, and for columns other than the choice. */
  | { readonly kind: 'lag'; readonly column: string; readonly by: number; readonly of: ClassLabel | null }
  /** `values` is [trial], NaN where a cell is empty; `index` counts the columns of the matrix from 0. */
  | { readonly kind: 'matrix'; readonly matrix: string; readonly index: number; readonly values: Float64Array }
) & {
  /** The group that it belongs to, with all features of that group. */
  readonly group?: { readonly name: string; readonly features: readonly string[] };
};

/** Over which trials a mean and a standard deviation are taken, and which deviation. */
interface Standardization {
  /** Each subject apart, all subjects that are read together, or each session apart. */
  readonly over: 'subject' | 'pooled' | 'session';
  /** Squares divided by the number of trials, or (sample) by one less. */
  readonly deviation: 'population' | 'sample';
}

/** Whether a feature may read the choice, a response or an outcome of its own trial, which tells the answer. */
export interface SameTrialOption {
  readonly allowSameTrial?: boolean;
}

/** A feature that is 1 in every trial: its weight is the intercept. */
export function bias(): FeatureBuilder {
  return { kind: 'bias' };
}

/**
 * A column as it stands; booleans become 0 and 1.
 *
 * @param name left out, it is the column that has the feature's name
 */
export function column(name?: string, options: SameTrialOption = {}): FeatureBuilder {
  const { allowSameTrial = false } = options;
  if (name !== undefined) requireName('column', name);
  return { kind: 'column', column: name ?? null, allowSameTrial };
}

/**
 * A column minus its mean, divided by its standard deviation, both over the trials that have it.
 *
 * @param options.over      'subject' (default): all trials of the subject; 'pooled': those of all subjects of the table; 'session': those of each session apart
 * @param options.deviation 'population' (default) or 'sample', with one trial less in the denominator
 * @throws {SpecError} when an option is none of these
 */
export function standardized(column: string, options: Partial<Standardization> & SameTrialOption = {}): FeatureBuilder {
  const { over = 'subject', deviation = 'population', allowSameTrial = false } = options;
  requireName('standardized', column);
  requireWord('over', over, ['subject', 'pooled', 'session']);
  requireWord('deviation', deviation, ['population', 'sample']);
  return { kind: 'standardized', column, allowSameTrial, over, deviation };
}

/**
 * A column as it was some trials ago in the same session: -1 or 1 for the choice (class 0 or 1), the value itself for any
 * other column (a response of `y` too), and 0 where the session has no such trial or its cell is empty. Of choices among
 * more than two classes, it is 1 where class `of` was chosen and 0 otherwise.
 *
 * @param options.by how many trials ago, at least 1
 * @param options.of label of a class of the choice
 * @throws {SpecError} when `by` is not a whole number of at least 1, or `of` no label
 * @example features: { bias: bias(), previousChoice: lag('choice') }
 * @example features: { bias: bias(), previousL: lag('choice', { of: 'L' }), previousR: lag('choice', { of: 'R' }) }
 */
export function lag(column: string, options: { readonly by?: number; readonly of?: ClassLabel } = {}): FeatureBuilder {
  const { by = 1, of = null } = options;
  requireName('lag', column);
  requireWhole('by', by, { atLeast: 1 });
  if (of !== null && !['string', 'number', 'boolean'].includes(typeof of))
    throw new SpecError('of', of, `of must be the label of a class of choices, but is ${quote(of)}.`);
  return { kind: 'lag', column, by, of };
}

function requireWord(option: string, word: string, words: readonly string[]): void {
  if (!words.includes(word))
    throw new SpecError(
      option,
      word,
      `${option} must be ${words.map((one) => `'${one}'`).join(' or ')}, but is ${quote(word)}.`,
    );
}

function requireName(builder: string, name: unknown): void {
  if (typeof name !== 'string')
    throw new SpecError('column', name, `${builder}(...) takes the name of a column, but was given ${quote(name)}.`);
}
