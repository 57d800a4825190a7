import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { saveRun } from '../../src/notebook/report/saveRun.ts';
import { runNotebook } from '../../src/notebook/runner/runNotebook.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

test('npm run gallery writes a page with every chart, live and as a picture', async () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const notebook = /^node scripts\/start\.mjs (\S+)$/.exec(scripts.gallery)?.[1] ?? '';
  const run = await runNotebook(notebook);
  const folder = temporaryFolder();
  await saveRun(run.notebook, { folder, name: 'gallery' });
  const page = readFileSync(join(folder, 'gallery.html'), 'utf8');
  const figures = page.match(/<figure class="chart"><img [^>]*><script type="application\/json">/g) ?? [];
  const shown = run.notebook.cells.flatMap((cell) => (cell.cell_type === 'code' ? cell.outputs : []));
  expect(figures).toHaveLength(shown.filter((output) => output.output_type === 'display_data').length);
  for (const title of [
    'GLM weights',
    'Transition matrix',
    'Weights of inputs on transitions',
    'States in session 3',
    'Session 3',
    'Switches of state in a session',
    'How long states last',
    'Around switches into and out of engaged',
    'States within a session',
    'Accuracy by state',
    'Time in each state',
    'Choices by state',
    'Models of the same trials',
    'What each regressor adds',
    'Fit from each start',
  ])
    expect(page, title).toContain(title);
});
