import type { Table } from '../data/table.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { Posterior } from '../models/inference/posterior.ts';
import { posteriorOf } from './posteriorOf.ts';
import { sessionRanges } from './sessionRange.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/**
 * Probability of each state in each trial, a row each: session and trial (both from 1, the trial within its session), time
 * (where sessions were found by time), state, probability.
 *
 * @param options.session only this session, counted from 1
 * @param options.kind    what is known: all choices of the session (smoothed), those up to the trial (filtered), those before it (predicted)
 * @throws {SpecError} when there is no such session
 */
export function posteriorTable(
  view: FitView,
  options: { readonly session?: number; readonly kind?: keyof Posterior } = {},
): Table {
  requireKnownOptions(['session', 'kind'], options, 'posteriorTable');
  const { session: only, kind = 'smoothed' } = options;
  const { data } = posteriorOf(view)[kind];
  const { times } = view.trials;
  const rows = sessionRanges(view.trials, only).flatMap(({ session, from, to }) =>
    Array.from({ length: (to - from) * view.states.length }, (_, cell) => {
      const k = cell % view.states.length;
      const trial = (cell - k) / view.states.length;
      return {
        session,
        trial: trial + 1,
        time: times === null ? null : times[from + trial],
        state: view.states[k].name,
        probability: data[(from + trial) * view.states.length + k],
      };
    }),
  );
  return tableOfRows(rows, {
    session: 'number',
    trial: 'number',
    ...(times === null ? {} : { time: 'number' }),
    state: 'string',
    probability: 'number',
  });
}
