import { basename, join, relative, resolve } from 'node:path';
import { root } from './project.mjs';
import { setUp } from './setup.mjs';

await setUp();
const { runNotebook } = await import('../dist/notebook/runner/runNotebook.js');
const { saveRun } = await import('../dist/notebook/report/saveRun.js');

const given = process.argv.slice(2);
const notebooks = given.length > 0 ? given.map((path) => resolve(path)) : [join(root, 'notebooks', 'demo.ipynb')];

for (const notebook of notebooks) {
  const name = relative(process.cwd(), notebook);
  console.log(`Running ${name}`);
  try {
    const run = await runNotebook(notebook, { onCell: printCell });
    const files = await saveRun(run.notebook, { folder: join(root, 'out'), name: basename(notebook, '.ipynb') });
    console.log(`${run.seconds.toFixed(1)} s. Written:`);
    for (const file of files) console.log(`  ${relative(process.cwd(), file)}`);
  } catch (error) {
    console.error(`\n${name}: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}

/** @param {import('../dist/notebook/runner/runNotebook.js').CellRun} cell */
function printCell({ number, numCells, source, seconds }) {
  const width = String(numCells).length;
  const code = source.replace(/^(import\b[\s\S]*?['"];?|\s*\/\/.*)$/gm, '').trim() || source;
  const line = code.split('\n', 1).join('').slice(0, 80);
  console.log(`  [${String(number).padStart(width)}/${numCells}] ${seconds.toFixed(2).padStart(6)} s  ${line}`);
}
