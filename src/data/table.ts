import { DataError } from '../errors.ts';

/** What a cell of a table may hold; `null` is an empty cell. */
export type Cell = number | string | boolean | null;

/** One named column: its values (one a row), what they are, and their unit where they have one. */
export interface Column {
  readonly name: string;
  readonly type: 'number' | 'string' | 'boolean';
  readonly values: readonly Cell[];
  /** For axis titles and documentation, such as "nats" or "log-odds per unit". */
  readonly unit?: string;
}

/** A plain table: columns of one length. What views make and charts take; a DataFrame is made from it on request. */
export interface Table {
  readonly kind: 'table';
  readonly numRows: number;
  readonly columns: readonly Column[];
}

/**
 * Builds a table from columns.
 *
 * @throws {DataError} when columns differ in length or a name comes twice
 */
export function table(columns: readonly Column[]): Table {
  const numRows = columns[0]?.values.length ?? 0;
  const seen = new Set<string>();
  for (const { name, values } of columns) {
    if (seen.has(name)) throw new DataError({ column: name }, `The table has two columns named "${name}"; rename one.`);
    if (values.length !== numRows)
      throw new DataError(
        { column: name },
        `Column "${name}" has ${values.length} values but "${columns[0]?.name}" has ${numRows}; a table needs one value a row in each column.`,
      );
    seen.add(name);
  }
  return { kind: 'table', numRows, columns };
}

/** The values of a column, one a row. @throws {DataError} when there is no such column */
export function valuesOf(from: Table, name: string): readonly Cell[] {
  const column = from.columns.find((one) => one.name === name);
  if (column) return column.values;
  const names = from.columns.map((one) => one.name).join(', ');
  throw new DataError({ column: name }, `There is no column "${name}". The columns are: ${names}.`);
}

/** Whether the table has a column of that name. */
export function hasColumn(from: Table, name: string): boolean {
  return from.columns.some((one) => one.name === name);
}

/** The table as one object a row. */
export function rowsOf(from: Table): Record<string, Cell>[] {
  return Array.from({ length: from.numRows }, (_, row) =>
    Object.fromEntries(from.columns.map(({ name, values }) => [name, values[row] ?? null])),
  );
}
