import { DataError, quote } from '../errors.ts';
import { distinctValues, isMissing, numberIn } from './cells.ts';
import type { Columns } from './tableSource.ts';

/**
 * Binary choices of a column: 0 or 1, and -1 where there was none.
 *
 * @param missingChoice a value that stands for no choice, besides an empty cell
 * @throws {DataError} at the first cell that is neither 0, 1, true, false nor missing
 */
export function choicesOf(columns: Columns, column: string, missingChoice: unknown): Int32Array {
  const cells = columns.read(column);
  return Int32Array.from({ length: cells.length }, (_, i) => {
    const cell = cells[i];
    if (isMissing(cell) || (missingChoice !== undefined && cell === missingChoice)) return -1;
    const choice = numberIn(cell);
    if (choice === 0 || choice === 1) return choice;
    const row = columns.rowOf(i);
    throw new DataError(
      { column, row },
      `The choice in row ${row} is ${quote(cell)}, but choices are 0 or 1 (or false, true), and empty where there was none; column "${column}" holds ${distinctValues(cells)}. ${adviceFor(cell)}`,
    );
  });
}

function adviceFor(cell: unknown): string {
  if (typeof cell === 'string') return 'Turn the text into 0 and 1 first.';
  return `If ${quote(cell)} marks a trial without a choice, say missingChoice: ${quote(cell)}; otherwise recode the column to 0 and 1.`;
}

/** Where the side that would have been right comes from: a column of 0 and 1, or the sign of a stimulus (right, 1, when above 0). */
export type CorrectSource = string | { readonly signOf: string };

/**
 * The side that would have been right, 0 or 1; -1 where a cell is empty or the stimulus is 0.
 *
 * @throws {DataError} when a cell is something else
 */
export function correctOf(columns: Columns, source: CorrectSource): Int32Array {
  const column = typeof source === 'string' ? source : source.signOf;
  const sideIn = typeof source === 'string' ? correctSide : signOfStimulus;
  const cells = columns.read(column);
  return Int32Array.from({ length: cells.length }, (_, i) =>
    isMissing(cells[i]) ? -1 : sideIn(cells, i, { column, row: columns.rowOf(i) }),
  );
}

/** Where a cell stands in the table that came in. */
interface CellPlace {
  readonly column: string;
  readonly row: number;
}

function correctSide(cells: ArrayLike<unknown>, i: number, { column, row }: CellPlace): number {
  const side = numberIn(cells[i]);
  if (side === 0 || side === 1) return side;
  const advice = Number.isNaN(side)
    ? 'Turn the text into 0 and 1 first.'
    : `For a signed stimulus write correct: { signOf: ${quote(column)} }.`;
  throw new DataError(
    { column, row },
    `The correct side in row ${row} is ${quote(cells[i])}, but it must be 0, 1 or empty; column "${column}" holds ${distinctValues(cells)}. ${advice}`,
  );
}

function signOfStimulus(cells: ArrayLike<unknown>, i: number, { column, row }: CellPlace): number {
  const stimulus = numberIn(cells[i]);
  if (!Number.isNaN(stimulus)) return stimulus === 0 ? -1 : Number(stimulus > 0);
  throw new DataError(
    { column, row },
    `The correct side is the sign of column "${column}", but row ${row} holds ${quote(cells[i])}, which is not a number. Turn it into one, or name a column of 0 and 1.`,
  );
}
