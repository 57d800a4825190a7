import { DataError } from '../errors.ts';
import { ownTrialColumns } from '../models/recipes.ts';
import type { FeatureSources, MadeFeature } from './featureSources.ts';

/**
 * Refuses trials without all features that stand inside a session, between trials that have them.
 *
 * @param featuresKnown [trial] 1 where every feature has a number
 * @throws {DataError} at the first of them
 */
export function refuseGaps(
  { sessions, columns }: Pick<FeatureSources, 'sessions' | 'columns'>,
  featureNames: readonly string[],
  made: readonly MadeFeature[],
  featuresKnown: Uint8Array,
): void {
  sessions.names.forEach((session, s) => {
    const [start, end] = [sessions.starts[s], sessions.starts[s + 1]];
    const ofSession = featuresKnown.subarray(start, end);
    const [first, last] = [start + ofSession.indexOf(1), start + ofSession.lastIndexOf(1)];
    const gap = featuresKnown.subarray(0, last).indexOf(0, first);
    if (gap < 0 || first < start) return;
    const feature = made.findIndex(({ values }) => Number.isNaN(values[gap]));
    const { recipe, values } = made[feature];
    const read = ownTrialColumns(recipe);
    const [column] = read.length > 0 ? read : [featureNames[feature]];
    const named = read.length > 1 ? read.map((one) => `"${one}"`).join(' or ') : `"${column}"`;
    const rows = Array.from({ length: last - gap }, (_, i) => gap + i)
      .filter((t) => Number.isNaN(values[t]))
      .map(columns.rowOf);
    throw new DataError(
      { column, row: rows[0], session },
      `Column ${named} has no number in ${inWords(rows)} (session "${session}"), but feature "${featureNames[feature]}" needs one in every trial, except in a run at the beginning or the end of a session. Put numbers there, or say missing: 'unobserved' to keep such trials without counting them.`,
    );
  });
}

/** Up to six rows by number, and how many more: `rows 3, 4 and 9`. */
function inWords(rows: readonly number[]): string {
  if (rows.length === 1) return `row ${rows[0]}`;
  const named = rows.slice(0, rows.length > 6 ? 6 : -1).join(', ');
  return `rows ${named} and ${rows.length > 6 ? `${rows.length - 6} more` : rows.at(-1)}`;
}
