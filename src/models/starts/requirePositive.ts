import { quote, SpecError } from '../../errors.ts';

/** Refuses what is not a finite number above 0. @throws {SpecError} */
export function requirePositive(option: string, value: unknown): void {
  if (typeof value !== 'number' || !(value > 0 && value < Infinity))
    throw new SpecError(option, value, `${option} must be a finite number above 0, but is ${quote(value)}.`);
}
