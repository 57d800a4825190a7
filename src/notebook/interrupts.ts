import { interruption } from '../execution/interruption.ts';
import { inKernel } from './kernelDisplay.ts';

/**
 * Aborts when the notebook's stop button is pressed next. Fits listen to it by themselves; give it to your own long loops:
 * `while (!signal.aborted)`. After a stop, ask for a new one.
 */
export function interruptSignal(): AbortSignal {
  return interruption.signal();
}

function onStopButton(): void {
  interruption.interrupt(new DOMException('Stopped by an interrupt of the notebook.', 'AbortError'));
}

// While a cell's code runs, Node takes all SIGINT listeners off and puts them back at its end; one that comes in between
// would be called at once and stay when it should not: the kernel dies of its next interrupt. After the cell it is safe.
if (inKernel()) setImmediate(() => process.on('SIGINT', onStopButton));
