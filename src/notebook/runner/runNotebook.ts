import { dirname, resolve } from 'node:path';
import { SpecError } from '../../errors.ts';
import { CellError, errorText, hasStrayError, locate } from './cellError.ts';
import { type Displays, takeOutput } from './cellOutputs.ts';
import { type Kernel, startKernel } from './kernel.ts';
import { KernelError } from './messages.ts';
import { type CellOutput, type Notebook, readNotebook, saveNotebook } from './notebookFile.ts';

/** A code cell that has run: its number, of how many, and its time in seconds. */
export interface CellRun {
  readonly number: number;
  readonly numCells: number;
  readonly source: string;
  readonly seconds: number;
}

/** An executed notebook: outputs filled in, and the time of each code cell. */
export interface NotebookRun {
  readonly notebook: Notebook;
  readonly cells: readonly CellRun[];
  /** From the start of the kernel to its end. */
  readonly seconds: number;
}

/** How a notebook is run. */
export interface RunNotebookOptions {
  /** Where the executed notebook is saved; not given: nowhere. */
  readonly output?: string;
  /** Longest time of one cell in seconds. */
  readonly cellTimeout?: number;
  readonly signal?: AbortSignal;
  /** Environment variables added for the kernel. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called after each code cell. */
  readonly onCell?: (cell: CellRun) => void;
}

/**
 * Runs a notebook from top to bottom in a kernel of its own, in the notebook's folder, without Jupyter.
 * The kernel has ended when this returns or throws; a failed run writes nothing.
 *
 * @throws {CellError} at the first cell that fails or takes longer than `cellTimeout`
 * @throws {DataError} when the file is not a notebook
 * @throws {KernelError} when no kernel starts
 */
export async function runNotebook(
  path: string,
  { output, cellTimeout = 600, signal, env = {}, onCell }: RunNotebookOptions = {},
): Promise<NotebookRun> {
  if (!(cellTimeout > 0))
    throw new SpecError(
      'cellTimeout',
      cellTimeout,
      `cellTimeout must be a number of seconds above 0, but is ${cellTimeout}.`,
    );
  const start = performance.now();
  const file = resolve(path);
  const notebook = await readNotebook(file);
  const kernel = await startKernel({ folder: dirname(file), env, ...(signal && { signal }) });
  const run = { kernel, displays: new Map(), cellTimeout, signal, onCell };
  try {
    const { cells, times } = await runCells(notebook, run);
    const metadata = { ...notebook.metadata, kernelspec, language_info: kernel.languageInfo };
    const executed: Notebook = { ...notebook, metadata, cells };
    await kernel.end();
    failOnStrayError(cells);
    if (output !== undefined) await saveNotebook(output, executed);
    return { notebook: executed, cells: times, seconds: (performance.now() - start) / 1000 };
  } finally {
    await kernel.end();
  }
}

const kernelspec = { name: 'tslab', display_name: 'TypeScript (latentlab)', language: 'typescript' };

interface Run {
  readonly kernel: Kernel;
  readonly displays: Displays;
  readonly cellTimeout: number;
  readonly signal: AbortSignal | undefined;
  readonly onCell: ((cell: CellRun) => void) | undefined;
}

async function runCells(notebook: Notebook, run: Run): Promise<{ cells: Notebook['cells']; times: CellRun[] }> {
  const numCells = notebook.cells.filter((cell) => cell.cell_type === 'code').length;
  const times: CellRun[] = [];
  const cells: Notebook['cells'][number][] = [];
  for (const cell of notebook.cells) {
    if (cell.cell_type !== 'code') {
      cells.push(cell);
      continue;
    }
    const number = times.length + 1;
    const start = performance.now();
    const outputs: CellOutput[] = [];
    cells.push({ ...cell, execution_count: number, outputs });
    await runCell(number, cell.source, outputs, run);
    failOnStrayError(cells);
    times.push({ number, numCells, source: cell.source, seconds: (performance.now() - start) / 1000 });
    run.onCell?.(times.at(-1)!);
  }
  return { cells, times };
}

async function runCell(number: number, source: string, outputs: CellOutput[], run: Run): Promise<void> {
  const failed = (text: string): CellError => new CellError({ cell: number, source, line: undefined, text });
  run.signal?.throwIfAborted();
  const work = run.kernel.execute(source, (message) => takeOutput(message, outputs, run.displays));
  const status = await within(work, run.cellTimeout, run.signal).catch((error: unknown) => {
    throw error instanceof KernelError ? failed(error.message) : error;
  });
  if (status === 'late') throw failed(`It ran longer than ${run.cellTimeout} s, the limit of one cell (cellTimeout).`);
  if (status !== 'ok') throw new CellError(locate(number, source, errorText(outputs), await run.kernel.lastCell()));
}

function failOnStrayError(cells: Notebook['cells']): void {
  for (const cell of cells)
    if (cell.cell_type === 'code' && hasStrayError(cell.outputs))
      throw new CellError({
        cell: cell.execution_count ?? 0,
        source: cell.source,
        line: undefined,
        text: errorText(cell.outputs),
      });
}

const longestTimer = 2 ** 31 - 1;

function within<T>(work: Promise<T>, seconds: number, signal: AbortSignal | undefined): Promise<T | 'late'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('late'), Math.min(seconds * 1000, longestTimer));
    const abort = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', abort);
    const forget = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    work.then(resolve, reject).finally(forget);
  });
}
