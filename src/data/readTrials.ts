import { DataError, quote, SpecError } from '../errors.ts';
import type { Trials } from '../models/trials.ts';
import { distinctValues, isMissing } from './cells.ts';
import { type CorrectSource, choicesOf, correctOf, outcomeOf } from './choices.ts';
import { designOf } from './design.ts';
import { type Epochs, sessionsOfEpochs } from './epochs.ts';
import type { FeatureBuilders } from './featureSets.ts';
import { readResponses } from './responses.ts';
import { type Sessions, sessionsOfColumn, sessionsOfStarts } from './sessions.ts';
import { type Columns, columnsOf, type TableSource } from './tableSource.ts';

/** Which column has which role. */
export interface ReadTrialsOptions {
  /** Column of the subject: one and the same in all rows. */
  readonly subject?: string;
  /** Column that names the session of each trial. Without it and `sessionStarts` all trials are one session. */
  readonly session?: string;
  /**
   * Where sessions begin, in place of a column: a mask, first trials from 0, these with the number of trials at the end, or
   * `epochs` of a column of times.
   */
  readonly sessionStarts?: ArrayLike<number | boolean> | Epochs;
  /** Column of the choices. Without it and `y` the trials are a design to simulate for. */
  readonly choice?: string;
  /** In place of `choice`: the column of counts or measurements, or several columns that share the hidden states. */
  readonly y?: string | readonly string[];
  /** A value that stands for no choice, such as -1, besides an empty cell. */
  readonly missingChoice?: number | string | boolean;
  /** Column of the side that would have been right, or `{ signOf: 'stimulus' }`; accuracy needs it. */
  readonly correct?: CorrectSource;
  /** Columns known only after the choice, such as a reward. */
  readonly outcomes?: readonly string[];
  /** How to make each feature, by its name. */
  readonly features: FeatureBuilders;
  /**
   * What becomes of a trial with an empty or NaN cell in a column, standardized or matrix feature. In an unbroken run of such
   * trials at the beginning or the end of a session it is unobserved, with 0 for that feature (a standardized one ignores it
   * in its mean and deviation). Inside a session it is refused by default; 'unobserved' treats it like one at the borders.
   * A lag of an empty cell is 0 and nothing is missing.
   */
  readonly missing?: 'refuseInside' | 'unobserved';
}

/**
 * The trials of one subject from a table with one row a trial, in order of time.
 *
 * Choices are 0 or 1; a trial without one (an empty cell, or `missingChoice`) is unobserved and stays in its session.
 * Responses (`y`) are finite numbers; a trial is unobserved when any of its responses is empty or NaN. What a family of
 * observations allows, such as whole numbers, is checked when it is fitted. Where a feature is missing at the borders of a
 * session, trials are unobserved as well (`missing`); the diagnostics of a fit count them.
 *
 * @param data a danfojs DataFrame, an array of row objects, an object of columns, or a table
 * @throws {DataError} when a cell, a column or the order of sessions is wrong; names column, row, session and value
 * @throws {SpecError} when options do not go together
 * @example readTrials(df, { session: 'day', choice: 'choice', features: { bias: bias(), stimulus: standardized('contrast') } })
 * @example readTrials(df, { y: ['neuron1', 'neuron2'], features: { bias: bias(), speed: column() } })
 */
export function readTrials(data: TableSource, options: ReadTrialsOptions): Trials {
  const { subject, choice, y, missingChoice, correct, outcomes = [], features, missing = 'refuseInside' } = options;
  requireTogether(options);
  const columns = columnsOf(data);
  const numTrials = columns.numRows;
  if (numTrials === 0)
    throw new DataError({}, 'There are no trials: the table has no rows. Check what it was read from or filtered by.');

  const sessions = readSessions(columns, options);
  const choices = choice === undefined ? null : choicesOf(columns, choice, missingChoice);
  const responses = y === undefined ? null : readResponses(columns, y);
  const design = designOf(
    {
      columns,
      sessions,
      numTrials,
      choice: choice === undefined || choices === null ? null : { column: choice, values: choices },
      responseColumns: responses?.names ?? [],
      outcomeColumns: outcomes,
    },
    features,
    missing,
  );
  const hasAnswer = (t: number): boolean => (choices === null ? responses?.complete[t] === 1 : choices[t] >= 0);
  return {
    kind: 'trials',
    numTrials,
    choices: choices ?? new Int32Array(numTrials).fill(-1),
    responses: responses?.values ?? null,
    responseNames: responses?.names ?? [],
    observed: design.featuresKnown.map((known, t) => Number(known === 1 && hasAnswer(t))),
    ...design,
    sessionStarts: sessions.starts,
    sessionNames: sessions.names,
    times: sessions.times,
    subject: subject === undefined ? null : onlySubject(columns, subject),
    correct: correct === undefined ? null : correctOf(columns, correct),
    outcomes: outcomes.map((name) => ({ name, values: outcomeOf(columns, name) })),
  };
}

function requireTogether({ choice, y, missingChoice, correct, missing }: ReadTrialsOptions): void {
  if (choice !== undefined && y !== undefined)
    throw new SpecError(
      'y',
      y,
      `Give either choice (${quote(choice)}) or y (${quote(y)}), not both: trials hold choices of 0 and 1, or counts and measurements. A column of the past may be a feature by lag().`,
    );
  for (const [option, value] of Object.entries({ missingChoice, correct }))
    if (y !== undefined && value !== undefined)
      throw new SpecError(option, value, `${option} is about choices, but y was given. Leave it out.`);
  if (missing !== undefined && missing !== 'refuseInside' && missing !== 'unobserved')
    throw new SpecError(
      'missing',
      missing,
      `missing must be 'refuseInside' or 'unobserved', but is ${quote(missing)}.`,
    );
}

function readSessions(columns: Columns, options: ReadTrialsOptions): Sessions & Pick<Trials, 'times'> {
  const { session, sessionStarts } = options;
  if (session !== undefined && sessionStarts !== undefined)
    throw new SpecError('sessionStarts', sessionStarts, 'Give either session or sessionStarts, not both.');
  if (session !== undefined) return { ...sessionsOfColumn(columns.read(session), session), times: null };
  if (isEpochs(sessionStarts)) return sessionsOfEpochs(columns, sessionStarts);
  return { ...sessionsOfStarts(sessionStarts ?? [0], columns.numRows), times: null };
}

function isEpochs(sessionStarts: ReadTrialsOptions['sessionStarts']): sessionStarts is Epochs {
  return typeof sessionStarts === 'object' && 'kind' in sessionStarts && sessionStarts.kind === 'epochs';
}

function onlySubject(columns: Columns, column: string): string {
  const cells = columns.read(column);
  for (let row = 0; row < cells.length; row++) {
    if (isMissing(cells[row]))
      throw new DataError(
        { column, row },
        `Column "${column}" is empty in row ${row}, but every trial needs its subject. Fill it in.`,
      );
    if (String(cells[row]) !== String(cells[0]))
      throw new DataError(
        { column, row },
        `Column "${column}" holds more than one subject (${distinctValues(cells)}), the second from row ${row} on, but trials are read one subject at a time. Filter the table first.`,
      );
  }
  return String(cells[0]);
}
