import { DataError, quote } from '../errors.ts';
import { isMissing, numberIn } from './cells.ts';
import type { Columns } from './tableSource.ts';

/** Where sessions begin, and what they are called. */
export interface Sessions {
  /** [session + 1] first trial of each session, and at the end the number of trials. */
  readonly starts: Int32Array;
  /** [session] */
  readonly names: readonly string[];
}

/**
 * Sessions from a column that names the session of each trial, in order of first appearance.
 *
 * @throws {DataError} when a cell is empty or a session comes back after another one
 */
export function sessionsOfColumn(columns: Columns, column: string): Sessions {
  const cells = columns.read(column);
  const starts: number[] = [];
  const firstRows = new Map<string, number>();
  let current: string | undefined;
  for (let t = 0; t < cells.length; t++) {
    const row = columns.rowOf(t);
    if (isMissing(cells[t]))
      throw new DataError(
        { column, row },
        `Column "${column}" is empty in row ${row}, but every trial needs a session. Fill it in.`,
      );
    const session = String(cells[t]);
    if (session === current) continue;
    const first = firstRows.get(session);
    if (first !== undefined)
      throw new DataError(
        { column, row, session },
        `Session "${session}" begins in row ${first} and comes back in row ${row}, after session "${current}". The trials of a session must stand together, in their order: sort the table first, or give sessions of different subjects or days different names.`,
      );
    firstRows.set(session, row);
    starts.push(t);
    current = session;
  }
  return { starts: Int32Array.from([...starts, cells.length]), names: [...firstRows.keys()] };
}

/**
 * Sessions from their first trials: a mask (one entry a trial, true or 1 where a session begins), offsets (the first trial
 * of each session, from 0), or offsets that end in the number of trials. A mask begins with 1 and offsets with 0, which
 * tells them apart. Sessions are called "0", "1" and so on.
 *
 * @throws {DataError} when the list is none of these
 */
export function sessionsOfStarts(list: ArrayLike<number | boolean>, numTrials: number): Sessions {
  const offsets = isMask(list, numTrials)
    ? offsetsOfMask(list, numTrials)
    : checkedOffsets(Array.from(list, Number), numTrials);
  return {
    starts: Int32Array.from([...offsets, numTrials]),
    names: offsets.map((_, session) => String(session)),
  };
}

/** Offsets increase, so that three or more entries of 0 and 1 can only be a mask, though one that forgot its first trial. */
function isMask(list: ArrayLike<number | boolean>, numTrials: number): boolean {
  if (typeof list[0] === 'boolean' || list[0] === 1) return true;
  return list.length === numTrials && numTrials > 2 && Array.from(list).every((entry) => entry === 0 || entry === 1);
}

function offsetsOfMask(mask: ArrayLike<number | boolean>, numTrials: number): number[] {
  if (mask.length !== numTrials)
    throw new DataError(
      {},
      `sessionStarts begins with ${mask[0]}, so it is a mask, which needs an entry for each of the ${numTrials} trials, but it has ${mask.length}. A list of first trials begins with 0.`,
    );
  if (numberIn(mask[0]) !== 1)
    throw new DataError(
      { row: 0 },
      `sessionStarts is a mask but holds ${quote(mask[0])} at trial 0, where the first session begins. Put ${quote(mask[0] === false ? true : 1)} there.`,
    );
  const offsets: number[] = [];
  for (let trial = 0; trial < numTrials; trial++) {
    const entry = numberIn(mask[trial]);
    if (entry !== 0 && entry !== 1)
      throw new DataError(
        { row: trial },
        `sessionStarts is a mask of 0 and 1, but holds ${quote(mask[trial])} at trial ${trial}.`,
      );
    if (entry === 1) offsets.push(trial);
  }
  return offsets;
}

function checkedOffsets(list: readonly number[], numTrials: number): number[] {
  if (list.length === 0) throw new DataError({}, 'sessionStarts is empty; the first session begins at trial 0.');
  if (list[0] !== 0)
    throw new DataError(
      { row: 0 },
      `sessionStarts begins with ${quote(list[0])}, but the first session begins at trial 0 (trials count from 0); a mask begins with true or 1.`,
    );
  list.forEach((offset, i) => {
    const previous = list[i - 1] ?? -1;
    if (!Number.isInteger(offset) || offset <= previous)
      throw new DataError(
        { row: i },
        `sessionStarts must hold the first trial of each session, whole numbers that increase, but entry ${i} is ${quote(offset)} after ${previous}.`,
      );
    if (offset > numTrials || (offset === numTrials && i < list.length - 1))
      throw new DataError(
        { row: i },
        `sessionStarts says that a session begins at trial ${offset}, but there are only ${numTrials} trials (0 to ${numTrials - 1}). Check that both come from the same table.`,
      );
  });
  return list.at(-1) === numTrials ? list.slice(0, -1) : [...list];
}

/** Session of a trial, for messages and for lags. */
export function sessionOf(sessions: Sessions, trial: number): number {
  let session = 0;
  while ((sessions.starts[session + 1] as number) <= trial) session++;
  return session;
}
