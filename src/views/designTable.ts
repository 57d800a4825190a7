import { type Table, table } from '../data/table.ts';
import type { Trials } from '../models/trials.ts';
import { choiceColumn, responseColumns, type TrialColumn } from './answerColumns.ts';
import { sessionRanges } from './sessionRange.ts';

/**
 * What a model is fitted to, a row a trial: subject (where there is one, or several pooled), session and trial (both from 1,
 * the trial within its session), sessionName, sessionStart (whether a session begins), choice (its label, or 0 and 1) or a
 * column for each response, observed (whether it counts), featuresKnown (whether every feature has a number of its own; 0
 * stands for one that is missing), then a column for each feature.
 *
 * The same stands in the trials as typed arrays: `choices`, `responses`, `observed`, `featuresKnown`, `features`, `sessionStarts`.
 *
 * @throws {DataError} when a feature or response has the name of another column
 */
export function designTable(trials: Trials): Table {
  const { observed, featuresKnown, featureNames, features, responses, sessionNames, sessionSubjects, subject } = trials;
  const rows = sessionRanges(trials).flatMap(({ session, from, to }) =>
    Array.from({ length: to - from }, (_, i) => ({ session, trial: i + 1, t: from + i })),
  );
  const D = featureNames.length;
  const ofTrials: TrialColumn[] = [
    ...(responses === null ? [choiceColumn(trials)] : responseColumns(trials)),
    { name: 'observed', type: 'boolean', cell: (t) => observed[t] === 1 },
    { name: 'featuresKnown', type: 'boolean', cell: (t) => featuresKnown[t] === 1 },
    ...featureNames.map((name, d): TrialColumn => ({ name, type: 'number', cell: (t) => features.data[t * D + d] })),
  ];
  const subjects = sessionSubjects ?? (subject === null ? null : sessionNames.map(() => subject));
  return table([
    ...(subjects === null
      ? []
      : [{ name: 'subject', type: 'string', values: rows.map(({ session }) => subjects[session - 1]) } as const]),
    { name: 'session', type: 'number', values: rows.map(({ session }) => session) },
    { name: 'sessionName', type: 'string', values: rows.map(({ session }) => sessionNames[session - 1]) },
    { name: 'trial', type: 'number', values: rows.map(({ trial }) => trial) },
    { name: 'sessionStart', type: 'boolean', values: rows.map(({ trial }) => trial === 1) },
    ...ofTrials.map(({ name, type, cell }) => ({ name, type, values: rows.map(({ t }) => cell(t)) })),
  ]);
}
