import { isMissing } from './cells.ts';
import type { Column } from './table.ts';
import { columnsOf, isTable, type TableSource } from './tableSource.ts';

/**
 * A table or DataFrame as CSV: a line of names, then a line a row, each ended by a line feed; quoted as in RFC 4180. Numbers
 * have the shortest digits that give them back; an empty cell is an empty field.
 *
 * @throws {DataError} when it is no table, or its columns differ in length
 * @example tableCsv(weightTable(view))
 */
export function tableCsv(table: TableSource): string {
  const { names, numRows, read } = columnsOf(table);
  const columns = names.map(read);
  const lines = Array.from({ length: numRows }, (_, row) => columns.map((cells) => cells[row]));
  return [names, ...lines].map((fields) => `${csvLine(fields)}\n`).join('');
}

/** A line that is nothing but an empty field would be taken for a blank one: it gets quotes. */
function csvLine(cells: readonly unknown[]): string {
  const line = cells.map(csvField).join(',');
  return cells.length === 1 && line === '' ? '""' : line;
}

function csvField(cell: unknown): string {
  if (isMissing(cell)) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A table or DataFrame as JSON: `schema.fields` lists name, type and, where there is one, unit of each column, `data` has an
 * object a row. Numbers have the shortest digits that give them back, infinite ones are words; an empty cell is null.
 *
 * @throws {DataError} when it is no table, or its columns differ in length
 */
export function tableJson(table: TableSource): string {
  const { names, numRows, read } = columnsOf(table);
  const columns = names.map((name) => ({ name, cells: read(name) }));
  const fields = isTable(table)
    ? table.columns.map(({ name, type, unit }) => ({ name, type, ...(unit === undefined ? {} : { unit }) }))
    : columns.map(({ name, cells }) => ({ name, type: typeOf(Array.from(cells)) }));
  const data = Array.from({ length: numRows }, (_, row) =>
    Object.fromEntries(columns.map(({ name, cells }) => [name, jsonCell(cells[row])])),
  );
  return `${JSON.stringify({ schema: { fields }, data }, null, 1)}\n`;
}

function typeOf(cells: readonly unknown[]): Column['type'] {
  const present = cells.filter((cell) => !isMissing(cell));
  for (const type of ['number', 'boolean'] as const)
    if (present.length > 0 && present.every((cell) => typeof cell === type)) return type;
  return 'string';
}

function jsonCell(cell: unknown): unknown {
  if (isMissing(cell)) return null;
  return typeof cell === 'bigint' || (typeof cell === 'number' && !Number.isFinite(cell)) ? String(cell) : cell;
}
