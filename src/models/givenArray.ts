import { SpecError } from '../errors.ts';
import { fromNested, type NdArray, type Nested, toNested } from '../numerics/ndarray.ts';

/** The axes that an array must have, each with its length. */
export type ExpectedAxes = readonly (readonly [axis: string, length: number])[];

/**
 * Numbers that a user gave, over the axes that they must have.
 *
 * @param name what they are, for the message
 * @throws {SpecError} when the shape is another, or a number is not finite
 */
export function givenArray(name: string, given: Nested | NdArray, expected: ExpectedAxes): NdArray {
  const array = fromNested(
    expected.map(([axis]) => axis),
    isNdArray(given) ? toNested(given) : given,
    name,
  );
  expected.forEach(([axis, length], i) => {
    if (array.shape[i] !== length)
      throw new SpecError(
        name,
        given,
        `${name} must have shape ${shapeInWords(expected)}, but its axis "${axis}" has length ${array.shape[i]}.`,
      );
  });
  return array;
}

/** As in "[2 state, 3 feature]". */
export function shapeInWords(axes: ExpectedAxes): string {
  return `[${axes.map(([axis, length]) => `${length} ${axis}`).join(', ')}]`;
}

/** Whether an array has named axes. */
export function isNdArray(given: Nested | NdArray): given is NdArray {
  return !Array.isArray(given);
}
