import type { Cell, Table } from '../data/table.ts';
import { sessionRanges } from './sessionRange.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/**
 * The trials of a view, a row each: session and trial (both from 1, the trial within its session), choice (0 or 1, empty
 * where there was none), correct (whether the choice was, empty where that is not known), observed (whether the choice counts).
 *
 * @param options.session only this session, counted from 1
 * @throws {SpecError} when there is no such session
 */
export function trialTable(view: FitView, options: { readonly session?: number } = {}): Table {
  const { choices, correct, observed } = view.trials;
  const isCorrect = (t: number): Cell => {
    const side = correct?.[t] ?? -1;
    return side < 0 || choices[t] < 0 ? null : choices[t] === side;
  };
  const rows = sessionRanges(view.trials, options.session).flatMap(({ session, from, to }) =>
    Array.from({ length: to - from }, (_, i) => ({
      session,
      trial: i + 1,
      choice: choices[from + i] < 0 ? null : choices[from + i],
      correct: isCorrect(from + i),
      observed: observed[from + i] === 1,
    })),
  );
  return tableOfRows(rows, {
    session: 'number',
    trial: 'number',
    choice: 'number',
    correct: 'boolean',
    observed: 'boolean',
  });
}
