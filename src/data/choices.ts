import { DataError, quote, SpecError } from '../errors.ts';
import { distinctValues, isMissing, numberIn } from './cells.ts';
import { type Classes, classIn, foundClasses, labelsInWords, zeroAndOne } from './classes.ts';
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

function typeHint({ names, labels }: Classes, cell: unknown): string {
  const twin = names.indexOf(String(cell));
  return twin < 0
    ? ''
    : ` (${quote(cell)} and ${quote(labels[twin])} are not the same: text is never taken for a number.)`;
}

/** Where the side that would have been right comes from: a column of the labels of choices, or the sign of a stimulus (class 1, as a rule the right, when above 0). */
export type CorrectSource = string | { readonly signOf: string };

/**
 * The class that would have been right; -1 where a cell is empty or the stimulus is 0.
 *
 * @throws {DataError} when a cell is something else
 * @throws {SpecError} when a sign is to tell more than two classes apart
 */
export function correctOf(columns: Columns, source: CorrectSource, classes: Classes): Int32Array {
  if (typeof source !== 'string' && classes.names.length > 2)
    throw new SpecError(
      'correct',
      source,
      `The sign of column "${source.signOf}" tells two classes apart, but there are ${classes.names.length}: ${labelsInWords(classes)}. Name a column of these labels.`,
    );
  const column = typeof source === 'string' ? source : source.signOf;
  const cells = columns.read(column);
  return Int32Array.from({ length: cells.length }, (_, i) => {
    if (isMissing(cells[i])) return -1;
    const row = columns.rowOf(i);
    return typeof source === 'string'
      ? correctClass(cells, i, { column, row }, classes)
      : signOfStimulus(cells[i], { column, row });
  });
}

/** Where a cell stands in the table that came in. */
interface CellPlace {
  readonly column: string;
  readonly row: number;
}

function correctClass(cells: ArrayLike<unknown>, i: number, { column, row }: CellPlace, classes: Classes): number {
  const found = classIn(classes, cells[i]);
  if (found !== null) return found;
  const expected = classes === zeroAndOne ? '0, 1' : `one of the classes ${labelsInWords(classes)}`;
  const signed = classes.names.length === 2 && !Number.isNaN(numberIn(cells[i]));
  const advice = signed
    ? `For a signed stimulus write correct: { signOf: ${quote(column)} }.`
    : `Write it as the choices are written.${typeHint(classes, cells[i])}`;
  throw new DataError(
    { column, row },
    `The correct side in row ${row} is ${quote(cells[i])}, but it must be ${expected} or empty; column "${column}" holds ${distinctValues(cells)}. ${advice}`,
  );
}

function signOfStimulus(cell: unknown, { column, row }: CellPlace): number {
  const stimulus = numberIn(cell);
  if (!Number.isNaN(stimulus)) return stimulus === 0 ? -1 : Number(stimulus > 0);
  throw new DataError(
    { column, row },
    `The correct side is the sign of column "${column}", but row ${row} holds ${quote(cell)}, which is not a number. Turn it into one, or name a column of the labels of choices.`,
  );
}
