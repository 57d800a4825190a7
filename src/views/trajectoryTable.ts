import type { Table } from '../data/table.ts';
import { meanWithError } from './meanWithError.ts';
import { posteriorOf } from './posteriorOf.ts';
import { sessionRanges } from './sessionRange.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/**
 * How states come and go within a session, a row each trial in the session and state: trial (from 1), state, probability
 * (smoothed, mean over the sessions that have such a trial, 0 to 1), standardError (of that mean), lower and upper (one of it
 * around; empty where one session has the trial), numSessions.
 */
export function trajectoryTable(view: FitView): Table {
  const { data } = posteriorOf(view).smoothed;
  const K = view.states.length;
  const sessions = sessionRanges(view.trials);
  const longest = sessions.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  const rows = Array.from({ length: longest }, (_, trial) => {
    const there = sessions.filter(({ from, to }) => from + trial < to);
    return view.states.map(({ name }, k) => {
      const { mean, ...errors } = meanWithError(there.map(({ from }) => data[(from + trial) * K + k]));
      return { trial: trial + 1, state: name, probability: mean, ...errors, numSessions: there.length };
    });
  }).flat();
  return tableOfRows(rows, {
    trial: 'number',
    state: 'string',
    probability: 'number',
    standardError: 'number',
    lower: 'number',
    upper: 'number',
    numSessions: 'number',
  });
}
