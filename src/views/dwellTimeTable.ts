import type { Table } from '../data/table.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { type PathKind, statePath } from './statePath.ts';
import { stateRuns } from './stateRuns.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/**
 * How long states last: the runs of the path of states, a row each, in order of time: session and trial (both from 1, the
 * first trial of the run within its session), state, dwell in trials, first (whether the session began with the run),
 * censored (whether the session ended before the run did, as with the last one of each session: leave these out of means).
 *
 * @param options.path the most likely path as a whole (viterbi), or the most likely state of each trial (argmax)
 * @throws {SpecError} when `path` is another word
 */
export function dwellTimeTable(view: FitView, options: { readonly path?: PathKind } = {}): Table {
  requireKnownOptions(['path'], options, 'dwellTimeTable');
  const { path = 'viterbi' } = options;
  const { trials, states } = view;
  const rows = stateRuns(statePath(view.fit, trials, path), trials).map(
    ({ session, from, state, dwell, first, censored }) => ({
      session,
      trial: from - trials.sessionStarts[session - 1] + 1,
      state: states[state].name,
      dwell,
      first,
      censored,
    }),
  );
  return tableOfRows(rows, {
    session: 'number',
    trial: 'number',
    state: 'string',
    dwell: 'number',
    first: 'boolean',
    censored: 'boolean',
  });
}
