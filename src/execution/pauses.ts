import { interruption } from './interruption.ts';

const pauseEveryMs = 40;

/**
 * Makes a pause to be asked for between the parts of long work: when 40 ms have gone by since the last, timers, progress displays
 * and interrupts get their turn; otherwise it is `null`, and nothing waits.
 *
 * @param signal aborts the work at the next pause; so does the notebook's stop button: the reason is thrown, or what is awaited rejects with it
 */
export function pauses(signal?: AbortSignal): () => Promise<void> | null {
  const stopButton = interruption.signal();
  const throwIfAborted = (): void => {
    signal?.throwIfAborted();
    stopButton.throwIfAborted();
  };
  let resumed = performance.now();
  const pause = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    resumed = performance.now();
    throwIfAborted();
  };
  return () => {
    if (performance.now() - resumed > pauseEveryMs) return pause();
    throwIfAborted();
    return null;
  };
}
