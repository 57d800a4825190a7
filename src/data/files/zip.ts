import { crc32 } from 'node:zlib';
import { inflateSync } from 'fflate';
import { DataError } from '../../errors.ts';

/** A file inside a zip archive; nothing is unpacked before `read`. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes when unpacked, as the archive declares; `read` holds it to that. */
  readonly size: number;
  /** @throws {DataError} when the bytes are damaged or more than declared */
  readonly read: () => Uint8Array;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const [STORED, DEFLATED] = [0, 8];
const ENCRYPTED = 1;

/**
 * Lists a zip archive by its central directory.
 *
 * @param file names the archive in messages
 * @throws {DataError} when it is no zip archive, is damaged, encrypted or larger than 4 GB
 */
export function listZip(bytes: Uint8Array, file: string): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const end = endOfDirectory(view, file);
    const numEntries = view.getUint16(end + 10, true);
    const entries: ZipEntry[] = [];
    const start = view.getUint32(end + 16, true);
    let at = start;
    for (let i = 0; i < numEntries; i++) {
      if (view.getUint32(at, true) !== CENTRAL) throw damaged(file, 'its list of contents is broken');
      const nameLength = view.getUint16(at + 28, true);
      entries.push(entryAt(bytes, view, at, nameLength, file));
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    if (at !== start + view.getUint32(end + 12, true)) throw damaged(file, 'its list of contents is broken');
    return entries;
  } catch (error) {
    throw error instanceof RangeError ? damaged(file, 'it ends too early', error) : error;
  }
}

function endOfDirectory(view: DataView, file: string): number {
  const longestComment = 65535;
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - longestComment); at--)
    if (view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) === view.byteLength) return at;
  throw new DataError({ file }, `${file} is not a zip archive, or only the first part of one. Is it complete?`);
}

function entryAt(bytes: Uint8Array, view: DataView, at: number, nameLength: number, file: string): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const crc = view.getUint32(at + 16, true);
  const packedSize = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
  if (packedSize === 0xffffffff || size === 0xffffffff || local === 0xffffffff)
    throw new DataError(
      { file },
      `"${name}" in ${file} is larger than 4 GB, which is not read here. Save less in one file.`,
    );
  if (flags & ENCRYPTED || (method !== STORED && method !== DEFLATED))
    throw new DataError(
      { file },
      `"${name}" in ${file} is ${flags & ENCRYPTED ? 'encrypted' : `packed by method ${method}`}; only stored and deflated files are read. Save it again with NumPy.`,
    );
  const read = (): Uint8Array => {
    const isLocal = local + 30 <= view.byteLength && view.getUint32(local, true) === LOCAL;
    const nameEnd = isLocal ? local + 30 + view.getUint16(local + 26, true) : Infinity;
    const start = isLocal ? nameEnd + view.getUint16(local + 28, true) : Infinity;
    if (start + packedSize > bytes.length) throw damaged(file, `"${name}" reaches beyond its end`);
    if (new TextDecoder().decode(bytes.subarray(local + 30, nameEnd)) !== name)
      throw damaged(file, `"${name}" has another name where its content stands`);
    const packed = bytes.subarray(start, start + packedSize);
    const content = method === STORED ? packed : inflated(packed, size, name, file);
    if (content.length !== size || crc32(content) !== crc)
      throw damaged(file, `the content of "${name}" does not match its checksum`);
    return content;
  };
  return { name, size, read };
}

function inflated(packed: Uint8Array, size: number, name: string, file: string): Uint8Array {
  try {
    return inflateSync(packed, { out: new Uint8Array(size) });
  } catch (error) {
    throw damaged(file, `the content of "${name}" cannot be unpacked`, error);
  }
}

function damaged(file: string, what: string, cause?: unknown): DataError {
  return new DataError({ file }, `${file} is damaged: ${what}. Copy or download it again.`, { cause });
}
