import { expect, test } from 'vitest';
import * as latentlab from '../../src/index.ts';
import { readNotebook } from '../../src/notebook/runner/notebookFile.ts';

test('the gallery shows each chart that there is', async () => {
  const { cells } = await readNotebook('notebooks/gallery.ipynb');
  const code = cells.flatMap((cell) => (cell.cell_type === 'code' ? [cell.source] : [])).join('\n');
  const plots = Object.keys(latentlab).filter((name) => name.startsWith('plot'));
  expect(plots.length).toBeGreaterThan(10);
  expect(plots.filter((name) => !code.includes(`${name}(`))).toEqual([]);
});
