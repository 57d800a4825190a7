import { type MockInstance, vi } from 'vitest';
import type { DisplayMessage } from '../../src/notebook/kernelDisplay.ts';

/** What a notebook would have been sent. */
export interface Sent extends DisplayMessage {
  readonly update: boolean;
}

/** Lets the code of a test believe that it runs in a tslab kernel, and returns the list of what is sent to the notebook. */
export async function inFakeKernel(run: (sent: readonly Sent[]) => void | Promise<void>): Promise<void> {
  const sent: Sent[] = [];
  const lastWriteDisplayData = (message: DisplayMessage, update: boolean): void => {
    sent.push({ ...structuredClone(message), update });
  };
  const cache = {
    '/elsewhere/node_modules/other/dist/jupyter.js': { exports: {} },
    '/notebooks/node_modules/tslab/dist/jupyter.js': { exports: { lastWriteDisplayData } },
  };
  vi.stubGlobal('__tslab__', { require: { cache } });
  try {
    await run(sent);
  } finally {
    vi.unstubAllGlobals();
  }
}

/** Everything that is printed while `run` runs. */
export async function printed(run: () => void | Promise<void>): Promise<string> {
  const stdout: MockInstance = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await run();
    return stdout.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    stdout.mockRestore();
  }
}
