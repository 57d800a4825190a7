/** Base of every error that latentlab throws on purpose; `code` is stable and meant for programs, the message for people. */
export abstract class LatentlabError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** An option of a spec or a call is impossible: `option` names it, `value` is what was given. */
export class SpecError extends LatentlabError {
  readonly code = 'spec';
  readonly option: string;
  readonly value: unknown;

  constructor(option: string, value: unknown, message: string) {
    super(message);
    this.option = option;
    this.value = value;
  }
}

/** Where in the data something is wrong; rows and trials count from 0, as in the table that came in. */
export interface DataPlace {
  readonly column?: string;
  readonly row?: number;
  readonly session?: string;
  readonly subject?: string;
  readonly file?: string;
}

/** A table, a file or a set of trials is wrong: the place says where. */
export class DataError extends LatentlabError {
  readonly code = 'data';
  readonly place: DataPlace;

  constructor(place: DataPlace, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.place = place;
  }
}

/** Numbers broke down where valid input should not let them; please report it. */
export class NumericalError extends LatentlabError {
  readonly code = 'numerical';
}

/** A value as it stands in a message: strings quoted, long ones cut. */
export function quote(value: unknown): string {
  const text =
    typeof value === 'string' ? JSON.stringify(value) : typeof value === 'bigint' ? `${value}n` : printed(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function printed(value: unknown): string {
  if (typeof value === 'function') return `the function ${value.name}`.trimEnd();
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return (
      JSON.stringify(ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value) ??
      String(value)
    );
  } catch {
    return String(value);
  }
}
