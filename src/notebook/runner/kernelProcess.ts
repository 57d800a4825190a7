import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connection } from './connection.ts';
import { onEveryExit } from './everyExit.ts';

const require = createRequire(import.meta.url);
const tslab = join(dirname(require.resolve('tslab/package.json')), 'bin', 'tslab');
const built = join(dirname(require.resolve('latentlab/package.json')), 'dist', 'notebook', 'runner');
const preload = pathToFileURL(join(built, 'kernelPreload.js')).href;

/** JavaScript of the cell that ran last, under the file name that its stack frames bear. */
export interface CompiledCell {
  readonly file: string;
  readonly code: string;
}

/** The operating system's side of a kernel: it never outlives this process, however that ends. */
export class KernelProcess {
  readonly #child: ChildProcess;
  readonly #forget: () => void;
  #printed = '';

  constructor(connection: Connection, folder: string, env: NodeJS.ProcessEnv) {
    this.#child = spawn(process.execPath, ['--import', preload, tslab, 'kernel', '--config-path', connection.file], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#forget = onEveryExit(() => {
      this.kill();
      connection.remove();
    });
    this.#child.once('exit', () => {
      this.#forget();
      connection.remove();
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (text: Buffer) => {
        this.#printed = (this.#printed + text).slice(-4000);
      });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when the process is gone, with a sentence that says how. */
  async ended(): Promise<string> {
    if (this.running) await once(this.#child, 'exit');
    const how = this.#child.signalCode ?? `exit code ${this.#child.exitCode}`;
    return [`The kernel ended (${how}).`, this.#printed.trim()].filter((part) => part !== '').join('\n');
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.#child.kill(signal);
  }

  /** Asks for the cell that ran last; undefined when the process does not answer. */
  async lastCell(): Promise<CompiledCell | undefined> {
    if (!this.#child.connected) return undefined;
    const answer = once(this.#child, 'message', { signal: AbortSignal.timeout(2000) });
    this.#child.send('last cell');
    const [cell] = await answer.catch(() => []);
    return cell as CompiledCell | undefined;
  }
}
