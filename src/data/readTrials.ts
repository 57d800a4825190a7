import { DataError, SpecError } from '../errors.ts';
import type { Trials } from '../models/trials.ts';
import { distinctValues, isMissing } from './cells.ts';
import { type CorrectSource, choicesOf, correctOf, outcomeOf } from './choices.ts';
import { designOf } from './design.ts';
import type { FeatureBuilder } from './features.ts';
import { type Sessions, sessionsOfColumn, sessionsOfStarts } from './sessions.ts';
import { type Columns, columnsOf, type TableSource } from './tableSource.ts';

/** Which column has which role. */
export interface ReadTrialsOptions {
  /** Column of the subject: one and the same in all rows. */
  readonly subject?: string;
  /** Column that names the session of each trial. Without it and `sessionStarts` all trials are one session. */
  readonly session?: string;
  /** Where sessions begin, in place of a column: a mask, first trials from 0, or these with the number of trials at the end. */
  readonly sessionStarts?: ArrayLike<number | boolean>;
  /** Column of the choices. Left out, the trials are a design to simulate choices for. */
  readonly choice?: string;
  /** A value that stands for no choice, such as -1, besides an empty cell. */
  readonly missingChoice?: number | string | boolean;
  /** Column of the side that would have been right, or `{ signOf: 'stimulus' }`; accuracy needs it. */
  readonly correct?: CorrectSource;
  /** Columns known only after the choice, such as a reward. */
  readonly outcomes?: readonly string[];
  /** How to make each feature, by its name. */
  readonly features: Readonly<Record<string, FeatureBuilder>>;
}

/**
 * The trials of one subject from a table with one row a trial, in order of time.
 *
 * Choices are 0 or 1; a trial without one (an empty cell, or `missingChoice`) is unobserved and stays in its session.
 *
 * @param data a danfojs DataFrame, an array of row objects, an object of columns, or a table
 * @throws {DataError} when a cell, a column or the order of sessions is wrong; names column, row, session and value
 * @throws {SpecError} when options do not go together
 * @example readTrials(df, { session: 'day', choice: 'choice', features: { bias: bias(), stimulus: standardized('contrast') } })
 */
export function readTrials(data: TableSource, options: ReadTrialsOptions): Trials {
  const { subject, choice, missingChoice, correct, outcomes = [], features } = options;
  const columns = columnsOf(data);
  const numTrials = columns.numRows;
  if (numTrials === 0)
    throw new DataError({}, 'There are no trials: the table has no rows. Check what it was read from or filtered by.');

  const sessions = readSessions(columns, options);
  const choices = choice === undefined ? null : choicesOf(columns, choice, missingChoice);
  const design = designOf(
    {
      columns,
      sessions,
      numTrials,
      choice: choice === undefined || choices === null ? null : { column: choice, values: choices },
      outcomeColumns: outcomes,
    },
    features,
  );
  return {
    kind: 'trials',
    responses: null,
    responseNames: [],
    numTrials,
    choices: choices ?? new Int32Array(numTrials).fill(-1),
    observed: Uint8Array.from({ length: numTrials }, (_, t) => Number((choices?.[t] ?? -1) >= 0)),
    ...design,
    sessionStarts: sessions.starts,
    sessionNames: sessions.names,
    subject: subject === undefined ? null : onlySubject(columns, subject),
    correct: correct === undefined ? null : correctOf(columns, correct),
    outcomes: outcomes.map((name) => ({ name, values: outcomeOf(columns, name) })),
  };
}

function readSessions(columns: Columns, options: ReadTrialsOptions): Sessions {
  const { session, sessionStarts } = options;
  if (session !== undefined && sessionStarts !== undefined)
    throw new SpecError('sessionStarts', sessionStarts, 'Give either session or sessionStarts, not both.');
  if (session !== undefined) return sessionsOfColumn(columns.read(session), session);
  return sessionsOfStarts(sessionStarts ?? [0], columns.numRows);
}

function onlySubject(columns: Columns, column: string): string {
  const cells = columns.read(column);
  for (let row = 0; row < cells.length; row++) {
    if (isMissing(cells[row]))
      throw new DataError({ column, row }, `Column "${column}" is empty in row ${row}; every trial needs its subject.`);
    if (String(cells[row]) !== String(cells[0]))
      throw new DataError(
        { column, row },
        `Column "${column}" holds more than one subject (${distinctValues(cells)}), the second from row ${row} on, but trials are read one subject at a time. Filter the table first.`,
      );
  }
  return String(cells[0]);
}
