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
    const summary = lastText(run.notebook);
    if (summary !== '') console.log(`\n${summary}`);
  } catch (error) {
    console.error(`\n${name}: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}

/**
 * What the last cell shows, as text: by custom a notebook ends in its summary.
 *
 * @param {import('../dist/notebook/runner/notebookFile.js').Notebook} notebook
 */
function lastText({ cells }) {
  const outputs = cells.flatMap((cell) => (cell.cell_type === 'code' ? [cell.outputs] : [])).pop() ?? [];
  const texts = outputs.map((output) => (output.output_type === 'stream' ? output.text : output.data['text/plain']));
  return texts.filter((text) => typeof text === 'string').join('\n');
}

/** @param {import('../dist/notebook/runner/runNotebook.js').CellRun} cell */
function printCell({ number, numCells, source, seconds }) {
  const width = String(numCells).length;
  const code = source.replace(/^(import\b[\s\S]*?['"];?|\s*\/\/.*)$/gm, '').trim() || source;
  const line = code.split('\n', 1).join('').slice(0, 80);
  console.log(`  [${String(number).padStart(width)}/${numCells}] ${seconds.toFixed(2).padStart(6)} s  ${line}`);
}
