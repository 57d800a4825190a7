import { DataError, quote, SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { isMissing, numberIn } from './cells.ts';
import type { Sessions } from './sessions.ts';
import type { Columns } from './tableSource.ts';

/** Sessions as stretches of time. What `epochs` returns; plain data. */
export interface Epochs {
  readonly kind: 'epochs';
  /** Column of the time of each trial. */
  readonly time: string;
  /** [session] first and last moment, in the unit of the time column. */
  readonly start: readonly number[];
  readonly end: readonly number[];
}

/** Sessions from times, and the time of each trial. */
export interface TimedSessions extends Sessions {
  /** [trial] in the unit of the time column. */
  readonly times: Float64Array;
}

/**
 * Sessions from a column of times and a table of epochs: a trial belongs to the epoch with start <= time <= end, and to
 * the later one where two touch.
 *
 * @param options.time  column of the time of each trial
 * @param options.start [session] first moment of each epoch, in the unit of that column
 * @param options.end   [session] last moment of each epoch
 * @throws {SpecError} when epochs are none, not ordered, overlap, or end before they begin
 * @example readTrials(df, { sessionStarts: epochs({ time: 'time', start: [0, 700], end: [600, 1300] }), y: 'count', features })
 */
export function epochs(options: {
  readonly time: string;
  readonly start: ArrayLike<number>;
  readonly end: ArrayLike<number>;
}): Epochs {
  requireKnownOptions(['time', 'start', 'end'], options, 'epochs');
  const { time, start, end } = options;
  if (typeof time !== 'string')
    throw new SpecError('time', time, `time must be the name of the column of times, but is ${quote(time)}.`);
  if (!(start?.length > 0) || start.length !== end?.length)
    throw new SpecError(
      'epochs',
      { start, end },
      `An epoch needs a start and an end, but there are ${start?.length ?? 0} starts and ${end?.length ?? 0} ends. Give lists of one length, at least 1.`,
    );
  for (let i = 0; i < start.length; i++) requireEpoch(start, end, i);
  return { kind: 'epochs', time, start: Array.from(start), end: Array.from(end) };
}

function requireEpoch(start: ArrayLike<number>, end: ArrayLike<number>, i: number): void {
  const epoch = `Epoch ${i} (counted from 0), from ${quote(start[i])} to ${quote(end[i])},`;
  if (!Number.isFinite(start[i]) || !Number.isFinite(end[i]))
    throw new SpecError('epochs', [start[i], end[i]], `${epoch} must begin and end at finite numbers.`);
  if (end[i] < start[i])
    throw new SpecError('epochs', [start[i], end[i]], `${epoch} ends before it begins. Exchange start and end.`);
  if (i > 0 && start[i] < end[i - 1])
    throw new SpecError(
      'epochs',
      [start[i], end[i]],
      `${epoch} begins before the one before it ends (${end[i - 1]}). Epochs must follow each other without overlap: sort them, or join those that overlap.`,
    );
}

/**
 * Sessions of a table whose trials carry times; they are called "0", "1" and so on, after their epochs.
 *
 * @throws {DataError} when times are missing or fall, a trial lies outside every epoch, or an epoch holds no trial
 */
export function sessionsOfEpochs(columns: Columns, { time, start, end }: Epochs): TimedSessions {
  const times = timesOf(columns, time);
  const starts: number[] = [];
  let trial = 0;
  start.forEach((from, i) => {
    starts.push(trial);
    const isIn = (moment: number): boolean => moment >= from && moment <= end[i] && moment !== start[i + 1];
    while (trial < times.length && isIn(times[trial])) trial++;
    if (trial > starts[i]) return;
    if (trial < times.length && times[trial] < from) refuseOutside(times, trial, time, i, start, end);
    throw new DataError(
      { column: time },
      `Epoch ${i} (counted from 0), from ${from} to ${end[i]}, holds no trial by column "${time}". Leave it out of the epochs, or check that both are in the same unit.`,
    );
  });
  if (trial < times.length) refuseOutside(times, trial, time, start.length, start, end);
  return {
    starts: Int32Array.from([...starts, times.length]),
    names: starts.map((_, session) => String(session)),
    times,
  };
}

function timesOf(columns: Columns, column: string): Float64Array {
  const cells = columns.read(column);
  const times = new Float64Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    times[row] = numberIn(cells[row]);
    if (!Number.isFinite(times[row]))
      throw new DataError(
        { column, row },
        `The time in row ${row} (column "${column}") ${isMissing(cells[row]) ? 'is empty' : `is ${quote(cells[row])}`}, but every trial needs a finite number there to find its epoch.`,
      );
    if (row > 0 && times[row] < times[row - 1])
      throw new DataError(
        { column, row },
        `The time in row ${row} (column "${column}") is ${times[row]}, before that of the row above (${times[row - 1]}). Trials must stand in order of time: sort the table first.`,
      );
  }
  return times;
}

/** Refuses a trial that lies before epoch `next` and after the one before it. */
function refuseOutside(
  times: Float64Array,
  row: number,
  column: string,
  next: number,
  start: readonly number[],
  end: readonly number[],
): never {
  const after = next > 0 ? `after epoch ${next - 1} ends (${end[next - 1]})` : '';
  const before = next < start.length ? `before epoch ${next} begins (${start[next]})` : '';
  throw new DataError(
    { column, row },
    `The trial in row ${row} is at ${times[row]} (column "${column}"), outside every epoch: ${[after, before].filter(Boolean).join(' and ')}, epochs counted from 0. Nothing is left out unasked: filter such rows from the table first, or widen the epochs.`,
  );
}
