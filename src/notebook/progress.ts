import { randomUUID } from 'node:crypto';
import type { FitProgress } from '../execution/drive.ts';
import { inKernel, kernelDisplay } from './kernelDisplay.ts';
import { escapeHtml } from './report/escapeHtml.ts';

const MILLISECONDS_BETWEEN = { kernel: 100, terminal: 1000 };

/**
 * A callback for `onProgress` that shows how far the fit is: a bar below the cell that moves in place, or outside a
 * notebook a printed line a second. The last state is always shown.
 *
 * @example await fitModel(trials, spec, { onProgress: progressBar() })
 */
export function progressBar(): (progress: FitProgress) => void {
  const pause = inKernel() ? MILLISECONDS_BETWEEN.kernel : MILLISECONDS_BETWEEN.terminal;
  let display: string | null = null;
  let shownAt = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (!progress.done && now - shownAt < pause) return;
    shownAt = progress.done ? -Infinity : now;
    const send = kernelDisplay();
    if (send === null) {
      process.stdout.write(`${textOf(progress)}\n`);
      return;
    }
    const isUpdate = display !== null;
    display ??= randomUUID();
    send({ data: dataOf(progress), metadata: {}, transient: { display_id: display } }, isUpdate);
    if (progress.done) display = null;
  };
}

function dataOf(progress: FitProgress): Record<string, string> {
  const { restart, numRestarts, fit = 1, numFits = 1, done } = progress;
  const share = done ? 1 : ((fit - 1 + (restart - 1) / numRestarts) / numFits).toFixed(3);
  const text = textOf(progress);
  return {
    'text/html': `<div><progress value="${share}" max="1"></progress> ${escapeHtml(text)}</div>`,
    'text/plain': text,
  };
}

function textOf(progress: FitProgress): string {
  const {
    restart,
    numRestarts,
    evaluation,
    logPosterior,
    objective = 'log posterior',
    done,
    stage,
    fit,
    numFits,
  } = progress;
  const start = numRestarts === 1 ? '' : `start ${restart} of ${numRestarts}, `;
  const which = numFits === undefined ? '' : `fit ${fit} of ${numFits}, `;
  const what = `${which}${stage === undefined ? '' : `${stage}: `}${start}`;
  return `${what}${evaluation} evaluations, ${objective} ${logPosterior.toFixed(3)}${done ? ', done' : ''}`;
}
