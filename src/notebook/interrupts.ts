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

// tslab runs the code of a cell with breakOnSigint, for which Node takes all SIGINT listeners off until the code returns.
// One that is added meanwhile makes an interrupt of that cell end the kernel; added after it, the kernel lives.
if (inKernel()) setImmediate(() => process.on('SIGINT', onStopButton));
