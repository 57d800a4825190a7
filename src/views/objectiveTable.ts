import { type Table, table } from '../data/table.ts';
import type { TrainedView } from './viewFit.ts';

/**
 * How the log posterior rose in each start of a fit, a row each step: restart (from 1, in the order of seeds), evaluation
 * (accepted steps from the start, which is 0), logPosterior in nats.
 */
export function objectiveTable(view: TrainedView): Table {
  const rows = view.fit.restarts.flatMap(({ trace }, restart) =>
    Array.from(trace, (logPosterior, step) => ({ restart: restart + 1, step, logPosterior })),
  );
  return table([
    { name: 'restart', type: 'number', values: rows.map((row) => row.restart) },
    { name: 'evaluation', type: 'number', values: rows.map((row) => row.step) },
    { name: 'logPosterior', type: 'number', values: rows.map((row) => row.logPosterior), unit: 'nats' },
  ]);
}
