import { DataError, quote, SpecError } from '../errors.ts';
import { isMissing, numberIn } from './cells.ts';
import type { Columns } from './tableSource.ts';

/** What a class of choices is called in a table; `true` and `1` are the same, `1` and `"1"` are not. */
export type ClassLabel = string | number | boolean;

/** The classes that choices may be of. */
export interface Classes {
  /** [class] as in the table. */
  readonly labels: readonly ClassLabel[];
  /** [class] as text. */
  readonly names: readonly string[];
}

/** Choices of 0 and 1. */
export const zeroAndOne: Classes = { labels: [0, 1], names: ['0', '1'] };

/** Labels that a message writes out for pasting. */
const listed = 12;

/**
 * The classes that a user names, the first being class 0.
 *
 * @throws {SpecError} when they are no list of at least two labels that can be told apart
 */
export function givenClasses(labels: readonly ClassLabel[], missingChoice: unknown): Classes {
  const refuse = (reason: string): never => {
    throw new SpecError('classes', labels, `classes ${reason}: ${quote(labels)}.`);
  };
  if (!Array.isArray(labels) || labels.length < 2)
    refuse("must list at least two labels, as in ['C', 'L', 'R'], but is given as");
  const wrong = labels.findIndex((label) => !isLabel(label));
  if (wrong >= 0) refuse(`must be texts, finite numbers or booleans, which entry ${wrong} (counted from 0) is not`);
  const names = labels.map(String);
  if (new Set(names).size < labels.length || new Set(labels.map(keyOf)).size < labels.length)
    refuse('must be labels that differ as text, and true is the same as 1, false as 0');
  if (missingChoice !== undefined && labels.some((label) => keyOf(label) === keyOf(missingChoice)))
    refuse(`lists ${quote(missingChoice)}, which missingChoice says is none. Take it out of one of them`);
  return { labels, names };
}

/**
 * The classes of a column that says them by itself: 0 and 1, or whole numbers from 0 on without a gap.
 *
 * @param isNone whether a cell says that there was no choice
 * @throws {DataError} at the first cell that is neither 0 nor 1 when the column holds anything else
 */
export function foundClasses(columns: Columns, column: string, isNone: (cell: unknown) => boolean): Classes {
  const cells = Array.from(columns.read(column));
  const found = new Map<unknown, unknown>();
  for (const cell of cells) if (!isNone(cell) && !found.has(keyOf(cell))) found.set(keyOf(cell), cell);
  if ([...found.keys()].every((key) => key === 0 || key === 1)) return zeroAndOne;
  const numbers = Array.from(found.keys(), Number).sort((a, b) => a - b);
  if (numbers.every((value, index) => value === index && found.has(value)))
    return { labels: numbers, names: numbers.map(String) };
  const at = cells.findIndex((cell) => !isNone(cell) && classIn(zeroAndOne, cell) === null);
  const row = columns.rowOf(at);
  throw new DataError(
    { column, row },
    `The choice in row ${row} (column "${column}") is ${quote(cells[at])}, but without classes choices are 0 or 1 (or false, true), or whole numbers 0, 1, 2, … all of which occur, and empty where there was none. ${advice([...found.values()], cells[at])}`,
  );
}

/** What to write for a column that holds these labels. */
function advice(found: readonly unknown[], cell: unknown): string {
  const labels = found
    .map((label) => (typeof label === 'bigint' ? Number(label) : label))
    .filter(isLabel)
    .sort(byValue);
  if (labels.length > listed)
    return `The column holds ${labels.length} different values: read counts or measurements with y in place of choice, or name the classes with classes: [...].`;
  const isText = typeof cell === 'string';
  const none = isText
    ? 'A label that marks a trial without a choice belongs in missingChoice instead.'
    : `If ${quote(cell)} marks a trial without a choice, say missingChoice: ${quote(cell)}; otherwise`;
  const list =
    labels.length < 2 || labels.length < found.length
      ? `also those never chosen, in classes: the column holds ${found.map(quote).join(', ')}`
      : `the first being class 0: classes: [${labels.map(quote).join(', ')}]`;
  return isText ? `Name the classes, ${list}. ${none}` : `${none} name the classes, ${list}.`;
}

function byValue(a: ClassLabel, b: ClassLabel): number {
  if (typeof a !== 'string' && typeof b !== 'string') return Number(a) - Number(b);
  return String(a) < String(b) ? -1 : 1;
}

/** The class of a cell, counted from 0; `null` when it is none of them. */
export function classIn({ labels }: Classes, cell: unknown): number | null {
  const index = labels.findIndex((label) => keyOf(label) === keyOf(cell));
  return index < 0 ? null : index;
}

/** The labels as they stand in messages: `"C", "L", "R"`. */
export function labelsInWords({ labels }: Classes): string {
  return labels.map(quote).join(', ');
}

/** What cells that mean the same have in common: the number of a number or boolean, a text itself. */
function keyOf(cell: unknown): unknown {
  const number = numberIn(cell);
  return Number.isNaN(number) ? cell : number;
}

function isLabel(label: unknown): label is ClassLabel {
  return !isMissing(label) && (typeof label === 'string' || Number.isFinite(numberIn(label)));
}
