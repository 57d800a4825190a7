import { DataError, quote, SpecError } from '../errors.ts';
import { isMissing } from './cells.ts';
import { orderBySubject } from './subjects.ts';
import { columnsOf, type TableSource } from './tableSource.ts';

/** The cells of several subjects, subject after subject, whatever they came in. */
export interface SubjectCells {
  /** [subject] different names. */
  readonly names: readonly string[];
  /** [subject + 1] first trial of each subject, and at the end the number of trials. */
  readonly starts: readonly number[];
  /** [trial] of a column. @throws {DataError} when there is no such column */
  readonly read: (column: string) => ArrayLike<unknown>;
  /** [subject] of a covariate. @throws {DataError} when there is none, or it changes within a subject */
  readonly covariate: (name: string) => readonly unknown[];
  /** [subject] first trials of blocks, counted within the subject, where cells come in blocks. */
  readonly blockStarts: readonly Int32Array[] | null;
  /** Where a trial stands in what came in: its number there, and how a message calls it. */
  readonly rowOf: (trial: number) => number;
  readonly rowInWords: (trial: number) => string;
}

/** Refuses a cell: the message names the subject, the place says where it is. */
export function refuseCell(cells: SubjectCells, column: string, trial: number, message: string): never {
  const subject = cells.names[lastStart(cells.starts, trial)];
  throw new DataError({ column, row: cells.rowOf(trial), subject }, `Subject "${subject}": ${message}`);
}

/** Which of the ascending starts is the last one up to a trial. */
export function lastStart(starts: ArrayLike<number>, trial: number): number {
  let last = 0;
  while (last + 1 < starts.length && starts[last + 1] <= trial) last++;
  return last;
}

/**
 * The cells of one table, in which a column names the subject of each row.
 *
 * @throws {DataError} when the table has no rows, or a row has no subject
 */
export function subjectsOfTable(source: TableSource, subject: string): SubjectCells {
  const table = columnsOf(source);
  if (table.numRows === 0)
    throw new DataError(
      {},
      'There are no subjects: the table has no rows. Check what it was read from or filtered by.',
    );
  const { columns, subjects } = orderBySubject(table, subject, 'pooled');
  return cellsOfRows({
    names: subjects.map(({ name }) => name as string),
    starts: [0, ...subjects.map(({ to }) => to)],
    read: columns.read,
    rowOf: columns.rowOf,
  });
}

/** Whether a value is an array of some kind. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { length?: unknown }).length === 'number';
}

/**
 * The names of subjects that no column names: those given, or "subject 1", "subject 2" and so on.
 *
 * @throws {SpecError} when those given are not as many different texts as there are subjects
 */
export function subjectNames(given: readonly string[] | undefined, numSubjects: number): readonly string[] {
  if (given === undefined) return Array.from({ length: numSubjects }, (_, s) => `subject ${s + 1}`);
  const refuse = (what: string): never => {
    throw new SpecError('names', given, `names must be ${numSubjects} different texts, one a subject, but ${what}.`);
  };
  if (!Array.isArray(given)) refuse(`is ${quote(given)}`);
  if (given.length !== numSubjects) refuse(`its length is ${given.length}: ${quote(given)}`);
  const wrong = given.find((name) => typeof name !== 'string' || name === '');
  if (given.some((name) => typeof name !== 'string' || name === '')) refuse(`one is ${quote(wrong)}`);
  const twice = given.find((name, s) => given.indexOf(name) < s);
  if (twice !== undefined) refuse(`${quote(twice)} comes twice`);
  return given;
}

/** The cells of tables with one row a trial, in which a covariate is a column. */
export function cellsOfRows(rows: Pick<SubjectCells, 'names' | 'starts' | 'read' | 'rowOf'>): SubjectCells {
  const cells: SubjectCells = {
    ...rows,
    blockStarts: null,
    rowInWords: (trial) => `row ${rows.rowOf(trial)}`,
    covariate: (name) => {
      const values = rows.read(name);
      return rows.names.map((_, s) => {
        const [from, to] = [rows.starts[s], rows.starts[s + 1]];
        for (let t = from + 1; t < to; t++)
          if (values[t] !== values[from] && !(isMissing(values[t]) && isMissing(values[from])))
            refuseCell(
              cells,
              name,
              t,
              `Covariate "${name}" is ${quote(values[from])} in ${cells.rowInWords(from)} but ${quote(values[t])} in ${cells.rowInWords(t)}, though a covariate is one and the same in all trials of a subject. What changes from trial to trial is read as a column, by its name in the model.`,
            );
        return values[from];
      });
    },
  };
  return cells;
}
