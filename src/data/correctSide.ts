import { DataError, quote, SpecError } from '../errors.ts';
import { distinctValues, isMissing, numberIn } from './cells.ts';
import { typeHint } from './choices.ts';
import { type Classes, classIn, labelsInWords, zeroAndOne } from './classes.ts';
import type { Columns } from './tableSource.ts';

/**
 * Where the side that would have been right comes from: a column of the labels of choices, the sign of a stimulus (class 1, as a
 * rule the right, when above 0), or columns of the stimuli on the left (class 0) and on the right (class 1): the larger one, or the
 * one that there is when the other cell is empty.
 */
export type CorrectSource = string | { readonly signOf: string } | { readonly left: string; readonly right: string };

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
      `The ${'left' in source ? `larger of columns "${source.left}" and "${source.right}"` : `sign of column "${source.signOf}"`} tells two classes apart, but there are ${classes.names.length}: ${labelsInWords(classes)}. Name a column of these labels.`,
    );
  if (typeof source !== 'string' && 'left' in source) return largerSide(columns, source);
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

function largerSide(columns: Columns, { left, right }: { readonly left: string; readonly right: string }): Int32Array {
  const [lefts, rights] = [left, right].map((column) => {
    const cells = columns.read(column);
    return Float64Array.from({ length: cells.length }, (_, i) =>
      isMissing(cells[i]) ? Number.NaN : numberOf(cells[i], { column, row: columns.rowOf(i) }),
    );
  });
  return Int32Array.from(lefts, (l, i) => {
    const r = rights[i];
    if (Number.isNaN(l) !== Number.isNaN(r)) return Number(Number.isNaN(l));
    return l === r || Number.isNaN(l) ? -1 : Number(r > l);
  });
}

function numberOf(cell: unknown, { column, row }: CellPlace): number {
  const number = numberIn(cell);
  if (!Number.isNaN(number)) return number;
  throw new DataError(
    { column, row },
    `The correct side is that of the larger stimulus, but column "${column}" holds ${quote(cell)} in row ${row}, which is not a number. Turn it into one, or name a column of the labels of choices.`,
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
