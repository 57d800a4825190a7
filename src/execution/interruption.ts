/**
 * The stop button of whoever runs the fits: `signal` is aborted by the next `interrupt`, which then puts a fresh signal in
 * its place. A running fit listens to the signal that was current when it started.
 */
export const interruption: Interruption = makeInterruption();

/** See `interruption`. */
export interface Interruption {
  readonly signal: () => AbortSignal;
  /** Aborts what listens now. `reason` is what the aborted promises reject with: an AbortError by default. */
  readonly interrupt: (reason?: unknown) => void;
}

function makeInterruption(): Interruption {
  let current = new AbortController();
  return {
    signal: () => current.signal,
    interrupt: (reason) => {
      const interrupted = current;
      current = new AbortController();
      interrupted.abort(reason);
    },
  };
}
