import { type Cell, hasColumn, type Table, valuesOf } from '../../data/table.ts';
import { DataError, quote } from '../../errors.ts';

/** Which columns a chart reads and as what. */
export interface ChartColumns<
  Name extends string,
  Index extends string,
  Value extends string,
  Optional extends string,
> {
  /** Names: every row has one. */
  readonly names?: readonly Name[];
  /** Numbers that place a row: every row has one. */
  readonly indices?: readonly Index[];
  /** Numbers to draw: an empty or infinite one is a gap, `null`. */
  readonly values?: readonly Value[];
  /** Like `values`, in columns that need not be there. */
  readonly optional?: readonly Optional[];
  /** Significant digits of values and optional values: six draw every pixel, and a notebook stays small. */
  readonly digits?: number;
}

/** One row of a chart's data. */
export type ChartRow<
  Name extends string,
  Index extends string,
  Value extends string,
  Optional extends string,
> = Readonly<
  Record<Name, string> & Record<Index, number> & Record<Value, number | null> & { [field in Optional]?: number | null }
>;

/**
 * The rows of a table as a chart reads them.
 *
 * @param chart name of the chart, for messages
 * @throws {DataError} when the table is empty, a column is missing or has nothing to draw, or a cell cannot be drawn
 */
export function chartRows<
  Name extends string = never,
  Index extends string = never,
  Value extends string = never,
  Optional extends string = never,
>(
  chart: string,
  from: Table,
  { names = [], indices = [], values = [], optional = [], digits = 6 }: ChartColumns<Name, Index, Value, Optional>,
): ChartRow<Name, Index, Value, Optional>[] {
  const numbers = [...values, ...optional.filter((name) => hasColumn(from, name))];
  const readers = [
    ...names.map((column) => columnReader(chart, from, column, readName, 'a name in every row')),
    ...indices.map((column) => columnReader(chart, from, column, readIndex, 'a number in every row')),
    ...numbers.map((column) => columnReader(chart, from, column, valueReader(digits), 'numbers or empty cells')),
  ];
  if (from.numRows === 0)
    throw new DataError(
      {},
      `The table for ${chart} has no rows; a chart needs at least one. Check what it was filtered by.`,
    );
  const rows = Array.from(
    { length: from.numRows },
    (_, row) => Object.fromEntries(readers.map((read) => read(row))) as ChartRow<Name, Index, Value, Optional>,
  );
  const empty = values.find((column) => !hasValues(rows, column));
  if (empty !== undefined)
    throw new DataError({ column: empty }, `Column "${empty}" has no finite number, so ${chart} has nothing to draw.`);
  return rows;
}

/** The different values in the order in which they come. */
export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** Whether any row has a value in that field. */
export function hasValues(rows: readonly Readonly<Record<string, unknown>>[], field: string): boolean {
  return rows.some((row) => (row[field] ?? null) !== null);
}

/** A cell as a chart draws it; `undefined` when it cannot. */
type ReadCell = (cell: Cell) => string | number | null | undefined;

const readName: ReadCell = (cell) => (cell === null || cell === '' ? undefined : String(cell));

const readIndex: ReadCell = (cell) => (typeof cell === 'number' && Number.isFinite(cell) ? cell : undefined);

function valueReader(digits: number): ReadCell {
  return (cell) => {
    if (cell !== null && typeof cell !== 'number') return undefined;
    return cell !== null && Number.isFinite(cell) ? Number(cell.toPrecision(digits)) : null;
  };
}

function columnReader(
  chart: string,
  from: Table,
  column: string,
  read: ReadCell,
  wanted: string,
): (row: number) => [string, string | number | null] {
  const cells = valuesOf(from, column);
  return (row) => {
    const cell = cells[row] ?? null;
    const value = read(cell);
    if (value !== undefined) return [column, value];
    throw new DataError(
      { column, row },
      `Column "${column}" must hold ${wanted} for ${chart}, but row ${row} holds ${quote(cell)}.`,
    );
  };
}
