import { DataError, quote } from '../errors.ts';
import { nearNames } from '../models/nearNames.ts';
import type { Table } from './table.ts';

/** A data frame, known by its shape: danfojs's DataFrame, or any other that lists its columns and hands them out. */
export interface FrameLike {
  readonly columns: readonly string[];
  column(name: string): { readonly values: ArrayLike<unknown> };
}

/** What trials can be read from: a DataFrame, an array of row objects, an object of columns, or a table of ours. */
export type TableSource = FrameLike | Table | readonly object[] | Readonly<Record<string, ArrayLike<unknown>>>;

/** A source of any kind as columns. */
export interface Columns {
  readonly names: readonly string[];
  readonly numRows: number;
  /** Values of a column, one a row; an empty cell is null or undefined. @throws {DataError} when there is no such column */
  readonly read: (name: string) => ArrayLike<unknown>;
  /** Where a row stands in the table that came in, for messages: the columns may hold part of its rows, in another order. */
  readonly rowOf: (row: number) => number;
}

/** Some rows of columns, in the order given. */
export function takeRows(columns: Columns, rows: readonly number[]): Columns {
  return {
    names: columns.names,
    numRows: rows.length,
    read: (name) => {
      const cells = columns.read(name);
      return rows.map((row) => cells[row]);
    },
    rowOf: (row) => columns.rowOf(rows[row]),
  };
}

/**
 * Opens a source of any kind.
 *
 * @throws {DataError} when it is none of the kinds, or its columns differ in length
 */
export function columnsOf(source: TableSource): Columns {
  if (isTable(source))
    return readable(
      source.columns.map((one) => one.name),
      (name) => source.columns.find((one) => one.name === name)?.values,
    );
  if (isFrame(source)) return readable(source.columns, (name) => source.column(name).values);
  if (Array.isArray(source)) return columnsOfRows(source);
  if (isObject(source)) {
    const columns = source as Readonly<Record<string, ArrayLike<unknown>>>;
    return readable(Object.keys(columns), (name) => columns[name]);
  }
  throw new DataError(
    {},
    `The data must be a DataFrame, an array of row objects or an object of columns, but is ${quote(source)}.${typeof source === 'string' ? ' Read the file first.' : ''}`,
  );
}

/** Whether a value is a table of ours. */
export function isTable(value: unknown): value is Table {
  return isObject(value) && value.kind === 'table' && Array.isArray(value.columns);
}

/** Whether a value has the shape of a DataFrame. */
export function isFrame(value: unknown): value is FrameLike {
  return isObject(value) && Array.isArray(value.columns) && typeof value.column === 'function';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function columnsOfRows(rows: readonly object[]): Columns {
  const names = new Set<string>();
  rows.forEach((row: unknown, index) => {
    if (!isObject(row))
      throw new DataError(
        { row: index },
        `Row ${index} must be an object of named cells such as { choice: 1 }, but is ${quote(row)}.`,
      );
    for (const name of Object.keys(row)) names.add(name);
  });
  const cell = (row: object, name: string): unknown =>
    Object.hasOwn(row, name) ? (row as Record<string, unknown>)[name] : null;
  return { ...readable([...names], (name) => rows.map((row) => cell(row, name))), numRows: rows.length };
}

function readable(names: readonly string[], values: (name: string) => unknown): Columns {
  const checked = (name: string): ArrayLike<unknown> => {
    const list = values(name);
    if (!isObject(list) || typeof list.length !== 'number')
      throw new DataError(
        { column: name },
        `Column "${name}" must be an array with one value a row, but is ${quote(list)}.`,
      );
    return list as unknown as ArrayLike<unknown>;
  };
  const numRows = names[0] === undefined ? 0 : checked(names[0]).length;
  return {
    names,
    numRows,
    rowOf: (row) => row,
    read: (name) => {
      if (!names.includes(name))
        throw new DataError({ column: name }, `There is no column "${name}". ${nearNames(name, names, 'column')}`);
      const list = checked(name);
      if (list.length !== numRows)
        throw new DataError(
          { column: name },
          `Column "${name}" has ${list.length} values but column "${names[0]}" has ${numRows}; a table needs one value a row in each column.`,
        );
      return list;
    },
  };
}
