import { pauses } from './pauses.ts';

/** Where a fit stands, for `onProgress`. */
export interface FitProgress {
  /** Which start runs, counted from 1. */
  readonly restart: number;
  readonly numRestarts: number;
  /** Evaluations of the log posterior by this start. */
  readonly evaluation: number;
  /** Best log posterior of this start so far, nats. */
  readonly logPosterior: number;
  /** What `logPosterior` is where it is something else, such as the log evidence. */
  readonly objective?: string;
  /** Whether the whole fit is finished. */
  readonly done: boolean;
  /** What is being fitted, when that is not the model asked for but a step on the way to it. */
  readonly stage?: string;
  /** Which of several fits runs, such as that of a subject, counted from 1. */
  readonly fit?: number;
  readonly numFits?: number;
}

/**
 * Runs a synchronous generator of steps to its end without holding up the program: it pauses at least every 40 ms, so that
 * timers, progress displays and interrupts get their turn.
 *
 * @param signal aborts the run between two steps; so does the notebook's stop button
 * @returns what the generator returns; rejects with the signal's reason (an AbortError) when aborted
 */
export async function drive<Step, Result>(
  steps: Generator<Step, Result, void>,
  options: { readonly signal?: AbortSignal | undefined; readonly onStep?: (step: Step) => void } = {},
): Promise<Result> {
  const { signal, onStep } = options;
  const pause = pauses(signal);
  for (;;) {
    const turn = pause();
    if (turn !== null) await turn;
    const next = steps.next();
    if (next.done) return next.value;
    onStep?.(next.value);
  }
}
