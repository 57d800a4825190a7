const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `clean` (synchronous) when this process exits, crashes or is ended by a signal.
 *
 * @returns a function that takes the promise back
 */
export function onEveryExit(clean: () => void): () => void {
  const endBySignal = (signal: NodeJS.Signals): void => {
    forget();
    clean();
    process.kill(process.pid, signal);
  };
  const forget = (): void => {
    process.off('exit', clean);
    for (const signal of signals) process.off(signal, endBySignal);
  };
  process.on('exit', clean);
  for (const signal of signals) process.on(signal, endBySignal);
  return forget;
}
