import { type Cell, type Column, type Table, table } from '../data/table.ts';

/** A table from row objects: the columns that `types` names, in that order. */
export function tableOfRows<Row extends Readonly<Record<string, Cell>>>(
  rows: readonly Row[],
  types: { readonly [name in keyof Row]?: Column['type'] },
): Table {
  const columns = Object.entries(types) as [string, Column['type']][];
  return table(columns.map(([name, type]) => ({ name, type, values: rows.map((row) => row[name]) })));
}
