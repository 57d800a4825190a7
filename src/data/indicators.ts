import { quote, SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { Levels } from '../models/recipes.ts';
import type { ClassLabel } from './classes.ts';
import { type FeatureBuilders, group } from './featureSets.ts';
import type { SameTrialOption } from './features.ts';

/** Which categories a column has: its values, or the edges of bins, from the lowest to the highest. */
export type CategoryOption =
  | { readonly values: readonly ClassLabel[]; readonly bins?: never; readonly reference?: ClassLabel }
  /** `reference` counts the bins from 0. */
  | { readonly bins: readonly number[]; readonly values?: never; readonly reference?: number };

/**
 * A feature for each category of a column, in a group: 1 in its trials and 0 in others. `values: ['L', 'R']` of a column "side"
 * makes side=L and side=R in the group sideLevels; `bins: [0, 0.5, 1]` makes side=[0, 0.5) and side=[0.5, 1], the last with its
 * upper edge.
 *
 * @param options.reference the category that is left out, from which the others are told apart where there is also a bias()
 * @param options.signed    categories of the absolute value: -1 in place of 1 where the value is below 0; in a bin 0 stays 0
 * @throws {SpecError} when categories are no list of at least two, or the reference is none of them; `readTrials` refuses cells
 *   that are in no category, and takes an empty one as it does in any column
 * @example features: { bias: bias(), ...oneHot('side', { values: ['L', 'C', 'R'], reference: 'C' }) }
 * @example features: { bias: bias(), ...oneHot('ild', { values: [2, 4, 8], signed: true }) }
 */
export function oneHot(
  column: string,
  options: CategoryOption & { readonly signed?: boolean } & SameTrialOption,
): FeatureBuilders {
  requireKnownOptions(['values', 'bins', 'reference', 'signed', 'allowSameTrial'], options, 'oneHot');
  const { signed = false, allowSameTrial = false, reference } = options;
  if (typeof column !== 'string')
    throw new SpecError('column', column, `oneHot(...) takes the name of a column, but was given ${quote(column)}.`);
  const levels = levelsOf(options);
  requireUnsigned(levels, signed);
  const names = levelNames(levels);
  const left =
    levels.kind === 'values'
      ? levels.values.indexOf(reference as ClassLabel)
      : names.findIndex((_, level) => level === reference);
  if (reference !== undefined && left < 0)
    throw new SpecError(
      'reference',
      reference,
      `reference must be ${levels.kind === 'values' ? `one of ${levels.values.map(quote).join(', ')}` : `the number of a bin, from 0 to ${names.length - 1}`}, but is ${quote(reference)}.`,
    );
  return group(
    `${column}Levels`,
    Object.fromEntries(
      names.flatMap((name, level) =>
        level === left
          ? []
          : [[`${column}=${name}`, { kind: 'indicator', column, levels, level, signed, allowSameTrial }]],
      ),
    ),
  );
}

/**
 * A feature for each session, in the group "session": 1 in its trials and 0 in others, so that each session has an offset of its
 * own. They are called session=NAME.
 *
 * @param options.reference 'first' (default): the first session is left out, and bias() is its offset; 'none': every session
 *   has one, and there is no bias()
 * @throws {SpecError} when `reference` is neither; `readTrials` refuses them with subjects: 'each', which have other sessions
 * @example features: { bias: bias(), stimulus: column(), ...sessionIndicators() }
 */
export function sessionIndicators(options: { readonly reference?: 'first' | 'none' } = {}): FeatureBuilders {
  requireKnownOptions(['reference'], options, 'sessionIndicators');
  const { reference = 'first' } = options;
  if (reference !== 'first' && reference !== 'none')
    throw new SpecError('reference', reference, `reference must be 'first' or 'none', but is ${quote(reference)}.`);
  return { session: { kind: 'sessionIndicators', reference } };
}

function levelsOf({ values, bins }: CategoryOption): Levels {
  const isGiven = (list: unknown): list is readonly unknown[] => Array.isArray(list);
  if (isGiven(values) && bins === undefined) {
    if (values.length < 2 || new Set(values.map(String)).size < values.length || !values.every(isLabel))
      throw new SpecError(
        'values',
        values,
        `values must be at least two different texts, finite numbers or booleans, but are ${quote(values)}.`,
      );
    return { kind: 'values', values };
  }
  if (isGiven(bins) && values === undefined) {
    if (bins.length < 3 || bins.some((edge, i) => typeof edge !== 'number' || !(i === 0 || edge > bins[i - 1])))
      throw new SpecError(
        'bins',
        bins,
        `bins must be at least three numbers that rise, the edges of at least two bins, but are ${quote(bins)}.`,
      );
    return { kind: 'bins', edges: bins };
  }
  throw new SpecError(
    'values',
    values ?? bins,
    "oneHot(...) takes either values: ['L', 'R'] or bins: [0, 0.5, 1], the edges.",
  );
}

function requireUnsigned(levels: Levels, signed: boolean): void {
  const all: readonly unknown[] = levels.kind === 'values' ? levels.values : levels.edges;
  if (signed && !all.every((value) => typeof value === 'number' && value >= 0))
    throw new SpecError(
      'signed',
      signed,
      `With signed: true the categories are those of absolute values, numbers of at least 0, but they are ${quote(all)}.`,
    );
}

function isLabel(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** [level] */
function levelNames(levels: Levels): readonly string[] {
  if (levels.kind === 'values') return levels.values.map(String);
  const { edges } = levels;
  return edges.slice(1).map((to, i) => `[${edges[i]}, ${to}${i === edges.length - 2 ? ']' : ')'}`);
}
