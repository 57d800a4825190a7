import { DataError, quote } from '../errors.ts';
import { cellsOfRows, isList, lastStart, type SubjectCells, subjectNames } from './subjectCells.ts';
import { orderBySubject } from './subjects.ts';
import { type Columns, columnsOf, isFrame, isTable, type TableSource } from './tableSource.ts';

/** Whether a source is a list of tables, not the rows of one. */
export function isListOfTables(source: unknown): source is readonly TableSource[] {
  return Array.isArray(source) && source.some((one) => isTable(one) || isFrame(one) || isList(one) || holdsLists(one));
}

/**
 * The cells of a list of tables, one a subject.
 *
 * @param naming the column that names the subject, one and the same in all rows of its table, or the names
 * @throws {DataError} when a table is none or has no rows, its column holds several subjects, or two tables hold one
 * @throws {SpecError} when names are not as many as tables, or not different
 */
export function subjectsOfTables(
  sources: readonly TableSource[],
  naming: { readonly subject?: string | undefined; readonly names?: readonly string[] | undefined },
): SubjectCells {
  const { subject } = naming;
  const tables = sources.map((source, index) =>
    namingTable(`Table ${index} of the list (counted from 0)`, {}, () => openTable(source)),
  );
  const names =
    subject === undefined
      ? subjectNames(naming.names, tables.length)
      : tables.map((table, index) =>
          namingTable(`Table ${index} of the list (counted from 0)`, {}, () => onlySubject(table, subject)),
        );
  names.forEach((name, index) => {
    const first = names.indexOf(name);
    if (first < index)
      throw new DataError(
        { column: subject as string, subject: name },
        `Tables ${first} and ${index} of the list (counted from 0) both hold subject "${name}" in column "${subject}", but a list has one table a subject. Put them together into one table, or leave out subject and give names.`,
      );
  });
  const starts = [0];
  for (const { numRows } of tables) starts.push(starts[starts.length - 1] + numRows);
  return cellsOfRows({
    names,
    starts,
    read: (column) =>
      tables.flatMap((table, s) =>
        namingTable(`Subject "${names[s]}"`, { subject: names[s] }, () => Array.from(table.read(column))),
      ),
    rowOf: (trial) => trial - starts[lastStart(starts, trial)],
  });
}

function holdsLists(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).some(isList);
}

function openTable(source: TableSource): Columns {
  const table = columnsOf(source);
  if (table.numRows > 0) return table;
  throw new DataError({}, 'The table has no rows, and so no trials. Leave it out, or check what it was read from.');
}

function onlySubject(table: Columns, column: string): string {
  const { subjects } = orderBySubject(table, column, 'pooled');
  if (subjects.length === 1) return subjects[0].name as string;
  const cells = table.read(column);
  const row = Array.from(cells).findIndex((cell) => String(cell) !== subjects[0].name);
  throw new DataError(
    { column, row },
    `Column "${column}" is ${quote(cells[0])} in row 0 but ${quote(cells[row])} in row ${row}, though each table of a list holds one subject. Give one table with all subjects instead of the list.`,
  );
}

function namingTable<T>(words: string, place: { readonly subject?: string }, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new DataError({ ...error.place, ...place }, `${words}: ${error.message}`, { cause: error });
  }
}
