import { isMissing } from '../data/cells.ts';
import type { Cell, Column } from '../data/table.ts';
import { columnsOf, isTable, type TableSource } from '../data/tableSource.ts';
import { DataError, quote } from '../errors.ts';

/** Which values of a table are averaged, and over what. */
export interface OverSubjects {
  /** Name of a column of numbers. */
  readonly value: string;
  /** Names of the columns that tell the rows of one mean from those of another, such as state and feature. */
  readonly by?: readonly string[];
  /** Name of the column whose values are the independent ones, "subject" by default. */
  readonly over?: string;
}

/** The mean of each subject in one group of rows. */
export interface SubjectMeans {
  /** [column of `by`] */
  readonly cells: readonly Cell[];
  /** By subject; without those that have no value in the group. */
  readonly means: ReadonlyMap<string, number>;
}

/** The groups of a table in order of first appearance, and the columns that tell them apart. */
export interface GroupedMeans {
  readonly groups: readonly SubjectMeans[];
  /** [column of `by`] a column with the cells of some groups. */
  readonly columnsOf: (groups: readonly { readonly cells: readonly Cell[] }[]) => Column[];
  /** Unit of the values, where it is known. */
  readonly unit: { readonly unit?: string };
}

/**
 * Averages a column within each subject, group by group: however many rows a subject has, such as sessions, it has one mean.
 * Empty cells are left out.
 *
 * @throws {DataError} when there is no such column, a value is no number, or a row has no subject
 */
export function subjectMeans(source: TableSource, { value, by = [], over = 'subject' }: OverSubjects): GroupedMeans {
  const columns = columnsOf(source);
  const values = columns.read(value);
  const subjects = columns.read(over);
  const keys = by.map((name) => Array.from(columns.read(name), (cell) => (isMissing(cell) ? null : (cell as Cell))));
  const found = new Map<string, { readonly cells: Cell[]; readonly sums: Map<string, [sum: number, count: number]> }>();
  for (let row = 0; row < columns.numRows; row++) {
    const cells = keys.map((column) => column[row]);
    const key = JSON.stringify(cells);
    const group = found.get(key) ?? { cells, sums: new Map() };
    found.set(key, group);
    const number = values[row];
    if (isMissing(subjects[row]))
      throw new DataError(
        { column: over, row },
        `Column "${over}" is empty in row ${row}, so it is not known whose value that is. Fill it in.`,
      );
    if (isMissing(number)) continue;
    if (typeof number !== 'number')
      throw new DataError(
        { column: value, row },
        `Column "${value}" is ${quote(number)} in row ${row}, but only numbers have a mean. Name a column of numbers.`,
      );
    const subject = String(subjects[row]);
    const [sum, count] = group.sums.get(subject) ?? [0, 0];
    group.sums.set(subject, [sum + number, count + 1]);
  }
  const unit = isTable(source) ? source.columns.find(({ name }) => name === value)?.unit : undefined;
  return {
    groups: Array.from(found.values(), ({ cells, sums }) => ({
      cells,
      means: new Map(Array.from(sums, ([subject, [sum, count]]) => [subject, sum / count])),
    })),
    columnsOf: (groups) =>
      by.map((name, at) => ({ name, type: typeOf(keys[at]), values: groups.map(({ cells }) => cells[at]) })),
    unit: unit === undefined ? {} : { unit },
  };
}

function typeOf(cells: readonly Cell[]): Column['type'] {
  const first = cells.find((cell) => cell !== null);
  return typeof first === 'number' ? 'number' : typeof first === 'boolean' ? 'boolean' : 'string';
}
