import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Dealer, Subscriber } from 'zeromq';
import { type Connection, openConnection } from './connection.ts';
import { type CompiledCell, KernelProcess } from './kernelProcess.ts';
import { KernelError, type KernelMessage, readMessage, signedRequest } from './messages.ts';

/** Where and with which environment a kernel starts. */
export interface KernelOptions {
  /** Working folder of the cells: relative paths and packages are found from here. */
  readonly folder: string;
  /** Variables added to those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the start. */
  readonly signal?: AbortSignal;
}

interface Waiting {
  readonly onMessage: (message: KernelMessage) => void;
  readonly done: (reply: KernelMessage) => void;
  reply?: KernelMessage;
  idle: boolean;
}

const startLimit = 60;

/**
 * Starts the project's tslab kernel and waits until it answers.
 *
 * @throws {KernelError} when it ends or does not answer within a minute
 */
export async function startKernel({ folder, env = {}, signal }: KernelOptions): Promise<Kernel> {
  signal?.throwIfAborted();
  const connection = await openConnection();
  const kernel = new Kernel(connection, new KernelProcess(connection, folder, { ...process.env, ...env }));
  try {
    for (let second = 0; !(await kernel.answers()); second++) {
      signal?.throwIfAborted();
      if (second >= startLimit) throw new KernelError(`The kernel did not answer within ${startLimit} s.`);
    }
    connection.remove();
    return kernel;
  } catch (error) {
    await kernel.end();
    throw error;
  }
}

/** A running kernel, over Jupyter's wire protocol. */
export class Kernel {
  readonly #connection: Connection;
  readonly #process: KernelProcess;
  readonly #session: string = randomUUID();
  readonly #shell: Dealer;
  readonly #control: Dealer;
  readonly #iopub: Subscriber;
  readonly #waiting: Map<string, Waiting> = new Map();
  readonly #lost: Promise<never>;
  #languageInfo: unknown;

  constructor(connection: Connection, kernelProcess: KernelProcess) {
    this.#connection = connection;
    this.#process = kernelProcess;
    this.#shell = new Dealer({ routingId: this.#session, linger: 0 });
    this.#control = new Dealer({ routingId: this.#session, linger: 0 });
    this.#iopub = new Subscriber({ receiveHighWaterMark: 0, linger: 0 });
    this.#shell.connect(connection.address('shell'));
    this.#control.connect(connection.address('control'));
    this.#iopub.connect(connection.address('iopub'));
    this.#iopub.subscribe();
    this.#lost = Promise.race([this.#listen(this.#shell), this.#listen(this.#iopub), this.#failOnEnd()]);
    this.#lost.catch(() => {});
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** What the kernel says of its language, as a notebook's metadata holds it. */
  get languageInfo(): unknown {
    return this.#languageInfo;
  }

  /** Whether the kernel answers within a second and its outputs arrive here: the first ones may be lost. */
  async answers(): Promise<boolean> {
    const info = this.#request('kernel_info_request', {}, () => {});
    const reply = await Promise.race([info, wait(1000, undefined, { ref: false })]);
    this.#languageInfo = reply?.content.language_info;
    return reply !== undefined;
  }

  /**
   * Runs a cell to its end. `onMessage` also gets what code of this cell shows or prints after that.
   *
   * @returns the status: "ok", or "error" with the error's text among the messages on stderr
   * @throws {KernelError} when the kernel ends before the cell does
   */
  async execute(code: string, onMessage: (message: KernelMessage) => void): Promise<string> {
    const content = { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: true };
    const reply = await this.#request('execute_request', { ...content, user_expressions: {} }, onMessage);
    return String(reply.content.status);
  }

  /** Interrupts the cell that runs, like the stop button of a front end. */
  interrupt(): void {
    this.#process.kill('SIGINT');
  }

  /** The JavaScript of the cell that ran last; undefined when the kernel does not answer. */
  lastCell(): Promise<CompiledCell | undefined> {
    return this.#process.lastCell();
  }

  /** Ends the kernel: asks it to, and kills it when it is busy or takes more than two seconds. */
  async end(): Promise<void> {
    const busy = [...this.#waiting.values()].some(({ idle }) => !idle);
    if (this.#process.running && !busy) {
      await this.#control.send([...this.#sign('shutdown_request', { restart: false }).frames]);
      await Promise.race([this.#process.ended(), wait(2000, undefined, { ref: false })]);
    }
    this.#process.kill();
    await this.#process.ended();
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
  }

  /** Done when both the reply and the idle status are there. */
  async #request(type: string, content: object, onMessage: Waiting['onMessage']): Promise<KernelMessage> {
    const { id, frames } = this.#sign(type, content);
    const answered = new Promise<KernelMessage>((done) => {
      this.#waiting.set(id, { onMessage, done, idle: false });
    });
    await this.#shell.send([...frames]);
    return Promise.race([answered, this.#lost]);
  }

  #sign(type: string, content: object): ReturnType<typeof signedRequest> {
    return signedRequest(this.#connection.key, this.#session, type, content);
  }

  async #listen(socket: Dealer | Subscriber): Promise<never> {
    for await (const frames of socket) this.#take(readMessage(this.#connection.key, frames));
    return this.#failOnEnd();
  }

  async #failOnEnd(): Promise<never> {
    throw new KernelError(await this.#process.ended());
  }

  #take(message: KernelMessage): void {
    const waiting = this.#waiting.get(message.parent ?? '');
    if (waiting === undefined) return;
    if (message.type.endsWith('_reply')) waiting.reply = message;
    else if (message.type !== 'status') waiting.onMessage(message);
    else if (message.content.execution_state === 'idle') waiting.idle = true;
    if (waiting.reply && waiting.idle) waiting.done(waiting.reply);
  }
}
