import { DataError, quote, SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { Trials } from '../models/trials.ts';
import { type Choices, choicesOf } from './choices.ts';
import { type Classes, type ClassLabel, givenClasses, zeroAndOne } from './classes.ts';
import { type CorrectSource, correctOf } from './correctSide.ts';
import { designOf } from './design.ts';
import type { Epochs } from './epochs.ts';
import type { FeatureBuilders } from './featureSets.ts';
import { outcomeColumnsIn } from './outcomeColumns.ts';
import { outcomeOf } from './outcomes.ts';
import { readResponses } from './responses.ts';
import { withSessionIndicators } from './sessionIndicators.ts';
import { pooledTrials, trialsOfEach } from './severalSubjects.ts';
import { type SubjectSessions, sessionsOfOne, sessionsOfSeveral } from './subjectSessions.ts';
import { namingSubject, orderBySubject } from './subjects.ts';
import { type Columns, columnsOf, type TableSource } from './tableSource.ts';

/** Which column has which role. */
export interface ReadTrialsOptions {
  /** Column of the subject; one and the same in all rows, unless `subjects` says otherwise. */
  readonly subject?: string;
  /**
   * With 'pooled' a table may hold several subjects, whose rows need not stand together: their sessions follow each other,
   * subject after subject in order of first appearance, called "mouse · session". 'each' gives a list, the trials of each.
   */
  readonly subjects?: 'one' | 'pooled';
  /** Column that names the session of each trial. Without it and `sessionStarts` all trials are one session. */
  readonly session?: string;
  /**
   * Where sessions begin, in place of a column: a mask, first trials from 0, these with the number of trials at the end, or
   * `epochs` of a column of times.
   */
  readonly sessionStarts?: ArrayLike<number | boolean> | Epochs;
  /** Column of the choices. Without it and `y` the trials are a design to simulate for. */
  readonly choice?: string;
  /**
   * Labels of the choices, the first being class 0, also of those never chosen. Without it choices are 0 and 1 (false and
   * true), or whole numbers 0, 1, 2, … all of which occur.
   */
  readonly classes?: readonly ClassLabel[];
  /** In place of `choice`: the column of counts or measurements, or several columns that share the hidden states. */
  readonly y?: string | readonly string[];
  /** A value that stands for no choice, such as -1, besides an empty cell. */
  readonly missingChoice?: number | string | boolean;
  /**
   * Column of the label that would have been right, `{ signOf: 'stimulus' }` (class 1 when above 0), or `{ left, right }` (the
   * side of the larger stimulus); accuracy needs it.
   */
  readonly correct?: CorrectSource;
  /** Columns known only after the choice, such as a reward; also those that features such as `winStayLoseSwitch` take for one. */
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

const optionNames: Readonly<Record<keyof ReadTrialsOptions, true>> = {
  subject: true,
  subjects: true,
  session: true,
  sessionStarts: true,
  choice: true,
  classes: true,
  y: true,
  missingChoice: true,
  correct: true,
  outcomes: true,
  features: true,
  missing: true,
};

/** Which column has which role in a table whose subjects are read each for itself. */
export interface ReadEachOptions extends Omit<ReadTrialsOptions, 'subjects'> {
  readonly subject: string;
  readonly subjects: 'each';
}

/**
 * The trials of a table with one row a trial, in order of time: of one subject, of several pooled, or a list with the trials
 * of each (in order of first appearance).
 *
 * Choices are 0 or 1, or the labels of `classes`; a trial without one (an empty cell, or `missingChoice`) is unobserved and
 * stays in its session. Responses (`y`) are finite numbers; a trial is unobserved when any of its responses is empty or NaN.
 * What a family of observations allows, such as whole numbers, is checked when it is fitted. Where a feature is missing at
 * the borders of a session, trials are unobserved as well (`missing`); the diagnostics of a fit count them.
 *
 * @param data a danfojs DataFrame, an array of row objects, an object of columns, or a table
 * @throws {DataError} when a cell, a column or the order of sessions is wrong, or one of several subjects has no observed
 *   trial; names subject, column, row of the table as given, session and value
 * @throws {SpecError} when an option is unknown, or options do not go together
 * @example readTrials(df, { session: 'day', choice: 'choice', features: { bias: bias(), stimulus: standardized('contrast') } })
 * @example readTrials(df, { choice: 'choice', classes: ['C', 'L', 'R'], features: { bias: bias(), delay: column() } })
 * @example readTrials(df, { subject: 'mouse', subjects: 'each', session: 'day', choice: 'choice', features })[0]
 * @example readTrials(df, { y: ['neuron1', 'neuron2'], features: { bias: bias(), speed: column() } })
 */
export function readTrials(data: TableSource, options: ReadTrialsOptions): Trials;
export function readTrials(data: TableSource, options: ReadEachOptions): readonly Trials[];
export function readTrials(
  data: TableSource,
  options: ReadTrialsOptions | ReadEachOptions,
): Trials | readonly Trials[] {
  requireKnownOptions(Object.keys(optionNames), options, 'readTrials');
  const { subject, subjects = 'one' } = options;
  requireTogether(options);
  const table = columnsOf(data);
  if (table.numRows === 0)
    throw new DataError({}, 'There are no trials: the table has no rows. Check what it was read from or filtered by.');
  const order = orderBySubject(table, subject, subjects);
  if (subjects === 'one')
    return { ...readRows(table, sessionsOfOne(table, options), options), subject: order.subjects[0].name };
  const sessions = sessionsOfSeveral(order, options);
  const trials = namingSubject(
    (row) => String(table.read(subject as string)[row]),
    () => readRows(order.columns, sessions, options),
  );
  const isDesign = options.choice === undefined && options.y === undefined;
  return subjects === 'each'
    ? trialsOfEach(trials, order.subjects, { isDesign })
    : pooledTrials(trials, order.subjects, { isDesign });
}

/** The trials in the rows of columns; their subject is left open. */
function readRows(columns: Columns, sessions: SubjectSessions, options: Omit<ReadTrialsOptions, 'subjects'>): Trials {
  const { choice, y, correct, features, missing = 'refuseInside' } = options;
  const outcomes = [...new Set([...(options.outcomes ?? []), ...Object.values(features).flatMap(outcomeColumnsIn)])];
  const numTrials = columns.numRows;
  const { classes, choices } = readChoices(columns, options);
  const responses = y === undefined ? null : readResponses(columns, y);
  const design = designOf(
    {
      columns,
      sessions,
      numTrials,
      choice: choices,
      responseColumns: responses?.names ?? [],
      outcomeColumns: outcomes,
      builders: withSessionIndicators(features, sessions),
    },
    missing,
  );
  const hasAnswer = (t: number): boolean => (choices === null ? responses?.complete[t] === 1 : choices.values[t] >= 0);
  return {
    kind: 'trials',
    numTrials,
    choices: choices?.values ?? new Int32Array(numTrials).fill(-1),
    classNames: choice === undefined && options.classes === undefined ? [] : classes.names,
    responses: responses?.values ?? null,
    responseNames: responses?.names ?? [],
    observed: design.featuresKnown.map((known, t) => Number(known === 1 && hasAnswer(t))),
    ...design,
    sessionStarts: sessions.starts,
    sessionNames: sessions.names,
    sessionSubjects: sessions.subjects,
    times: sessions.times,
    subject: null,
    correct: correct === undefined ? null : correctOf(columns, correct, classes),
    outcomes: outcomes.map((name) => ({ name, values: outcomeOf(columns, name) })),
  };
}

function readChoices(
  columns: Columns,
  { choice, classes: labels, missingChoice }: Omit<ReadTrialsOptions, 'subjects'>,
): { readonly choices: Choices | null; readonly classes: Classes } {
  const given = labels === undefined ? null : givenClasses(labels, missingChoice);
  const choices = choice === undefined ? null : choicesOf(columns, choice, missingChoice, given);
  return { choices, classes: choices?.classes ?? given ?? zeroAndOne };
}

function requireTogether(options: Omit<ReadTrialsOptions, 'subjects'>): void {
  const { choice, y, missingChoice, classes, correct, missing } = options;
  if (choice !== undefined && y !== undefined)
    throw new SpecError(
      'y',
      y,
      `Give either choice (${quote(choice)}) or y (${quote(y)}), not both: trials hold choices, or counts and measurements. A column of the past may be a feature by lag().`,
    );
  for (const [option, value] of Object.entries({ missingChoice, classes, correct }))
    if (y !== undefined && value !== undefined)
      throw new SpecError(option, value, `${option} is about choices, but y was given. Leave it out.`);
  if (missing !== undefined && missing !== 'refuseInside' && missing !== 'unobserved')
    throw new SpecError(
      'missing',
      missing,
      `missing must be 'refuseInside' or 'unobserved', but is ${quote(missing)}.`,
    );
}
