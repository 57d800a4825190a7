import { quote, SpecError } from '../errors.ts';
import { nearNames } from './nearNames.ts';

/** Refuses what is not a whole number in range. @throws {SpecError} */
export function requireWhole(
  option: string,
  value: unknown,
  range: { readonly atLeast: number; readonly atMost?: number },
): void {
  const { atLeast, atMost = Number.MAX_SAFE_INTEGER } = range;
  if (!Number.isInteger(value) || (value as number) < atLeast || (value as number) > atMost) {
    const limit = atMost === Number.MAX_SAFE_INTEGER ? `of at least ${atLeast}` : `from ${atLeast} to ${atMost}`;
    throw new SpecError(option, value, `${option} must be a whole number ${limit}, but is ${quote(value)}.`);
  }
}

/** Refuses what is not a finite number in range. @throws {SpecError} */
export function requireFinite(option: string, value: unknown, range: { readonly atLeast?: number } = {}): void {
  const { atLeast = -Infinity } = range;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < atLeast) {
    const limit = atLeast === -Infinity ? '' : ` of at least ${atLeast}`;
    throw new SpecError(option, value, `${option} must be a finite number${limit}, but is ${quote(value)}.`);
  }
}

/** Refuses what is not a finite number above 0. @throws {SpecError} */
export function requireAboveZero(option: string, value: unknown): void {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0)
    throw new SpecError(option, value, `${option} must be a finite number above 0, but is ${quote(value)}.`);
}

/** Refuses what is not a list of `length` probabilities that sum to 1 (to 1e-6). @throws {SpecError} */
export function requireProbabilities(option: string, values: unknown, length: number): void {
  const list = values as readonly number[];
  const isList = Array.isArray(values) && values.length === length;
  if (!isList || list.some((p) => typeof p !== 'number' || !(p >= 0 && p <= 1)))
    throw new SpecError(
      option,
      values,
      `${option} must hold ${length} probabilities between 0 and 1, but is ${quote(values)}.`,
    );
  const sum = list.reduce((total, p) => total + p, 0);
  if (Math.abs(sum - 1) > 1e-6) throw new SpecError(option, values, `${option} must sum to 1, but sums to ${sum}.`);
}

/** Refuses a part of a spec that none of its constructors can have made. @throws {SpecError} */
export function refuseKind(option: string, value: unknown, makers: string): never {
  throw new SpecError(option, value, `${option} must be made by ${makers}, but is ${quote(value)}.`);
}

/** What a part of a spec was made with: all of it but its kind. */
export function optionsOf<T extends { readonly kind: string }>({ kind, ...options }: T): Omit<T, 'kind'> {
  return options;
}

/**
 * Refuses names that are none of the options, which would otherwise be read as if they had not been given.
 *
 * @param of what takes the options, as in "fitModel"
 * @throws {SpecError}
 */
export function requireKnownOptions(names: readonly string[], given: object, of: string): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new SpecError('options', given, `The options of ${of} must be an object, but are ${quote(given)}.`);
  for (const [name, value] of Object.entries(given))
    if (!names.includes(name))
      throw new SpecError(name, value, `${quote(name)} is not an option of ${of}. ${nearNames(name, names, 'option')}`);
}
