import { quote, SpecError } from '../errors.ts';
import { isMissing, numberIn } from './cells.ts';
import { typeHint } from './choices.ts';
import { type Classes, type ClassLabel, classIn, givenClasses, labelsInWords } from './classes.ts';
import { refuseCell, type SubjectCells } from './subjectCells.ts';

/** A column to read: its name in the model, its name in what came in, and the labels of its classes where given. */
export interface WantedColumn {
  readonly name: string;
  readonly column: string;
  readonly labels?: readonly ClassLabel[] | undefined;
}

/** Labels that a message writes out for pasting. */
const listed = 20;

/**
 * [trial] the numbers of a column, subject after subject: classes by their number where labels are given, true and false as 1
 * and 0, NaN for an empty cell.
 *
 * @throws {DataError} at the first cell that is none of the classes, or without classes no finite number
 * @throws {SpecError} when labels are no list of at least two that can be told apart
 */
export function numbersOfColumn(cells: SubjectCells, wanted: WantedColumn): Float64Array {
  const { column } = wanted;
  const values = cells.read(column);
  const toNumber =
    wanted.labels === undefined
      ? (cell: unknown, trial: number) => finiteIn(cells, wanted, cell, trial, values)
      : classReader(cells, wanted, classesOf(wanted.name, wanted.labels));
  return Float64Array.from({ length: values.length }, (_, trial) =>
    isMissing(values[trial]) ? Number.NaN : toNumber(values[trial], trial),
  );
}

function classesOf(name: string, labels: readonly ClassLabel[]): Classes {
  try {
    return givenClasses(labels, undefined);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    throw new SpecError(`classes.${name}`, labels, `Column "${name}": ${error.message}`);
  }
}

function classReader(cells: SubjectCells, { name, column }: WantedColumn, classes: Classes) {
  return (cell: unknown, trial: number): number =>
    classIn(classes, cell) ??
    refuseCell(
      cells,
      column,
      trial,
      `${called(name, column)} is ${quote(cell)} in ${cells.rowInWords(trial)}, which is none of the classes ${labelsInWords(classes)}. Add it to classes: { ${name}: [...] }, or empty the cell if there was none.${typeHint(classes, cell)}`,
    );
}

function finiteIn(
  cells: SubjectCells,
  { name, column }: WantedColumn,
  cell: unknown,
  trial: number,
  values: ArrayLike<unknown>,
): number {
  const value = numberIn(cell);
  if (Number.isFinite(value)) return value;
  const advice = typeof cell === 'string' ? textAdvice(name, values) : 'Empty the cell if there is no value.';
  return refuseCell(
    cells,
    column,
    trial,
    `${called(name, column)} is ${quote(cell)} in ${cells.rowInWords(trial)}, but without classes must be a finite number, true or false, or empty. ${advice}`,
  );
}

/** What to write for a column that holds text. */
function textAdvice(name: string, values: ArrayLike<unknown>): string {
  const found = [...new Set(Array.from(values).filter((cell) => !isMissing(cell)))];
  if (found.every((label) => Number.isFinite(Number(label)))) return 'Turn the text into numbers first.';
  if (found.length > listed)
    return `The column holds ${found.length} different values, too many to list here: turn them into numbers first, or name all of them in classes: { ${name}: [...] }.`;
  const labels = found.map(quote).sort();
  const others = labels.length < 2 ? ', ...' : '';
  return `Name the labels, class 0 first: classes: { ${name}: [${labels.join(', ')}${others}] }. A label that stands for no value must become an empty cell instead.`;
}

function called(name: string, column: string): string {
  return name === column ? `Column "${column}"` : `Column "${column}" (read as ${name})`;
}
