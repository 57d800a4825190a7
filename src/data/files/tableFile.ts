import { mkdir } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { quote, SpecError } from '../../errors.ts';
import type { TableSource } from '../tableSource.ts';
import { tableCsv, tableJson } from '../tableText.ts';

/**
 * Saves a table or DataFrame, whole or not at all; missing folders are made. A path that ends in `.csv` gets what `tableCsv`
 * writes, one in `.json` what `tableJson` does: also types and units.
 *
 * @throws {SpecError} when the path ends otherwise
 * @throws {DataError} when it is no table
 * @example await saveTable('out/sessions.csv', sessionTable(view))
 */
export async function saveTable(path: string, table: TableSource): Promise<void> {
  const write = writerOf(path);
  const text = write(table);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, text);
}

function writerOf(path: string): (table: TableSource) => string {
  const extension = extname(path).toLowerCase();
  if (extension === '.csv') return tableCsv;
  if (extension === '.json') return tableJson;
  throw new SpecError('path', path, `A table is saved as .csv or .json, but the path is ${quote(path)}.`);
}
