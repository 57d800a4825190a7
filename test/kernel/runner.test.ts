import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { CellError } from '../../src/notebook/runner/cellError.ts';
import type { CellOutput, Notebook } from '../../src/notebook/runner/notebookFile.ts';
import { type CellRun, type RunNotebookOptions, runNotebook } from '../../src/notebook/runner/runNotebook.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

const notebookNamed = (name: string): string => join('test', 'notebooks', `${name}.ipynb`);

const outputsOf = (notebook: Notebook, id: string): readonly CellOutput[] =>
  notebook.cells.flatMap((cell) => (cell.cell_type === 'code' && cell.id === id ? cell.outputs : []));

async function failureOf(name: string, options: RunNotebookOptions = {}): Promise<CellError['failure']> {
  const output = join(folder, 'failed.ipynb');
  const error = await runNotebook(notebookNamed(name), { ...options, output }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CellError);
  expect(readdirSync(folder).filter((file) => file !== 'pid')).toEqual([]);
  return (error as CellError).failure;
}

function expectEnded(pidFile: string): void {
  expect(existsSync(pidFile)).toBe(true);
  expect(() => process.kill(Number(readFileSync(pidFile, 'utf8')), 0)).toThrow(/ESRCH/);
}

test('a notebook runs in its folder, with numbered cells, times, text, charts and displays in their last state', async () => {
  const output = join(folder, 'displays.ipynb');
  const seen: CellRun[] = [];
  const env = { LATENTLAB_GREETING: 'hello' };
  const run = await runNotebook(notebookNamed('displays'), { output, env, onCell: (cell) => seen.push(cell) });
  expect(seen).toEqual(run.cells);
  expect(seen.map(({ number, numCells }) => `${number}/${numCells}`)).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
  expect(outputsOf(run.notebook, 'text')).toEqual([
    { output_type: 'stream', name: 'stdout', text: 'hello\n' },
    { output_type: 'stream', name: 'stderr', text: 'a warning\n' },
    { output_type: 'stream', name: 'stdout', text: 'a\nb\n' },
  ]);
  expect(outputsOf(run.notebook, 'display')).toMatchObject([{ data: { 'text/html': '<b>done</b>' } }]);
  expect(outputsOf(run.notebook, 'update')).toMatchObject([{ text: expect.stringContaining('5') }]);
  expect(outputsOf(run.notebook, 'chart')).toMatchObject([
    { data: { 'application/vnd.vegalite.v5+json': { title: 'Squares' } } },
  ]);
  expect(outputsOf(run.notebook, 'folder')).toMatchObject([{ text: expect.stringMatching(/true.* hello/) }]);

  const saved = JSON.parse(readFileSync(output, 'utf8'));
  expect(saved).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { language_info: { name: 'typescript' } } });
  const code = saved.cells.filter((cell: { cell_type: string }) => cell.cell_type === 'code');
  expect(code.map((cell: { execution_count: number }) => cell.execution_count)).toEqual([1, 2, 3, 4, 5]);
});

test('a thrown error stops the run at its cell and names the line of the source', async () => {
  const failure = await failureOf('thrownError');
  expect(failure).toMatchObject({ cell: 2, line: 10 });
  expect(failure.source).toMatch(/^interface Trial/);
  expect(failure.text).toMatch(/^RangeError: choice is 3\n {4}at checked \(cell 2, line 10\)/);
  expect(failure.text).not.toMatch(/node:|kernelPreload|cell-run/);
});

test('an error in an awaited promise names its line', async () => {
  expect(await failureOf('awaitedError')).toMatchObject({
    cell: 1,
    line: 4,
    text: expect.stringContaining('too late'),
  });
});

test('a type error names its line', async () => {
  const failure = await failureOf('wrongType');
  expect(failure).toMatchObject({ cell: 1, line: 3, text: expect.stringContaining("'number' is not assignable") });
});

test('a rejected promise that nobody awaits fails the run', async () => {
  expect(await failureOf('strayError')).toMatchObject({ text: expect.stringContaining('nobody waits') });
});

test('a kernel that ends itself fails the cell that runs', async () => {
  expect(await failureOf('ending')).toMatchObject({ cell: 1, text: 'The kernel ended (exit code 3).' });
});

test('a cell that never returns is ended by the time limit, and its kernel with it', async () => {
  const pidFile = join(folder, 'pid');
  const failure = await failureOf('endless', { cellTimeout: 1, env: { LATENTLAB_PID_FILE: pidFile } });
  expect(failure).toMatchObject({ cell: 2, text: expect.stringMatching(/longer than 1 s/) });
  expectEnded(pidFile);
});

test('a signal ends a run with its reason, and the kernel with it', async () => {
  const pidFile = join(folder, 'pid');
  const stop = new AbortController();
  const onCell = (): void => stop.abort(new Error('enough'));
  const options = { signal: stop.signal, onCell, env: { LATENTLAB_PID_FILE: pidFile } };
  await expect(runNotebook(notebookNamed('waiting'), options)).rejects.toThrow('enough');
  expectEnded(pidFile);
});

test('a time limit that is no number above 0 is refused', async () => {
  await expect(runNotebook(notebookNamed('waiting'), { cellTimeout: 0 })).rejects.toThrow(/cellTimeout must be/);
});
