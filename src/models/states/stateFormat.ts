import { quote, SpecError } from '../../errors.ts';
import { type NdArray, ndarray } from '../../numerics/ndarray.ts';

/** States as numbers, counted from 0 ('index'), or as rows of zeros with a one at the state ('oneHot'). */
export type StateFormat = 'index' | 'oneHot';

/** States [trial] in a format. @throws {SpecError} when `option`, which names it, is none */
export function formatStates(
  states: Int32Array,
  numStates: number,
  format: StateFormat,
  option: string,
): Int32Array | NdArray<readonly ['trial', 'state']> {
  if (format === 'index') return states;
  if (format !== 'oneHot')
    throw new SpecError(option, format, `${option} must be 'index' or 'oneHot', but is ${quote(format)}.`);
  const rows = ndarray(['trial', 'state'], [states.length, numStates]);
  states.forEach((state, t) => {
    rows.data[t * numStates + state] = 1;
  });
  return rows;
}
