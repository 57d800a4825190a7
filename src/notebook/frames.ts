import { createRequire } from 'node:module';
import type { DataFrame } from 'danfojs-node';
import type { Column, Table } from '../data/table.ts';

export type { DataFrame };

let danfojs: typeof import('danfojs-node') | undefined;

/** The table as a danfojs DataFrame, column by column. danfojs is loaded at the first call, which takes a second or two. */
export function toFrame(table: Table): DataFrame {
  danfojs ??= createRequire(import.meta.url)('danfojs-node') as typeof import('danfojs-node');
  const rows = Array.from({ length: table.numRows }, (_, row) =>
    table.columns.map(({ values }) => values[row] ?? null),
  );
  return new danfojs.DataFrame(rows, {
    columns: table.columns.map(({ name }) => name),
    dtypes: table.columns.map(dtypeOf),
  });
}

function dtypeOf({ type, values }: Column): string {
  if (type !== 'number') return type;
  return values.every(Number.isInteger) ? 'int32' : 'float32';
}
