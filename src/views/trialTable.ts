import { type Cell, type Table, table } from '../data/table.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { Trials } from '../models/trials.ts';
import { choiceColumn, responseColumns, type TrialColumn } from './answerColumns.ts';
import { modelColumns } from './modelColumns.ts';
import { sessionRanges } from './sessionRange.ts';
import type { FitView } from './viewFit.ts';

/**
 * The trials of a view, a row each: session and trial (both from 1, the trial within its session), time (where sessions
 * were found by time), then what was observed, then observed (whether it counts), then what the model says. What was observed
 * is the choice (its label, or 0 and 1; empty where there was none) and correct (whether it was, empty where that is not known), or a column
 * for each response.
 *
 * The model says: state (of the most likely path); "smoothed: NAME" and "predicted: NAME" of each state, its probability given
 * all choices of the session, or those before the trial only; and from the latter "probability: NAME" of
 * each choice, or "mean: NAME" of each response (empty where a feature is missing); logLikelihood (nats, of what was observed
 * given what was before; empty where nothing counts).
 *
 * @param options.session only this session, counted from 1
 * @param options.model   whether to add what the model says; true by default
 * @throws {SpecError} when there is no such session
 * @throws {DataError} when a response has the name of another column
 */
export function trialTable(
  view: FitView,
  options: { readonly session?: number; readonly model?: boolean } = {},
): Table {
  requireKnownOptions(['session', 'model'], options, 'trialTable');
  const { session: only, model = true } = options;
  const { trials } = view;
  const rows = sessionRanges(trials, only).flatMap(({ session, from, to }) =>
    Array.from({ length: to - from }, (_, i) => ({ session, trial: i + 1, t: from + i })),
  );
  const { times, responses, observed } = trials;
  const ofTrials: TrialColumn[] = [
    ...(times === null ? [] : [{ name: 'time', type: 'number', cell: (t: number): Cell => times[t] } as const]),
    ...(responses === null ? [choiceColumn(trials), correctColumn(trials)] : responseColumns(trials)),
    { name: 'observed', type: 'boolean', cell: (t) => observed[t] === 1 },
    ...(model ? modelColumns(view) : []),
  ];
  return table([
    { name: 'session', type: 'number', values: rows.map(({ session }) => session) },
    { name: 'trial', type: 'number', values: rows.map(({ trial }) => trial) },
    ...ofTrials.map(({ name, type, cell }) => ({ name, type, values: rows.map(({ t }) => cell(t)) })),
  ]);
}

function correctColumn({ choices, correct }: Trials): TrialColumn {
  return {
    name: 'correct',
    type: 'boolean',
    cell: (t) => {
      const side = correct?.[t] ?? -1;
      return side < 0 || choices[t] < 0 ? null : choices[t] === side;
    },
  };
}
