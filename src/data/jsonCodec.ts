import { quote, SpecError } from '../errors.ts';
import { type NdArray, ndarray } from '../numerics/ndarray.ts';

/** A value of one kind as JSON and back. `read` throws a `JsonShapeError` for JSON of any other kind. */
export interface Codec<T> {
  readonly write: (value: T) => unknown;
  readonly read: (json: unknown, place: string) => T;
}

/** JSON that is not what its reader expects: `place` says where, as in `spec.numStates`. */
export class JsonShapeError extends Error {
  constructor(place: string, expected: string, json: unknown) {
    super(`${place} must be ${expected}, but is ${quote(json)}`);
  }
}

const unwritable = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['-0', -0],
]);

/** A number, exact to the bit: JSON has the shortest digits that give it back, and words for -0, NaN and infinities. */
export const numberCodec: Codec<number> = {
  write: (value) => (Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : String(value)),
  read: (json, place) => {
    const value = typeof json === 'string' ? unwritable.get(json) : json;
    if (typeof value !== 'number') throw new JsonShapeError(place, 'a number', json);
    return value;
  },
};

/** A text. */
export const textCodec: Codec<string> = {
  write: (value) => value,
  read: (json, place) => {
    if (typeof json !== 'string') throw new JsonShapeError(place, 'a text', json);
    return json;
  },
};

/** True or false. */
export const booleanCodec: Codec<boolean> = {
  write: (value) => value,
  read: (json, place) => {
    if (typeof json !== 'boolean') throw new JsonShapeError(place, 'true or false', json);
    return json;
  },
};

/** A number that is not NaN and not infinite. */
export const finiteCodec: Codec<number> = checked(numberCodec, Number.isFinite, 'a finite number');

/** A whole number of at least 0. */
export const countCodec: Codec<number> = checked(
  numberCodec,
  (value) => Number.isSafeInteger(value) && value >= 0,
  'a whole number of at least 0',
);

/** A codec that also holds what it reads to a condition. */
export function checked<T>(codec: Codec<T>, holds: (value: T) => boolean, expected: string): Codec<T> {
  return {
    write: codec.write,
    read: (json, place) => {
      const value = codec.read(json, place);
      if (!holds(value)) throw new JsonShapeError(place, expected, json);
      return value;
    },
  };
}

/** A list of values of one kind. */
export function listCodec<T>(item: Codec<T>): Codec<readonly T[]> {
  return {
    write: (values) => values.map(item.write),
    read: (json, place) => {
      if (!Array.isArray(json)) throw new JsonShapeError(place, 'a list', json);
      return json.map((value, i) => item.read(value, `${place}[${i}]`));
    },
  };
}

/** A Float64Array as a list of numbers. */
export const floatsCodec: Codec<Float64Array> = {
  write: (values) => Array.from(values, numberCodec.write),
  read: (json, place) => Float64Array.from(listCodec(numberCodec).read(json, place)),
};

/** An Int32Array of counts as a list of numbers. */
export const countsCodec: Codec<Int32Array> = {
  write: (values) => Array.from(values),
  read: (json, place) => Int32Array.from(listCodec(countCodec).read(json, place)),
};

/** An object with exactly these fields; one that is `undefined` is left out. */
export function objectCodec<T extends object>(
  fields: {
    readonly [Name in keyof T]-?: Codec<T[Name]>;
  },
): Codec<T> {
  const names = Object.keys(fields) as (keyof T & string)[];
  return {
    write: (value) => {
      for (const [name, extra] of Object.entries(value))
        if (!names.includes(name as keyof T & string))
          throw new SpecError(name, extra, `"${name}" is not part of what is saved; take it out of the object first.`);
      return withoutUndefined(names.map((name) => [name, fields[name].write(value[name])]));
    },
    read: (json, place) => {
      const at = (name: string): string => (place === '' ? name : `${place}.${name}`);
      if (!isRecord(json)) throw new JsonShapeError(place, 'an object', json);
      for (const name of Object.keys(json))
        if (!names.includes(name as keyof T & string)) throw new JsonShapeError(at(name), 'absent', json[name]);
      return withoutUndefined(
        names.map((name) => [name, fields[name].read(Object.hasOwn(json, name) ? json[name] : undefined, at(name))]),
      ) as T;
    },
  };
}

