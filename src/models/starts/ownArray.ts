import { quote, SpecError } from '../../errors.ts';
import { fromNested, type NdArray, type Nested, toNested } from '../../numerics/ndarray.ts';
import { requireProbabilities } from '../checks.ts';

/** The axes that an array must have, each with its length. */
export type ExpectedAxes = readonly (readonly [axis: string, length: number])[];

/** What a user's function returned for part of a start, as an array. @throws {SpecError} when its shape is another, or a number is not finite */
export function ownArray(option: string, returned: unknown, expected: ExpectedAxes): NdArray {
  const isNdArray = typeof returned === 'object' && returned !== null && 'axes' in returned;
  const shape = `[${expected.map(([axis, length]) => `${length} ${axis}`).join(', ')}]`;
  if (!isNdArray && !Array.isArray(returned))
    throw new SpecError(
      option,
      returned,
      `The function given as ${option} must return an array of shape ${shape}, but returned ${quote(returned)}.`,
    );
  const nested = isNdArray ? toNested(returned as NdArray) : (returned as Nested);
  const array = fromNested(
    expected.map(([axis]) => axis),
    nested,
    option,
  );
  if (expected.some(([, length], i) => array.shape[i] !== length))
    throw new SpecError(
      option,
      returned,
      `The function given as ${option} must return an array of shape ${shape}, but returned one of shape [${array.shape.join(', ')}].`,
    );
  return array;
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
