import type { DataPlace } from '../../src/errors.ts';

/** A call that must be refused, and what its error must carry besides its message. */
export interface Refusal {
  readonly call: () => unknown;
  /** The option of a SpecError. */
  readonly option?: string;
  /** The place of a DataError. */
  readonly place?: DataPlace;
}

/** Calls by what is wrong with them. */
export type Refusals = Readonly<Record<string, Refusal>>;

/** A value where types would not let it stand: what reaches the library from JavaScript, `any` or a table. */
export function untyped<T>(value: unknown): T {
  return value as T;
}