function withoutUndefined(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** A value that may be left out. */
export function optional<T>(codec: Codec<T>): Codec<T | undefined> {
  return {
    write: (value) => (value === undefined ? undefined : codec.write(value)),
    read: (json, place) => (json === undefined ? undefined : codec.read(json, place)),
  };
}

/** A value that stands for `value` where a file of an earlier version does not have it. */
export function addedLater<T>(codec: Codec<T>, value: T): Codec<T> {
  return { write: codec.write, read: (json, place) => (json === undefined ? value : codec.read(json, place)) };
}

/** One of some texts. */
export function wordCodec<const Word extends string>(...words: readonly Word[]): Codec<Word> {
  return {
    write: (word) => word,
    read: (json, place) => {
      const found = words.find((word) => word === json);
      if (found === undefined) throw new JsonShapeError(place, `one of ${words.map(quote).join(', ')}`, json);
      return found;
    },
  };
}

/** Values of one kind by name. */
export function recordCodec<T>(item: Codec<T>): Codec<Readonly<Record<string, T>>> {
  return {
    write: (record) => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, item.write(value)])),
    read: (json, place) => {
      if (!isRecord(json)) throw new JsonShapeError(place, 'an object', json);
      return Object.fromEntries(
        Object.entries(json).map(([name, value]) => [name, item.read(value, `${place}.${name}`)]),
      );
    },
  };
}

/** One of several kinds of object, told apart by their `kind`. */
export function kindCodec<T extends { readonly kind: string }>(
  kinds: {
    readonly [Kind in T['kind']]: Codec<Omit<Extract<T, { readonly kind: Kind }>, 'kind'>>;
  },
): Codec<T> {
  const kindOf = wordCodec(...(Object.keys(kinds) as T['kind'][]));
  return {
    write: ({ kind, ...rest }) => ({ kind, ...(kinds[kind as T['kind']].write(rest as never) as object) }),
    read: (json, place) => {
      if (!isRecord(json)) throw new JsonShapeError(place, 'an object with a kind', json);
      const { kind, ...rest } = json;
      const known = kindOf.read(kind, `${place}.kind`);
      return { kind: known, ...(kinds[known].read(rest, place) as object) } as T;
    },
  };
}

const ndarrayFields = objectCodec<{ axes: readonly string[]; shape: readonly number[]; data: Float64Array }>({
  axes: listCodec(textCodec),
  shape: listCodec(countCodec),
  data: floatsCodec,
});

/** An array with named axes, one of the given lists of axes. */
export function ndarrayCodec<Axes extends readonly string[]>(...allowed: readonly Axes[]): Codec<NdArray<Axes>> {
  return {
    write: ndarrayFields.write,
    read: (json, place) => {
      const { axes, shape, data } = ndarrayFields.read(json, place);
      const known = allowed.find((names) => names.join() === axes.join());
      if (known === undefined)
        throw new JsonShapeError(`${place}.axes`, allowed.map((names) => names.join(', ')).join(' or '), axes);
      if (shape.length !== axes.length || shape.reduce((size, length) => size * length, 1) !== data.length)
        throw new JsonShapeError(`${place}.shape`, `${axes.length} lengths that make ${data.length} cells`, shape);
      return ndarray(known, shape, data);
    },
  };
}

/** A value or `null`. */
export function nullOr<T>(codec: Codec<T>): Codec<T | null> {
  return {
    write: (value) => (value === null ? null : codec.write(value)),
    read: (json, place) => (json === null ? null : codec.read(json, place)),
  };
}

/** Whether JSON is an object with named fields. */
export function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
