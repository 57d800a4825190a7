import { DataError, quote, SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { isMissing, numberIn } from './cells.ts';
import { column, type FeatureBuilder, type SameTrialOption } from './features.ts';
import { columnOf, type NpyArray } from './npyArray.ts';

/** How to make several features, each by its name. */
export type FeatureBuilders = Readonly<Record<string, FeatureBuilder>>;

/**
 * Several columns as they stand, each a feature of its own name.
 *
 * @throws {SpecError} when `names` is no list of different names
 * @example features: { bias: bias(), ...columns(['speed', 'heading']) }
 */
export function columns(names: readonly string[], options: SameTrialOption = {}): FeatureBuilders {
  requireKnownOptions(['allowSameTrial'], options, 'columns');
  if (!Array.isArray(names) || names.length === 0 || new Set(names).size < names.length)
    throw new SpecError(
      'columns',
      names,
      `columns(...) takes a list of different names of columns, but was given ${quote(names)}.`,
    );
  return Object.fromEntries(names.map((name) => [name, column(name, options)]));
}

/**
 * Features that belong together: their weights come back together (`weightsByGroup`), and a group penalty may take the
 * groups of the trials.
 *
 * @throws {SpecError} when there are no features, or one belongs to another group already
 * @example features: { bias: bias(), ...group('position', columns(['x', 'y'])), speed: column() }
 */
export function group(name: string, features: FeatureBuilders): FeatureBuilders {
  const members = Object.keys(features ?? {});
  if (typeof name !== 'string' || name === '')
    throw new SpecError('group', name, `group(...) takes a name and features, but the name is ${quote(name)}.`);
  if (members.length === 0)
    throw new SpecError(
      'group',
      features,
      `Group "${name}" has no features; give some, such as group("${name}", columns(['x', 'y'])).`,
    );
  return Object.fromEntries(
    members.map((member) => {
      const { group: other, ...builder } = features[member] as FeatureBuilder;
      if (other !== undefined)
        throw new SpecError(
          'group',
          member,
          `Feature "${member}" of group "${name}" belongs to group "${other.name}" already; a feature has one group.`,
        );
      return [member, { ...builder, group: { name, features: members } }];
    }),
  );
}

/**
 * A feature for each column of a matrix, in a group of its name: `matrix('basis', values)` makes basis1, basis2 and so on.
 *
 * @param values [trial, column] an array of rows, or a two-dimensional array as `readNpz` and `ndarray` give it
 * @throws {DataError} when rows differ in length, or a cell is neither a number, a boolean nor empty
 * @example features: { bias: bias(), ...matrix('basis', arrays.designX) }
 */
export function matrix(name: string, values: NpyArray | readonly ArrayLike<unknown>[]): FeatureBuilders {
  const all = 'shape' in values ? columnsOfArray(values) : columnsOfRows(name, values);
  if (all.length === 0) throw new DataError({}, `Matrix "${name}" has no columns; a design needs at least one.`);
  return group(
    name,
    Object.fromEntries(
      all.map((cells, index) => [`${name}${index + 1}`, { kind: 'matrix', matrix: name, index, values: cells }]),
    ),
  );
}

function columnsOfArray(array: NpyArray): Float64Array[] {
  return Array.from({ length: array.shape[1] ?? 1 }, (_, index) => columnOf(array, index));
}

function columnsOfRows(name: string, rows: readonly ArrayLike<unknown>[]): Float64Array[] {
  const width = rows[0]?.length ?? 0;
  const all = Array.from({ length: width }, () => new Float64Array(rows.length));
  rows.forEach((cells, row) => {
    if (cells?.length !== width)
      throw new DataError(
        { row },
        `Row ${row} of matrix "${name}" has ${cells?.length ?? 'no'} cells but row 0 has ${width}; give every row the same number.`,
      );
    for (let index = 0; index < width; index++) all[index][row] = cellIn(name, cells[index], row, index);
  });
  return all;
}

function cellIn(name: string, cell: unknown, row: number, index: number): number {
  if (isMissing(cell)) return Number.NaN;
  const value = numberIn(cell);
  if (!Number.isNaN(value)) return value;
  const place = `${name}${index + 1}`;
  throw new DataError(
    { column: place, row },
    `Column ${index + 1} of matrix "${name}" (feature "${place}") is ${quote(cell)} in row ${row}, but must be a number, or empty where there is none.`,
  );
}
