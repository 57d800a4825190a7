import { DataError, quote } from '../errors.ts';
import type { FeatureRecipe } from '../models/recipes.ts';
import { isMissing, numberIn } from './cells.ts';
import type { Choices } from './choices.ts';
import type { FeatureBuilders } from './featureSets.ts';
import { sessionOf } from './sessions.ts';
import type { SubjectSessions } from './subjectSessions.ts';
import type { Columns } from './tableSource.ts';

/** What features are made from. */
export interface FeatureSources {
  readonly columns: Columns;
  readonly sessions: SubjectSessions;
  readonly numTrials: number;
  readonly choice: Choices | null;
  readonly responseColumns: readonly string[];
  readonly outcomeColumns: readonly string[];
  /** All features that are asked for. */
  readonly builders: FeatureBuilders;
}

/** One feature of all trials, and how it was made. */
export interface MadeFeature {
  /** [trial] NaN where a cell is empty. */
  readonly values: Float64Array;
  readonly recipe: FeatureRecipe;
  /** [part][trial] what simulated choices do not change in a feature that they change otherwise, in the order of its recipe. */
  readonly fixedParts?: readonly Float64Array[];
}

/** What a column tells of its own trial. */
export function roleOf(sources: FeatureSources, column: string): 'choice' | 'response' | 'outcome' | 'feature' {
  if (column === sources.choice?.column) return 'choice';
  if (sources.responseColumns.includes(column)) return 'response';
  return sources.outcomeColumns.includes(column) ? 'outcome' : 'feature';
}

/**
 * The numbers of a column, NaN where a cell is empty.
 *
 * @param name of the feature that they are for
 * @throws {DataError} when a cell is neither a finite number nor empty
 */
export function numbersOf(
  sources: FeatureSources,
  name: string,
  column: string,
  cells: ArrayLike<unknown> = sources.columns.read(column),
): Float64Array {
  return Float64Array.from({ length: cells.length }, (_, t) => {
    if (isMissing(cells[t])) return Number.NaN;
    const value = numberIn(cells[t]);
    return Number.isFinite(value) ? value : refuseCell(sources, name, column, t, cells[t]);
  });
}

function refuseCell(sources: FeatureSources, name: string, column: string, t: number, cell: unknown): never {
  const session = sources.sessions.names[sessionOf(sources.sessions, t)] as string;
  const row = sources.columns.rowOf(t);
  const advice =
    typeof cell === 'string'
      ? 'Turn the text into numbers first.'
      : 'Put a number there, or empty the cell if there is none.';
  throw new DataError(
    { column, row, session },
    `Column "${column}" is ${quote(cell)} in row ${row} (session "${session}"), but feature "${name}" needs finite numbers. ${advice}`,
  );
}
