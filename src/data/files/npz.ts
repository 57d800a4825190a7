import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { zipSync } from 'fflate';
import writeFileAtomic from 'write-file-atomic';
import { DataError } from '../../errors.ts';
import { requireKnownOptions } from '../../models/checks.ts';
import { nearNames } from '../../models/nearNames.ts';
import type { NpyArray } from '../npyArray.ts';
import { decodeNpy, encodeNpy } from './npy.ts';
import { listZip, type ZipEntry } from './zip.ts';

/** What `readNpz` takes. */
export interface ReadNpzOptions {
  /** Names of the arrays to read; all by default. */
  readonly arrays?: readonly string[];
  /** The arrays read may have this many bytes together when unpacked. */
  readonly maxBytes?: number;
}

/**
 * Reads the arrays of a NumPy `.npz` file by name: floats, integers (64-bit ones as a Float64Array) and booleans (as 0 and 1).
 *
 * @throws {DataError} when the file is damaged, foreign or too large, or an array holds text or Python objects
 * @example const { trainX, trainY } = await readNpz('demo_data/two_state_simulated.npz');
 */
export async function readNpz(path: string, options: ReadNpzOptions = {}): Promise<Record<string, NpyArray>> {
  requireKnownOptions(['arrays', 'maxBytes'], options, 'readNpz');
  const { arrays, maxBytes = 2 ** 30 } = options;
  const file = basename(path);
  refuseAbove(maxBytes, (await stat(path)).size, file);
  const entries = new Map<string, ZipEntry>();
  for (const entry of listZip(await readFile(path), file)) {
    const name = entry.name.replace(/\.npy$/, '');
    if (entries.has(name)) throw new DataError({ file }, `${file} holds two arrays named "${name}".`);
    entries.set(name, entry);
  }
  const wanted = (arrays ?? [...entries.keys()]).map((name): [string, ZipEntry] => {
    const entry = entries.get(name);
    if (entry) return [name, entry];
    throw new DataError(
      { file },
      `There is no array "${name}" in ${file}. ${nearNames(name, [...entries.keys()], 'array')}`,
    );
  });
  refuseAbove(
    maxBytes,
    wanted.reduce((sum, [, { size }]) => sum + size, 0),
    file,
  );
  return Object.fromEntries(
    wanted.map(([name, entry]) => [name, decodeNpy(entry.read(), `Array "${name}" of ${file}`, file)]),
  );
}

function refuseAbove(maxBytes: number, numBytes: number, file: string): void {
  if (numBytes > maxBytes)
    throw new DataError(
      { file },
      `${file} needs ${numBytes} bytes, more than the limit of ${maxBytes}. Read some of its arrays (arrays: [...]) or raise maxBytes.`,
    );
}

/**
 * Writes arrays as a compressed NumPy `.npz` file, whole or not at all. The same arrays always give the same bytes.
 *
 * @throws {DataError} when an array does not have one number a cell
 */
export async function writeNpz(path: string, arrays: Readonly<Record<string, NpyArray>>): Promise<void> {
  const names = Object.keys(arrays);
  const files = names.map((name) => [`${name}.npy`, encodeNpy(arrays[name] as NpyArray, `Array "${name}"`)]);
  // A zip archive holds local times: noon of a fixed day is the same bytes in every time zone.
  const bytes = zipSync(Object.fromEntries(files), { level: 9, mtime: new Date(1980, 0, 1, 12), os: 0 });
  await writeFileAtomic(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
}
