import { DataError } from '../errors.ts';
import { moments } from '../numerics/moments.ts';
import type { SubjectSessions } from './subjectSessions.ts';

/** Consecutive sessions that share a mean and a standard deviation. */
export interface Stretch {
  readonly firstSession: number;
  readonly numSessions: number;
  /** What it is, for messages, where it is not all of the trials. */
  readonly subject?: string;
  readonly session?: string;
}

/** The sessions that share a scale. */
function stretchesOf({ names, subjects }: SubjectSessions, over: 'subject' | 'pooled' | 'session'): Stretch[] {
  if (over === 'session')
    return names.map((session, firstSession) => ({
      firstSession,
      numSessions: 1,
      session,
      ...(subjects && { subject: subjects[firstSession] }),
    }));
  if (over === 'pooled' || subjects === null) return [{ firstSession: 0, numSessions: names.length }];
  return [...new Set(subjects)].map((subject) => ({
    firstSession: subjects.indexOf(subject),
    numSessions: subjects.filter((one) => one === subject).length,
    subject,
  }));
}

/** What is subtracted, and by what is divided. */
export interface MeanAndDeviation {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Scales values in place, those of each stretch of sessions by its own mean and deviation.
 *
 * @param scaleOfPart of the values of a stretch
 * @returns [session] what was subtracted, and by what was divided
 */
export function scaleStretches(
  values: Float64Array,
  sessions: SubjectSessions,
  over: 'subject' | 'pooled' | 'session',
  scaleOfPart: (part: Float64Array, stretch: Stretch) => MeanAndDeviation,
): { readonly means: readonly number[]; readonly deviations: readonly number[] } {
  const bySession = stretchesOf(sessions, over).flatMap((stretch) => {
    const { firstSession, numSessions } = stretch;
    const part = values.subarray(sessions.starts[firstSession], sessions.starts[firstSession + numSessions]);
    const { mean, deviation } = scaleOfPart(part, stretch);
    part.forEach((x, i) => {
      part[i] = (x - mean) / deviation;
    });
    return new Array<MeanAndDeviation>(numSessions).fill({ mean, deviation });
  });
  return { means: bySession.map(({ mean }) => mean), deviations: bySession.map(({ deviation }) => deviation) };
}

/** Mean and spread of numbers. */
export interface Scale extends MeanAndDeviation {
  /** How many numbers there are. */
  readonly count: number;
}

/** Mean and standard deviation of the numbers that are not NaN. */
export function scaleOf(values: Float64Array, formula: 'population' | 'sample'): Scale {
  const known = values.filter((x) => !Number.isNaN(x));
  const { mean, variance } = moments(known);
  const { length: count } = known;
  return { count, mean, deviation: Math.sqrt(formula === 'sample' ? (variance * count) / (count - 1) : variance) };
}

/** What is scaled, for messages. */
export interface Scaled {
  /** Name of the feature. */
  readonly name: string;
  readonly columns: readonly string[];
  /** What else could be done, where it is not the whole table that has no variation: `Standardize over 'pooled'`. */
  readonly otherwise: string;
}

/** Refuses numbers that cannot be divided by their standard deviation. @throws {DataError} */
export function requireVariation({ name, columns, otherwise }: Scaled, stretch: Stretch, scale: Scale): void {
  const { count, mean, deviation } = scale;
  if (count > 0 && deviation > 1e-12 * Math.abs(mean) && deviation < Infinity) return;
  const { subject, session } = stretch;
  const place = {
    column: columns[0],
    ...(subject !== undefined && { subject }),
    ...(session !== undefined && { session }),
  };
  const where = [
    ...(session === undefined ? [] : [`session "${session}"`]),
    ...(subject === undefined ? [] : [`subject "${subject}"`]),
  ].join(' of ');
  const within = where === '' ? '' : ` in ${where}`;
  const leave = where === '' ? 'Leave' : `${otherwise}, or leave`;
  const named = `Column ${columns.map((column) => `"${column}"`).join(' with ')}`;
  if (count === 0)
    throw new DataError(
      place,
      `${named} has no number to standardize for feature "${name}"${within}: every cell is empty. ${leave} ${where === '' ? 'the feature' : `that ${session === undefined ? 'subject' : 'session'}`} out.`,
    );
  throw new DataError(
    place,
    `${named} cannot be standardized for feature "${name}"${within}: its standard deviation is ${deviation} (mean ${mean}). ${leave} a column without variation out; bias() is the constant feature.`,
  );
}
