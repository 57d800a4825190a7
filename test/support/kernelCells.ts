import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Kernel, startKernel } from '../../src/notebook/runner/kernel.ts';
import type { KernelMessage } from '../../src/notebook/runner/messages.ts';

/** A real kernel in the project's notebook folder, where cells import the built package by its name. */
export function startNotebookKernel(): Promise<Kernel> {
  return startKernel({ folder: join(import.meta.dirname, '..', 'notebooks') });
}

/** What a cell ended with and gave. */
export interface CellResult {
  readonly status: string;
  readonly messages: readonly KernelMessage[];
  /** Everything that was printed, on stdout and stderr. */
  readonly printed: string;
}

/** Runs a cell to its end, again when tslab refuses it, as it does for 0.2 s after an error. `onMessage` sees each output as it comes. */
export async function runCell(
  kernel: Kernel,
  code: string,
  onMessage: (message: KernelMessage) => void = () => {},
): Promise<CellResult> {
  const messages: KernelMessage[] = [];
  const execute = (): Promise<string> =>
    kernel.execute(code, (message) => {
      messages.push(message);
      onMessage(message);
    });
  let status = await execute();
  while (status === 'abort') {
    await wait(50);
    status = await execute();
  }
  const printed = messages.flatMap(({ type, content }) => (type === 'stream' ? [String(content.text)] : [])).join('');
  return { status, messages, printed };
}
