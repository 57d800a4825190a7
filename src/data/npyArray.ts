import { DataError } from '../errors.ts';

/** Numbers as a NumPy file holds them. */
export type NpyData =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array;

/** An array of a NumPy file, row-major: the last axis is contiguous. Booleans are a Uint8Array of 0 and 1. */
export interface NpyArray {
  /** Length of each axis; empty for a single number. */
  readonly shape: readonly number[];
  readonly data: NpyData;
}

/**
 * A column of a two-dimensional array, ready to be a column of a table.
 *
 * @param index counts from 0
 * @throws {DataError} when the array is not two-dimensional or has no such column
 * @example readTrials({ stimulus: columnOf(arrays.trainX, 1) }, options)
 */
export function columnOf(array: NpyArray, index: number): Float64Array {
  const [numRows = 0, numColumns = 0] = array.shape;
  if (array.shape.length !== 2)
    throw new DataError(
      {},
      `Only an array of two axes has columns, but this one has shape [${array.shape.join(', ')}]. An array of one axis is a column already: take its data.`,
    );
  if (!Number.isInteger(index) || index < 0 || index >= numColumns)
    throw new DataError({}, `There is no column ${index}: the array has ${numColumns} columns, counted from 0.`);
  return Float64Array.from({ length: numRows }, (_, row) => array.data[row * numColumns + index] as number);
}
