import { DataError, quote, SpecError } from '../errors.ts';
import type { FeatureRecipe } from '../models/trials.ts';
import { type NdArray, ndarray } from '../numerics/ndarray.ts';
import { isMissing, numberIn } from './cells.ts';
import type { FeatureBuilder } from './features.ts';
import { type Sessions, sessionOf } from './sessions.ts';
import type { Columns } from './tableSource.ts';

/** What the features of a design are made from. */
export interface DesignSources {
  readonly columns: Columns;
  readonly sessions: Sessions;
  readonly numTrials: number;
  /** Column of the choices, and the choices read from it: 0, 1, and -1 where there was none. */
  readonly choice: { readonly column: string; readonly values: Int32Array } | null;
  readonly outcomeColumns: readonly string[];
}

/** The features of all trials, and how each was made. */
export interface Design {
  readonly features: NdArray<['trial', 'feature']>;
  readonly featureNames: readonly string[];
  /** [feature] */
  readonly recipes: readonly FeatureRecipe[];
}

type Made = { readonly values: Float64Array; readonly recipe: FeatureRecipe };

/**
 * Makes the features of all trials.
 *
 * @throws {DataError} when a feature tells the choice of its own trial, or a cell is not a finite number
 * @throws {SpecError} when there are no features, or one is not made by a builder
 */
export function designOf(sources: DesignSources, builders: Readonly<Record<string, FeatureBuilder>>): Design {
  const featureNames = Object.keys(builders);
  if (featureNames.length === 0)
    throw new SpecError('features', builders, 'features is empty; give at least one, such as { bias: bias() }.');
  const made = featureNames.map((name) => makeFeature(sources, name, builders[name] as FeatureBuilder));
  const data = new Float64Array(sources.numTrials * made.length);
  made.forEach(({ values }, feature) => {
    for (let t = 0; t < values.length; t++) data[t * made.length + feature] = values[t] as number;
  });
  return {
    features: ndarray(['trial', 'feature'], [sources.numTrials, made.length], data),
    featureNames,
    recipes: made.map(({ recipe }) => recipe),
  };
}

function makeFeature(sources: DesignSources, name: string, builder: FeatureBuilder): Made {
  switch (builder?.kind) {
    case 'bias':
      return { values: new Float64Array(sources.numTrials).fill(1), recipe: { kind: 'bias' } };
    case 'column': {
      const column = builder.column ?? name;
      refuseLeak(sources, name, column, builder.allowSameTrial);
      return { values: numbersOf(sources, name, column), recipe: { kind: 'column', column } };
    }
    case 'standardized':
      refuseLeak(sources, name, builder.column, builder.allowSameTrial);
      return standardize(name, builder.column, numbersOf(sources, name, builder.column));
    case 'lag':
      return lagged(sources, name, builder.column, builder.by);
    default:
      throw new SpecError(
        `features.${name}`,
        builder,
        `Feature "${name}" must be made by bias(), column(), standardized() or lag(), but is ${quote(builder)}.`,
      );
  }
}

function refuseLeak(sources: DesignSources, name: string, column: string, allowSameTrial: boolean): void {
  const role =
    column === sources.choice?.column ? 'the choice' : sources.outcomeColumns.includes(column) ? 'an outcome' : null;
  if (role && !allowSameTrial)
    throw new DataError(
      { column },
      `Feature "${name}" reads ${role} of its own trial (column "${column}"), which tells the answer that the model is to predict. Use lag("${column}"), or say allowSameTrial: true if you mean it.`,
    );
}

function numbersOf(sources: DesignSources, name: string, column: string): Float64Array {
  const cells = sources.columns.read(column);
  return Float64Array.from({ length: cells.length }, (_, row) => {
    const value = numberIn(cells[row]);
    return Number.isFinite(value) ? value : refuseCell(sources, name, column, row, cells[row]);
  });
}

function refuseCell(sources: DesignSources, name: string, column: string, row: number, cell: unknown): never {
  const session = sources.sessions.names[sessionOf(sources.sessions, row)] as string;
  const found = cell === '' || cell === null || cell === undefined ? 'is empty' : `is ${quote(cell)}`;
  throw new DataError(
    { column, row, session },
    `Column "${column}" ${found} in row ${row} (session "${session}"), but feature "${name}" needs a finite number in every trial. Put a number there, or leave the trial out of the table.`,
  );
}

function standardize(name: string, column: string, values: Float64Array): Made {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length);
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

function lagged(sources: DesignSources, name: string, column: string, by: number): Made {
  const isChoice = column === sources.choice?.column;
  const of = isChoice ? 'choice' : sources.outcomeColumns.includes(column) ? 'outcome' : 'feature';
  const earlier = isChoice
    ? signedChoices(sources.choice?.values as Int32Array)
    : earlierNumbers(sources, name, column);
  const values = new Float64Array(sources.numTrials);
  const { starts } = sources.sessions;
  for (let session = 0; session < starts.length - 1; session++)
    for (let t = (starts[session] as number) + by; t < (starts[session + 1] as number); t++)
      values[t] = earlier[t - by] as number;
  return { values, recipe: { kind: 'lag', column, of, by } };
}

function signedChoices(choices: Int32Array): Float64Array {
  return Float64Array.from(choices, (choice) => (choice < 0 ? 0 : 2 * choice - 1));
}

function earlierNumbers(sources: DesignSources, name: string, column: string): Float64Array {
  const cells = sources.columns.read(column);
  return Float64Array.from({ length: cells.length }, (_, row) => {
    if (isMissing(cells[row])) return 0;
    const value = numberIn(cells[row]);
    return Number.isFinite(value) ? value : refuseCell(sources, name, column, row, cells[row]);
  });
}
