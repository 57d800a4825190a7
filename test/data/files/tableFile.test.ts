import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { saveTable } from '../../../src/data/files/tableFile.ts';
import { table } from '../../../src/data/table.ts';
import { tableCsv, tableJson } from '../../../src/data/tableText.ts';
import { SpecError } from '../../../src/errors.ts';

const sample = table([{ name: 'weight', type: 'number', values: [0.1, null], unit: 'log-odds per unit' }]);

test('a table is saved as its path ends, in a folder that is made', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'latentlab-tables-')), 'made');
  await saveTable(join(folder, 'a.csv'), sample);
  await saveTable(join(folder, 'a.JSON'), sample);
  expect(await readFile(join(folder, 'a.csv'), 'utf8')).toBe(tableCsv(sample));
  expect(await readFile(join(folder, 'a.JSON'), 'utf8')).toBe(tableJson(sample));
  await expect(saveTable(join(folder, 'a.parquet'), sample)).rejects.toThrow(SpecError);
  expect((await readdir(folder)).sort()).toEqual(['a.JSON', 'a.csv']);
});
