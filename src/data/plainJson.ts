import { quote, SpecError } from '../errors.ts';
import { type Codec, isRecord, JsonShapeError, numberCodec } from './jsonCodec.ts';

/** Texts that could be taken for a number that JSON does not have; in quotes of their own they are texts. */
const likeNumber = /^"*(?:NaN|-?Infinity|-0)"*$/;

/**
 * Numbers, texts, true, false, null, and lists and objects of them, whatever they mean; every number is exact. Fields that are
 * undefined are left out.
 *
 * @throws {SpecError} when something else is to be written, such as a function
 */
export const plainCodec: Codec<unknown> = {
  write: (value) => written(value, ''),
  read: (json, place) => {
    if (typeof json === 'string') return textOrNumber(json);
    if (Array.isArray(json)) return json.map((item, i) => plainCodec.read(item, `${place}[${i}]`));
    if (isRecord(json))
      return Object.fromEntries(
        Object.entries(json).map(([name, item]) => [name, plainCodec.read(item, `${place}.${name}`)]),
      );
    if (json === undefined) throw new JsonShapeError(place, 'there', json);
    return json;
  },
};

function written(value: unknown, place: string): unknown {
  if (typeof value === 'number') return numberCodec.write(value);
  if (typeof value === 'string') return likeNumber.test(value) ? `"${value}"` : value;
  if (typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) return Array.from(value, (item, i) => written(item, `${place}[${i}]`));
  if (isPlainObject(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, item]) =>
        item === undefined ? [] : [[name, written(item, place === '' ? name : `${place}.${name}`)]],
      ),
    );
  throw new SpecError(
    place,
    value,
    `${place === '' ? 'It' : place} is ${quote(value)}, which is not saved: a file holds numbers, texts, true, false, null, and plain lists and objects of them.`,
  );
}

function textOrNumber(json: string): string | number {
  if (!likeNumber.test(json)) return json;
  return json.startsWith('"') ? json.slice(1, -1) : numberCodec.read(json, '');
}

/** Whether it is an object as braces make it, in this or another realm, and no instance of a class. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
