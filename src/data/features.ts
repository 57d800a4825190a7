import { quote, SpecError } from '../errors.ts';
import { requireAboveZero, requireKnownOptions, requireWhole } from '../models/checks.ts';
import type { FeatureRecipe, History } from '../models/recipes.ts';
import type { ClassLabel } from './classes.ts';
import { classLabel, type SignalTerm } from './signalTerms.ts';

/** How to make one feature, as plain data: what builders such as `bias`, `column` and `lag` return. */
export type FeatureBuilder = (
  | { readonly kind: 'bias' }
  /** A `column` of null is the column that has the feature's name. */
  | { readonly kind: 'column'; readonly column: string | null; readonly allowSameTrial: boolean }
  /** `scale` is given, or found in the trials that are read. */
  | ({
      readonly kind: 'standardized';
      readonly column: string;
      readonly allowSameTrial: boolean;
      readonly scale?: { readonly mean: number; readonly deviation: number };
    } & Standardization)
  /** `deviation` is given, or found in the trials that are read. */
  | ({
      readonly kind: 'contrast';
      readonly scaled: boolean;
      readonly deviation?: number;
      readonly allowSameTrial: boolean;
    } & ContrastShape)
  | ({ readonly kind: 'lag'; readonly by: number } & Omit<SignalTerm, 'as' | 'isOutcome'>)
  | ({ readonly kind: 'history'; readonly signal: readonly SignalTerm[] } & Omit<History, 'signal'>)
  /** Parts are features, or names of features beside it. */
  | { readonly kind: 'product'; readonly parts: readonly (string | FeatureBuilder)[] }
  | ({ readonly parts: readonly FeatureBuilder[] } & Omit<
      Extract<FeatureRecipe, { readonly kind: 'weightedSum' }>,
      'parts'
    >)
  | ({ readonly allowSameTrial: boolean } & Extract<FeatureRecipe, { readonly kind: 'indicator' }>)
  /** Becomes a feature for each session. */
  | { readonly kind: 'sessionIndicators'; readonly reference: 'first' | 'none' }
  | { readonly kind: 'session'; readonly session: string }
  /** `values` is [trial], NaN where a cell is empty; `index` counts the columns of the matrix from 0. */
  | { readonly kind: 'matrix'; readonly matrix: string; readonly index: number; readonly values: Float64Array }
) & {
  /** The group that it belongs to, with all features of that group. */
  readonly group?: { readonly name: string; readonly features: readonly string[] };
};

type ContrastShape = Pick<Extract<FeatureRecipe, { readonly kind: 'contrast' }>, 'columns' | 'p' | 'unsigned'>;

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
  requireKnownOptions(['allowSameTrial'], options, 'column');
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
  requireKnownOptions(['over', 'deviation', 'allowSameTrial'], options, 'standardized');
  const { over = 'subject', deviation = 'population', allowSameTrial = false } = options;
  requireName('standardized', column);
  requireWord('over', over, ['subject', 'pooled', 'session']);
  requireWord('deviation', deviation, ['population', 'sample']);
  return { kind: 'standardized', column, allowSameTrial, over, deviation };
}

/**
 * A contrast on the scale on which it is seen: tanh(p c) / tanh(p) of each side, right minus left, divided by the population
 * standard deviation of this over the subject's trials, not centred. Unsigned, its absolute value, not divided.
 *
 * @param source  column of signed contrasts (right above 0), from -1 to 1; or columns of left and right, from 0 to 1, where an
 *   empty cell is 0 as long as the other side has a number
 * @param options.p      how soon it saturates, above 0; default 5
 * @param options.scaled whether it is divided; default true unless unsigned
 * @throws {SpecError} when p is out of range
 * @example features: { bias: bias(), stimulus: contrast({ left: 'contrastLeft', right: 'contrastRight' }) }
 */
export function contrast(
  source: string | { readonly left: string; readonly right: string },
  options: { readonly p?: number; readonly unsigned?: boolean; readonly scaled?: boolean } & SameTrialOption = {},
): FeatureBuilder {
  requireKnownOptions(['p', 'unsigned', 'scaled', 'allowSameTrial'], options, 'contrast');
  const { p = 5, unsigned = false, scaled = !unsigned, allowSameTrial = false } = options;
  requireAboveZero('p', p);
  const columns =
    typeof source === 'object' && source !== null ? ([source.left, source.right] as const) : ([source] as const);
  for (const name of columns) requireName('contrast', name);
  return { kind: 'contrast', columns, p, unsigned, scaled, allowSameTrial };
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
  requireKnownOptions(['by', 'of'], options, 'lag');
  const { by = 1, of } = options;
  requireName('lag', column);
  requireWhole('by', by, { atLeast: 1 });
  return { kind: 'lag', column, by, of: of === undefined ? null : classLabel(of) };
}

/**
 * Two features multiplied: x[t] = a[t] · b[t]. `simulate` makes it again where one of them depends on earlier choices.
 *
 * @param a,b names of features beside it, or builders
 * @throws {SpecError} when one is neither; `readTrials` refuses names that are no features, or lead back to the product
 * @example features: { bias: bias(), stimulus: column(), previousChoice: lag('choice'), interaction: product('stimulus', 'previousChoice') }
 */
export function product(a: string | FeatureBuilder, b: string | FeatureBuilder): FeatureBuilder {
  for (const part of [a, b])
    if (typeof part !== 'string' && part?.kind === undefined)
      throw new SpecError(
        'product',
        part,
        `product(...) multiplies two features, each a name or made by a builder, but was given ${quote(part)}.`,
      );
  return { kind: 'product', parts: [a, b] };
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
