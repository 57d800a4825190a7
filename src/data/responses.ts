import { DataError, quote, SpecError } from '../errors.ts';
import { type NdArray, ndarray } from '../numerics/ndarray.ts';
import { isMissing, numberIn } from './cells.ts';
import type { Columns } from './tableSource.ts';

/** What was observed besides choices: one output a column. */
export interface Responses {
  /** [output] */
  readonly names: readonly string[];
  /** [trial, output]; NaN where a cell is empty. */
  readonly values: NdArray<readonly ['trial', 'output']>;
  /** [trial] 1 where every output has a number. */
  readonly complete: Uint8Array;
}

/**
 * Counts or measurements of one or several columns. Which numbers a model allows is checked when it is fitted.
 *
 * @throws {DataError} at the first cell that is neither a finite number, a boolean nor empty
 * @throws {SpecError} when `y` names no column, or one twice
 */
export function readResponses(columns: Columns, y: string | readonly string[]): Responses {
  const names = responseNames(y);
  const numTrials = columns.numRows;
  const values = new Float64Array(numTrials * names.length);
  const complete = new Uint8Array(numTrials).fill(1);
  names.forEach((column, output) => {
    const cells = columns.read(column);
    for (let t = 0; t < numTrials; t++) {
      const value = isMissing(cells[t]) ? Number.NaN : finiteIn(cells[t], column, columns.rowOf(t));
      values[t * names.length + output] = value;
      if (Number.isNaN(value)) complete[t] = 0;
    }
  });
  return { names, values: ndarray(['trial', 'output'], [numTrials, names.length], values), complete };
}

function responseNames(y: unknown): readonly string[] {
  const names: readonly unknown[] = Array.isArray(y) ? y : [y];
  if (names.length === 0 || names.some((name) => typeof name !== 'string'))
    throw new SpecError(
      'y',
      y,
      `y must be the name of a column or a list of such names, but is ${quote(y)}. Write y: 'count' or y: ['neuron1', 'neuron2'].`,
    );
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new SpecError('y', y, `y lists column ${quote(twice)} twice, which would count it twice. List it once.`);
  return names as readonly string[];
}

function finiteIn(cell: unknown, column: string, row: number): number {
  const value = numberIn(cell);
  if (Number.isFinite(value)) return value;
  const advice =
    typeof cell === 'string' ? 'Turn the text into numbers first.' : 'Empty the cell if nothing was observed there.';
  throw new DataError(
    { column, row },
    `Response "${column}" is ${quote(cell)} in row ${row}, but must be a finite number, or empty where nothing was observed. ${advice}`,
  );
}
