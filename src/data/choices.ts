import { DataError, quote } from '../errors.ts';
import { distinctValues, isMissing } from './cells.ts';
import { type Classes, classIn, foundClasses, labelsInWords } from './classes.ts';
import type { Columns } from './tableSource.ts';

/** Choices of a column, and the classes that they are of. */
export interface Choices {
  readonly column: string;
  /** [trial] index of the class; -1 where there was none. */
  readonly values: Int32Array;
  readonly classes: Classes;
}

/**
 * The choices of a column.
 *
 * @param missingChoice a value that stands for no choice, besides an empty cell
 * @param given the classes, where the user names them
 * @throws {DataError} at the first cell that is none of the classes nor missing
 */
export function choicesOf(columns: Columns, column: string, missingChoice: unknown, given: Classes | null): Choices {
  const cells = columns.read(column);
  const isNone = (cell: unknown): boolean => isMissing(cell) || (missingChoice !== undefined && cell === missingChoice);
  const classes = given ?? foundClasses(columns, column, isNone);
  const values = Int32Array.from({ length: cells.length }, (_, i) => {
    if (isNone(cells[i])) return -1;
    const choice = classIn(classes, cells[i]);
    if (choice !== null) return choice;
    const row = columns.rowOf(i);
    throw new DataError(
      { column, row },
      `The choice in row ${row} is ${quote(cells[i])}, which is none of the classes ${labelsInWords(classes)}; column "${column}" holds ${distinctValues(cells)}. Add it to classes, or say missingChoice: ${quote(cells[i])} if it marks a trial without a choice.${typeHint(classes, cells[i])}`,
    );
  });
  return { column, values, classes };
}

/** That a text and a number which look the same are not. */
export function typeHint({ names, labels }: Classes, cell: unknown): string {
  const twin = names.indexOf(String(cell));
  return twin < 0
    ? ''
    : ` (${quote(cell)} and ${quote(labels[twin])} are not the same: text is never taken for a number.)`;
}
