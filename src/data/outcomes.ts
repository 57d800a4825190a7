import { DataError, quote } from '../errors.ts';
import { isMissing, numberIn } from './cells.ts';
import type { Columns } from './tableSource.ts';

/**
 * Numbers of an outcome column; NaN where a cell is empty.
 *
 * @throws {DataError} when a cell is something else than a finite number, a boolean or empty
 */
export function outcomeOf(columns: Columns, column: string): Float64Array {
  const cells = columns.read(column);
  return Float64Array.from({ length: cells.length }, (_, i) => {
    const cell = cells[i];
    if (isMissing(cell)) return Number.NaN;
    const value = numberIn(cell);
    if (Number.isFinite(value)) return value;
    const row = columns.rowOf(i);
    throw new DataError(
      { column, row },
      `Outcome "${column}" is ${quote(cell)} in row ${row}, but must be a finite number, true, false or empty.`,
    );
  });
}
