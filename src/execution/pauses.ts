import { interruption } from './interruption.ts';

const pauseEveryMs = 40;

/**
 * Makes a pause to take between the parts of a long study, each of which may be too short to pause itself: when 40 ms have gone by
 * since the last, timers, progress displays and interrupts get their turn.
 *
 * @param signal aborts the study at the next pause; so does the notebook's stop button. The pause then rejects with the reason.
 */
export function pauses(signal?: AbortSignal): () => Promise<void> {
  const stopButton = interruption.signal();
  let resumed = performance.now();
  return async () => {
    if (performance.now() - resumed > pauseEveryMs) {
      await new Promise((resolve) => setTimeout(resolve));
      resumed = performance.now();
    }
    signal?.throwIfAborted();
    stopButton.throwIfAborted();
  };
}
