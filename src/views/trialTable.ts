import { type Cell, type Column, type Table, table } from '../data/table.ts';
import { sessionRanges } from './sessionRange.ts';
import type { FitView } from './viewFit.ts';

/**
 * The trials of a view, a row each: session and trial (both from 1, the trial within its session), time (where sessions
 * were found by time), then what was observed, then observed (whether it counts). What was observed is the choice (0 or 1,
 * empty where there was none) and correct (whether it was, empty where that is not known), or a column for each response.
 *
 * @param options.session only this session, counted from 1
 * @throws {SpecError} when there is no such session
 * @throws {DataError} when a response has the name of another column
 */
export function trialTable(view: FitView, options: { readonly session?: number } = {}): Table {
  const { trials } = view;
  const rows = sessionRanges(trials, options.session).flatMap(({ session, from, to }) =>
    Array.from({ length: to - from }, (_, i) => ({ session, trial: i + 1, t: from + i })),
  );
  const column = (name: string, type: Column['type'], cell: (row: (typeof rows)[number]) => Cell): Column => ({
    name,
    type,
    values: rows.map(cell),
  });
  const { times, responses, responseNames, observed } = trials;
  const answers =
    responses === null
      ? [
          column('choice', 'number', ({ t }) => choiceAt(view, t)),
          column('correct', 'boolean', ({ t }) => correctAt(view, t)),
        ]
      : responseNames.map((name, output) =>
          column(name, 'number', ({ t }) => numberOrNull(responses.data[t * responseNames.length + output])),
        );
  return table([
    column('session', 'number', ({ session }) => session),
    column('trial', 'number', ({ trial }) => trial),
    ...(times === null ? [] : [column('time', 'number', ({ t }) => times[t])]),
    ...answers,
    column('observed', 'boolean', ({ t }) => observed[t] === 1),
  ]);
}

function choiceAt({ trials: { choices } }: FitView, t: number): number | null {
  return choices[t] < 0 ? null : choices[t];
}

function correctAt({ trials: { choices, correct } }: FitView, t: number): boolean | null {
  const side = correct?.[t] ?? -1;
  return side < 0 || choices[t] < 0 ? null : choices[t] === side;
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
