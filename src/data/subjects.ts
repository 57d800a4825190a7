import { DataError, SpecError } from '../errors.ts';
import { distinctValues, isMissing } from './cells.ts';
import { type Columns, takeRows } from './tableSource.ts';

/** Whether a table holds one subject, or several: each for itself, or all together. */
export type SubjectsOption = 'one' | 'each' | 'pooled';

/** A subject and its trials: `from` up to, not including, `to`. */
export interface SubjectRange {
  /** `null` when the table does not say. */
  readonly name: string | null;
  readonly from: number;
  readonly to: number;
}

/** A table subject after subject. */
export interface SubjectOrder {
  readonly columns: Columns;
  readonly subjects: readonly SubjectRange[];
}

/**
 * Puts the rows of each subject together, subjects in order of first appearance, the rows of each in their own order.
 *
 * @throws {DataError} when a row has no subject, or there are several where one is expected
 * @throws {SpecError} when several are expected and no column names them
 */
export function orderBySubject(columns: Columns, column: string | undefined, expected: SubjectsOption): SubjectOrder {
  if (!['one', 'each', 'pooled'].includes(expected))
    throw new SpecError(
      'subjects',
      expected,
      `subjects must be 'one', 'each' or 'pooled', but is ${JSON.stringify(expected)}.`,
    );
  if (column === undefined) {
    if (expected !== 'one')
      throw new SpecError(
        'subjects',
        expected,
        `subjects is '${expected}', but which column names the subject of each trial? Say subject: 'name of the column'.`,
      );
    return { columns, subjects: [{ name: null, from: 0, to: columns.numRows }] };
  }
  const rows = rowsBySubject(columns, column);
  const [first, second] = rows.keys();
  if (expected === 'one' && second !== undefined) refuseSecond(columns, column, rows.get(second)?.[0] as number);
  if (expected === 'one') return { columns, subjects: [{ name: first, from: 0, to: columns.numRows }] };
  let from = 0;
  const subjects = Array.from(rows, ([name, { length }]) => {
    from += length;
    return { name, from: from - length, to: from };
  });
  return { columns: takeRows(columns, [...rows.values()].flat()), subjects };
}

function rowsBySubject(columns: Columns, column: string): Map<string, number[]> {
  const cells = columns.read(column);
  const rows = new Map<string, number[]>();
  for (let row = 0; row < cells.length; row++) {
    if (isMissing(cells[row]))
      throw new DataError(
        { column, row },
        `Column "${column}" is empty in row ${row}, but every trial needs its subject. Fill it in.`,
      );
    const subject = String(cells[row]);
    const own = rows.get(subject);
    if (own) own.push(row);
    else rows.set(subject, [row]);
  }
  return rows;
}

function refuseSecond(columns: Columns, column: string, row: number): never {
  throw new DataError(
    { column, row },
    `Column "${column}" holds more than one subject (${distinctValues(columns.read(column))}), the second from row ${row} on, but trials are read one subject at a time unless you say otherwise: subjects: 'each' gives a list, the trials of each subject; subjects: 'pooled' gives all of them together, subject after subject. Or filter the table first.`,
  );
}

/** What `read` gives; an error in a row of the table names the subject of that row. */
export function namingSubject<T>(subjectOf: (row: number) => string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DataError) || error.place.row === undefined) throw error;
    const subject = subjectOf(error.place.row);
    throw new DataError({ ...error.place, subject }, `Subject "${subject}": ${error.message}`, { cause: error });
  }
}
