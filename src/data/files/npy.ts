import { DataError, quote } from '../../errors.ts';
import type { NpyArray, NpyData } from '../npyArray.ts';

type Read = (view: DataView, offset: number, little: boolean) => number;
interface NumberKind {
  readonly bytes: number;
  readonly make: (length: number) => NpyData;
  readonly read: Read;
}

const kinds: Readonly<Record<string, NumberKind>> = {
  f8: { bytes: 8, make: (n) => new Float64Array(n), read: (view, at, little) => view.getFloat64(at, little) },
  f4: { bytes: 4, make: (n) => new Float32Array(n), read: (view, at, little) => view.getFloat32(at, little) },
  i1: { bytes: 1, make: (n) => new Int8Array(n), read: (view, at) => view.getInt8(at) },
  i2: { bytes: 2, make: (n) => new Int16Array(n), read: (view, at, little) => view.getInt16(at, little) },
  i4: { bytes: 4, make: (n) => new Int32Array(n), read: (view, at, little) => view.getInt32(at, little) },
  i8: { bytes: 8, make: (n) => new Float64Array(n), read: (view, at, little) => wide(view, at, little, 'getInt32') },
  u1: { bytes: 1, make: (n) => new Uint8Array(n), read: (view, at) => view.getUint8(at) },
  u2: { bytes: 2, make: (n) => new Uint16Array(n), read: (view, at, little) => view.getUint16(at, little) },
  u4: { bytes: 4, make: (n) => new Uint32Array(n), read: (view, at, little) => view.getUint32(at, little) },
  u8: { bytes: 8, make: (n) => new Float64Array(n), read: (view, at, little) => wide(view, at, little, 'getUint32') },
  b1: { bytes: 1, make: (n) => new Uint8Array(n), read: (view, at) => Number(view.getUint8(at) !== 0) },
};

/** A 64-bit integer as a number, NaN where a number cannot hold it exactly. */
function wide(view: DataView, at: number, little: boolean, high: 'getInt32' | 'getUint32'): number {
  const value = view[high](little ? at + 4 : at, little) * 2 ** 32 + view.getUint32(little ? at : at + 4, little);
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

const MAGIC = '\x93NUMPY';

/**
 * Reads the bytes of an `.npy` file. 64-bit integers become a Float64Array.
 *
 * @param where names array and file in messages, such as `Array "y" of data.npz`
 * @throws {DataError} when it is damaged, or holds text, Python objects, or integers beyond 2^53
 */
export function decodeNpy(bytes: Uint8Array, where: string, file: string): NpyArray {
  const fail = (message: string): DataError => new DataError({ file }, `${where} ${message}`);
  const latin = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes.length < 12 || latin(0, 6) !== MAGIC) throw fail('is not a NumPy array.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = view.getUint8(6);
  if (version < 1 || version > 3) throw fail(`is of NumPy format ${version}; formats 1 to 3 are read.`);
  const start = version === 1 ? 10 : 12;
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (end > Math.min(bytes.length, start + 65536)) throw fail('is damaged: its header is cut off or too long.');

  const header = latin(start, end);
  const shapeText = /'shape':\s*\(([\dL,\s]*)\)/.exec(header)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const descr = /'descr':\s*(\[|'[^']*')/.exec(header)?.[1];
  if (shapeText === undefined || order === undefined || descr === undefined)
    throw fail(`has a header that cannot be read: ${quote(header.trim())}.`);
  const kind = kindOf(descr, fail);
  const shape = (shapeText.match(/\d+/g) ?? []).map(Number);
  const size = shape.reduce((product, length) => product * length, 1);
  if (size * kind.bytes !== bytes.length - end)
    throw fail(
      `is damaged: shape [${shape.join(', ')}] of ${descr} needs ${size * kind.bytes} bytes, but there are ${bytes.length - end}.`,
    );

  const data = kind.make(size);
  const little = descr[1] !== '>';
  const holdsIntegers = descr[2] !== 'f';
  const source = order === 'True' ? fortranOrder(shape) : (i: number) => i;
  for (let i = 0; i < size; i++) {
    const value = kind.read(view, end + source(i) * kind.bytes, little);
    if (holdsIntegers && Number.isNaN(value))
      throw fail(`holds an integer beyond 2^53 at position ${i}, which a number cannot hold exactly.`);
    data[i] = value;
  }
  return { shape, data };
}

function kindOf(descr: string, fail: (message: string) => DataError): NumberKind {
  const kind = kinds[descr.slice(2, -1)];
  if (kind && '<>|='.includes(descr[1] as string)) return kind;
  const letter = descr[2];
  if (letter === 'O')
    throw fail('holds Python objects, which only Python can unpack. Save it as numbers: array.astype(float).');
  const what = descr === '[' ? 'records' : letter === 'U' || letter === 'S' ? 'text' : descr;
  throw fail(
    `holds ${what}; numbers (float32, float64, integers) and booleans are read. Leave it out by naming the others: readNpz(path, { arrays: [...] }).`,
  );
}

/** Where the i-th number in row-major order stands in column-major order. */
function fortranOrder(shape: readonly number[]): (i: number) => number {
  return (i) => {
    let rest = i;
    let position = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] as number;
      const stride = shape.slice(0, axis).reduce((product, one) => product * one, 1);
      position += (rest % length) * stride;
      rest = Math.floor(rest / length);
    }
    return position;
  };
}

type Writer = readonly [
  descr: string,
  set: 'setFloat64' | 'setFloat32' | 'setInt8' | 'setInt16' | 'setInt32' | 'setUint8' | 'setUint16' | 'setUint32',
];

const writers: Readonly<Record<string, Writer>> = {
  Float64Array: ['<f8', 'setFloat64'],
  Float32Array: ['<f4', 'setFloat32'],
  Int8Array: ['|i1', 'setInt8'],
  Int16Array: ['<i2', 'setInt16'],
  Int32Array: ['<i4', 'setInt32'],
  Uint8Array: ['|u1', 'setUint8'],
  Uint16Array: ['<u2', 'setUint16'],
  Uint32Array: ['<u4', 'setUint32'],
};

/**
 * The bytes of an `.npy` file (format 1, little endian, row-major).
 *
 * @throws {DataError} when there is not one number a cell
 */
export function encodeNpy(array: NpyArray, where: string): Uint8Array {
  const { shape, data } = array;
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length)
    throw new DataError({}, `${where} has ${data.length} numbers, but shape [${shape.join(', ')}] needs ${size}.`);
  const [descr, set] = writers[data[Symbol.toStringTag]] as Writer;
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const headerLength = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + headerLength + data.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set(Uint8Array.from(`${MAGIC}\x01\x00`, (letter) => letter.charCodeAt(0)));
  view.setUint16(8, headerLength, true);
  bytes.set(new TextEncoder().encode(`${text.padEnd(headerLength - 1)}\n`), 10);
  data.forEach((value: number, i: number) => {
    view[set](10 + headerLength + i * data.BYTES_PER_ELEMENT, value, true);
  });
  return bytes;
}
