import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runNotebook } from '../../src/notebook/runner/runNotebook.ts';

const folder = 'notebooks';
const notebooks = readdirSync(folder).filter((file) => file.endsWith('.ipynb'));

const vegaLite = 'application/vnd.vegalite.v5+json';

test.for(notebooks)('%s runs without an error, and each of its charts has a picture', async (file) => {
  const { notebook } = await runNotebook(join(folder, file));
  const outputs = notebook.cells.flatMap((cell) => (cell.cell_type === 'code' ? cell.outputs : []));
  const charts = outputs.flatMap((output) => ('data' in output && vegaLite in output.data ? [output.data] : []));
  expect(charts.length).toBeGreaterThan(3);
  for (const chart of charts) expect(chart['image/svg+xml']).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
  expect(outputs.filter((output) => output.output_type === 'stream' && output.name === 'stderr')).toEqual([]);
});
