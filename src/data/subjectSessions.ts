import { DataError, SpecError } from '../errors.ts';
import type { Trials } from '../models/trials.ts';
import { type Epochs, sessionsOfEpochs } from './epochs.ts';
import { type Sessions, sessionsOfColumn, sessionsOfStarts } from './sessions.ts';
import { namingSubject, type SubjectOrder, type SubjectRange } from './subjects.ts';
import { type Columns, takeRows } from './tableSource.ts';

/** Sessions of one subject or several, and when trials were. */
export interface SubjectSessions extends Sessions, Pick<Trials, 'times'> {
  /** [session] subject of each; `null` when there is none or one. */
  readonly subjects: readonly string[] | null;
}

/** [session] its name, with that of the subject where there are several. */
export function sessionLabels({ names, subjects }: Pick<SubjectSessions, 'names' | 'subjects'>): readonly string[] {
  return subjects === null ? names : names.map((name, s) => `${subjects[s]} · ${name}`);
}

/** Where sessions may come from. */
export interface SessionSource {
  readonly session?: string;
  readonly sessionStarts?: ArrayLike<number | boolean> | Epochs;
}

/**
 * The sessions of a table with one subject.
 *
 * @throws {DataError} when sessions are out of order or starts impossible
 * @throws {SpecError} when sessions are given twice
 */
export function sessionsOfOne(columns: Columns, source: SessionSource): SubjectSessions {
  const { session, sessionStarts } = source;
  requireOneSource(source);
  if (isEpochs(sessionStarts)) return { subjects: null, ...sessionsOfEpochs(columns, sessionStarts) };
  const sessions =
    session === undefined
      ? sessionsOfStarts(sessionStarts ?? [0], columns.numRows)
      : sessionsOfColumn(columns, session);
  return { subjects: null, ...sessions, times: null };
}

/**
 * The sessions of a table with several subjects, subject after subject; sessions of different subjects may have one name.
 *
 * @throws {DataError} when sessions are out of order, starts impossible, or a subject begins where no session does
 * @throws {SpecError} when sessions are given twice or by epochs
 */
export function sessionsOfSeveral(order: SubjectOrder, source: SessionSource): SubjectSessions {
  const { session, sessionStarts } = source;
  requireOneSource(source);
  if (isEpochs(sessionStarts))
    throw new SpecError(
      'sessionStarts',
      sessionStarts,
      'sessionStarts: epochs(...) cuts the time of one subject. Read one subject at a time, or name sessions in a column.',
    );
  const marked =
    sessionStarts === undefined
      ? null
      : new Set(sessionsOfStarts(sessionStarts, order.columns.numRows).starts.subarray(0, -1));
  const each = order.subjects.map((subject) => {
    const columns = rangeOf(order.columns, subject);
    if (session !== undefined)
      return namingSubject(
        () => subject.name as string,
        () => sessionsOfColumn(columns, session),
      );
    return marked === null ? sessionsOfStarts([0], columns.numRows) : markedSessions(columns, subject, marked);
  });
  return {
    starts: Int32Array.from([
      ...each.flatMap(({ starts }, i) => Array.from(starts.subarray(0, -1), (start) => order.subjects[i].from + start)),
      order.columns.numRows,
    ]),
    names: each.flatMap(({ names }) => names),
    subjects: each.flatMap(({ names }, i) => names.map(() => order.subjects[i].name as string)),
    times: null,
  };
}

function rangeOf(columns: Columns, { from, to }: SubjectRange): Columns {
  return takeRows(
    columns,
    Array.from({ length: to - from }, (_, i) => from + i),
  );
}

/** Sessions that begin at marked rows of the table that came in. */
function markedSessions(columns: Columns, { name }: SubjectRange, marked: ReadonlySet<number>): Sessions {
  const starts = Array.from({ length: columns.numRows }, (_, t) => t).filter((t) => marked.has(columns.rowOf(t)));
  if (starts[0] !== 0) {
    const row = columns.rowOf(0);
    throw new DataError(
      { row, subject: name as string },
      `Subject "${name}" begins in row ${row}, where sessionStarts has no session begin. Mark the first trial of every session of every subject, or name sessions in a column.`,
    );
  }
  return { starts: Int32Array.from([...starts, columns.numRows]), names: starts.map((_, s) => String(s)) };
}

function requireOneSource({ session, sessionStarts }: SessionSource): void {
  if (session !== undefined && sessionStarts !== undefined)
    throw new SpecError('sessionStarts', sessionStarts, 'Give either session or sessionStarts, not both.');
}

function isEpochs(sessionStarts: SessionSource['sessionStarts']): sessionStarts is Epochs {
  return typeof sessionStarts === 'object' && 'kind' in sessionStarts && sessionStarts.kind === 'epochs';
}
