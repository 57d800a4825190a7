import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { needsJupyterLab } from '../support/requirements.ts';

/** JupyterLab as `npm run lab` starts it. */
export interface LabServer {
  /** Address of a notebook, given relative to the project's folder. */
  address(notebook: string): string;
  /** Ends the server as a system does (SIGTERM) and resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts JupyterLab with its settings, data and run files in `folder`, apart from the user's; skips the test where it is not installed. */
export async function startLab(
  context: TestContext,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<LabServer> {
  needsJupyterLab(context);
  const env = {
    ...process.env,
    ...variables,
    JUPYTER_CONFIG_DIR: join(folder, 'config'),
    JUPYTER_DATA_DIR: join(folder, 'data'),
    JUPYTER_RUNTIME_DIR: join(folder, 'runtime'),
  };
  const args = [join('scripts', 'lab.mjs'), '--no-browser', '--ServerApp.port=0'];
  const server = spawn(process.execPath, args, { env, stdio: 'pipe' });
  const { base, token } = await addressOf(server);
  return {
    address: (notebook) => `${base}/lab/tree/${notebook}?reset&token=${token}`,
    async stop() {
      server.kill('SIGTERM');
      if (server.exitCode === null) await once(server, 'exit');
      return server.exitCode;
    },
  };
}

function addressOf(server: ChildProcess): Promise<{ base: string; token: string }> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (text: Buffer): void => {
      printed += text;
      const found = /(http:\/\/127\.0\.0\.1:\d+)\/lab\?token=(\w+)/.exec(printed);
      if (found) resolve({ base: found[1]!, token: found[2]! });
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', () => reject(new Error(`JupyterLab ended before it was ready:\n${printed}`)));
  });
}
