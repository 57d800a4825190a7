import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { DataError } from '../../../src/errors.ts';
import { readNotebook, saveNotebook } from '../../../src/notebook/runner/notebookFile.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

function written(content: unknown): string {
  const file = join(folder, 'a.ipynb');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const code = { cell_type: 'code', metadata: {}, outputs: [], execution_count: null };

test('cells keep their ids, and get one where it is missing or taken', async () => {
  const cells = [
    { ...code, id: 'kept', source: [] },
    { ...code, source: [] },
    { ...code, id: 'kept', source: [] },
  ];
  const notebook = await readNotebook(written({ nbformat: 4, nbformat_minor: 4, cells }));
  expect(notebook.cells.map(({ id }) => id)).toEqual(['kept', 'cell-1', 'cell-2']);
  expect(notebook.nbformat_minor).toBe(5);
});

test('what was saved is read again, with source and text in lines', async () => {
  const cells = [{ ...code, id: 'a', source: 'const x = 1;\nx' }];
  const notebook = await readNotebook(written({ nbformat: 4, nbformat_minor: 5, metadata: { a: 1 }, cells }));
  const file = join(folder, 'new', 'b.ipynb');
  await saveNotebook(file, notebook);
  expect(JSON.parse(readFileSync(file, 'utf8')).cells[0].source).toEqual(['const x = 1;\n', 'x']);
  expect(await readNotebook(file)).toEqual(notebook);
  expect(readdirSync(join(folder, 'new'))).toEqual(['b.ipynb']);
});

test('a file that is not a notebook of nbformat 4 is refused by its name', async () => {
  await expect(readNotebook(join(folder, 'none.ipynb'))).rejects.toThrow(/none\.ipynb cannot be read/);
  await expect(readNotebook(written('{'))).rejects.toThrow(/not JSON/);
  await expect(readNotebook(written({ nbformat: 3, worksheets: [] }))).rejects.toThrow(/nbformat is 3/);
  await expect(readNotebook(written({ nbformat: 4, cells: [{ cell_type: 'heading' }] }))).rejects.toThrow(DataError);
});
