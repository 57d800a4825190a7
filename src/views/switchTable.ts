import type { Table } from '../data/table.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { sessionRanges } from './sessionRange.ts';
import { type PathKind, statePath } from './statePath.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/**
 * How often the state switches, a row each session: session (from 1), trials, switches (trials whose state is another than
 * that of the trial before in the session; at most trials - 1).
 *
 * @param options.path the most likely path as a whole (viterbi), or the most likely state of each trial (argmax)
 * @throws {SpecError} when `path` is another word
 */
export function switchTable(view: FitView, options: { readonly path?: PathKind } = {}): Table {
  requireKnownOptions(['path'], options, 'switchTable');
  const { path = 'viterbi' } = options;
  const states = statePath(view.fit, view.trials, path);
  const rows = sessionRanges(view.trials).map(({ session, from, to }) => ({
    session,
    trials: to - from,
    switches: numSwitches(states, from, to),
  }));
  return tableOfRows(rows, { session: 'number', trials: 'number', switches: 'number' });
}

/** Number of trials in a range whose state is another than that of the trial before in the range. */
export function numSwitches(path: Int32Array, from: number, to: number): number {
  let count = 0;
  for (let t = from + 1; t < to; t++) if (path[t] !== path[t - 1]) count++;
  return count;
}
