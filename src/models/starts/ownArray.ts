import { quote, SpecError } from '../../errors.ts';
import type { NdArray, Nested } from '../../numerics/ndarray.ts';
import { requireProbabilities } from '../checks.ts';
import { type ExpectedAxes, givenArray, shapeInWords } from '../givenArray.ts';

/** What a user's function returned for part of a start, as an array. @throws {SpecError} when its shape is another, or a number is not finite */
export function ownArray(option: string, returned: unknown, expected: ExpectedAxes): NdArray {
  const isNdArray = typeof returned === 'object' && returned !== null && 'axes' in returned;
  if (!isNdArray && !Array.isArray(returned))
    throw new SpecError(
      option,
      returned,
      `The function given as ${option} must return an array of shape ${shapeInWords(expected)}, but returned ${quote(returned)}.`,
    );
  return givenArray(option, returned as Nested | NdArray, expected);
}

/** The same for probabilities: each row along the last axis must sum to 1. @throws {SpecError} */
export function ownProbabilities(option: string, returned: unknown, expected: ExpectedAxes): NdArray {
  const array = ownArray(option, returned, expected);
  const length = array.shape[array.shape.length - 1];
  for (let from = 0; from < array.data.length; from += length)
    requireProbabilities(
      array.shape.length > 1 ? `${option}[${from / length}]` : option,
      Array.from(array.data.subarray(from, from + length)),
      length,
    );
  return array;
}
