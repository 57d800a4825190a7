import { DataError, quote, SpecError } from '../errors.ts';
import type { FeatureRecipe } from '../models/trials.ts';
import { moments } from '../numerics/moments.ts';
import { isMissing, numberIn } from './cells.ts';
import type { FeatureBuilder } from './features.ts';
import { type Sessions, sessionOf } from './sessions.ts';
import type { Columns } from './tableSource.ts';

/** What features are made from. */
export interface FeatureSources {
  readonly columns: Columns;
  readonly sessions: Sessions;
  readonly numTrials: number;
  /** Column of the choices, and the choices read from it: 0, 1, and -1 where there was none. */
  readonly choice: { readonly column: string; readonly values: Int32Array } | null;
  readonly responseColumns: readonly string[];
  readonly outcomeColumns: readonly string[];
}

/** One feature of all trials, and how it was made. */
export interface MadeFeature {
  /** [trial] NaN where a cell is empty. */
  readonly values: Float64Array;
  readonly recipe: FeatureRecipe;
}

/**
 * Makes one feature.
 *
 * @throws {DataError} when it tells the answer of its own trial, or a cell is neither a finite number nor empty
 * @throws {SpecError} when no builder made it
 */
export function makeFeature(sources: FeatureSources, name: string, builder: FeatureBuilder): MadeFeature {
  switch (builder?.kind) {
    case 'bias':
      return { values: new Float64Array(sources.numTrials).fill(1), recipe: { kind: 'bias' } };
    case 'column': {
      const column = builder.column ?? name;
      refuseLeak(sources, name, column, builder.allowSameTrial);
      return {
        values: numbersOf(sources, name, column, sources.columns.read(column)),
        recipe: { kind: 'column', column },
      };
    }
    case 'standardized': {
      const { column } = builder;
      refuseLeak(sources, name, column, builder.allowSameTrial);
      return standardize(name, column, numbersOf(sources, name, column, sources.columns.read(column)));
    }
    case 'matrix': {
      const { matrix, index, values } = builder;
      requireRows(sources, matrix, values.length);
      return { values: numbersOf(sources, name, name, values), recipe: { kind: 'matrix', matrix, index } };
    }
    case 'lag':
      return lagged(sources, name, builder.column, builder.by);
    default:
      throw new SpecError(
        `features.${name}`,
        builder,
        `Feature "${name}" must be made by bias(), column(), standardized() or lag(), or come from columns(), group() or matrix(), but is ${quote(builder)}.`,
      );
  }
}

/** What a column tells of its own trial. */
function roleOf(sources: FeatureSources, column: string): 'choice' | 'response' | 'outcome' | 'feature' {
  if (column === sources.choice?.column) return 'choice';
  if (sources.responseColumns.includes(column)) return 'response';
  return sources.outcomeColumns.includes(column) ? 'outcome' : 'feature';
}

const inWords = { choice: 'the choice', response: 'a response', outcome: 'an outcome' };

function refuseLeak(sources: FeatureSources, name: string, column: string, allowSameTrial: boolean): void {
  const role = roleOf(sources, column);
  if (role !== 'feature' && !allowSameTrial)
    throw new DataError(
      { column },
      `Feature "${name}" reads ${inWords[role]} of its own trial (column "${column}"), which tells the answer that the model is to predict. Use lag("${column}"), or say allowSameTrial: true if you mean it.`,
    );
}

function requireRows({ numTrials }: FeatureSources, matrix: string, numRows: number): void {
  if (numRows !== numTrials)
    throw new DataError(
      {},
      `Matrix "${matrix}" has ${numRows} rows, but there are ${numTrials} trials; it needs one row a trial.`,
    );
}

function numbersOf(sources: FeatureSources, name: string, column: string, cells: ArrayLike<unknown>): Float64Array {
  return Float64Array.from({ length: cells.length }, (_, row) => {
    if (isMissing(cells[row])) return Number.NaN;
    const value = numberIn(cells[row]);
    return Number.isFinite(value) ? value : refuseCell(sources, name, column, row, cells[row]);
  });
}

function refuseCell(sources: FeatureSources, name: string, column: string, row: number, cell: unknown): never {
  const session = sources.sessions.names[sessionOf(sources.sessions, row)] as string;
  const advice =
    typeof cell === 'string'
      ? 'Turn the text into numbers first.'
      : 'Put a number there, or empty the cell if there is none.';
  throw new DataError(
    { column, row, session },
    `Column "${column}" is ${quote(cell)} in row ${row} (session "${session}"), but feature "${name}" needs finite numbers. ${advice}`,
  );
}

function standardize(name: string, column: string, values: Float64Array): MadeFeature {
  const known = values.filter((x) => !Number.isNaN(x));
  if (known.length === 0)
    throw new DataError(
      { column },
      `Column "${column}" has no number to standardize for feature "${name}": every cell is empty. Leave the feature out.`,
    );
  const { mean, variance } = moments(known);
  const deviation = Math.sqrt(variance);
  if (!(deviation > 1e-12 * Math.abs(mean)) || deviation === Infinity)
    throw new DataError(
      { column },
      `Column "${column}" cannot be standardized for feature "${name}": its standard deviation is ${deviation} (mean ${mean}). Leave a column without variation out; bias() is the constant feature.`,
    );
  return {
    values: values.map((x) => (x - mean) / deviation),
    recipe: { kind: 'standardized', column, mean, deviation },
  };
}

function lagged(sources: FeatureSources, name: string, column: string, by: number): MadeFeature {
  const of = roleOf(sources, column);
  const earlier =
    of === 'choice'
      ? signedChoices(sources.choice?.values as Int32Array)
      : numbersOf(sources, name, column, sources.columns.read(column));
  const values = new Float64Array(sources.numTrials);
  const { starts } = sources.sessions;
  for (let session = 0; session < starts.length - 1; session++)
    for (let t = (starts[session] as number) + by; t < (starts[session + 1] as number); t++)
      values[t] = Number.isNaN(earlier[t - by]) ? 0 : earlier[t - by];
  return { values, recipe: { kind: 'lag', column, of, by } };
}

function signedChoices(choices: Int32Array): Float64Array {
  return Float64Array.from(choices, (choice) => (choice < 0 ? 0 : 2 * choice - 1));
}
