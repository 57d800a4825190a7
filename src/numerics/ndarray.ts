import { SpecError } from '../errors.ts';

/**
 * Numbers on named axes, row-major: the last axis is contiguous in `data`.
 * Plain data: it survives `structuredClone` as it is.
 */
export interface NdArray<Axes extends readonly string[] = readonly string[]> {
  readonly axes: Axes;
  /** Length of each axis, in the order of `axes`. */
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** Arrays within arrays, as a person writes a matrix. */
export type Nested = readonly number[] | readonly Nested[];

/**
 * An array with named axes over `data` (zeros by default).
 *
 * @throws {SpecError} when `data` does not have one number a cell
 */
export function ndarray<const Axes extends readonly string[]>(
  axes: Axes,
  shape: readonly number[],
  data: Float64Array = new Float64Array(shape.reduce((size, length) => size * length, 1)),
): NdArray<Axes> {
  const size = shape.reduce((product, length) => product * length, 1);
  if (axes.length !== shape.length || size !== data.length)
    throw new SpecError(
      'shape',
      shape,
      `An array over [${axes.join(', ')}] of shape [${shape.join(', ')}] needs ${size} numbers, but there are ${data.length}.`,
    );
  return { axes, shape, data };
}

/**
 * An array from nested rows.
 *
 * @param name what the array is, for the message
 * @throws {SpecError} when rows differ in length, are nested too little or too much, or hold something else than finite numbers
 */
export function fromNested<const Axes extends readonly string[]>(
  axes: Axes,
  nested: Nested,
  name: string,
): NdArray<Axes> {
  const shape: number[] = [];
  for (let level: unknown = nested; Array.isArray(level); level = level[0]) shape.push(level.length);
  if (shape.length !== axes.length)
    throw new SpecError(
      name,
      nested,
      `${name} must be nested ${axes.length} deep, as [${axes.join(', ')}], but is nested ${shape.length} deep.`,
    );
  const data = new Float64Array(shape.reduce((size, length) => size * length, 1));
  let next = 0;
  const fill = (part: unknown, level: number): void => {
    if (level === shape.length) {
      if (typeof part !== 'number' || !Number.isFinite(part))
        throw new SpecError(name, part, `${name} must hold finite numbers, but holds ${part}.`);
      data[next++] = part;
      return;
    }
    if (!Array.isArray(part) || part.length !== shape[level])
      throw new SpecError(
        name,
        nested,
        `${name} must be a full [${axes.join(', ')}] array, but its parts along "${axes[level]}" differ in length.`,
      );
    for (const inner of part) fill(inner, level + 1);
  };
  fill(nested, 0);
  return ndarray(axes, shape, data);
}

/** The array as nested rows: `toNested(fit.params.transitionMatrix)[0][1]`. */
export function toNested(array: NdArray): Nested {
  const nest = (level: number, offset: number): Nested | number => {
    if (level === array.shape.length) return array.data[offset];
    const stride = array.shape.slice(level + 1).reduce((size, length) => size * length, 1);
    return Array.from({ length: array.shape[level] }, (_, i) => nest(level + 1, offset + i * stride)) as Nested;
  };
  return nest(0, 0) as Nested;
}

/** One number of the array: an index for each axis, in their order. @throws {SpecError} when an index is missing or out of range */
export function at(array: NdArray, ...index: readonly number[]): number {
  let offset = 0;
  array.shape.forEach((length, axis) => {
    const i = index[axis];
    if (i === undefined || !Number.isInteger(i) || i < 0 || i >= length)
      throw new SpecError(
        'index',
        i,
        `Index ${i} is outside axis "${array.axes[axis]}", which runs from 0 to ${length - 1}.`,
      );
    offset = offset * length + i;
  });
  return array.data[offset];
}

/** Length of a named axis; 1 when the array does not have it. */
export function lengthOf(array: NdArray, axis: string): number {
  return array.shape[array.axes.indexOf(axis)] ?? 1;
}
