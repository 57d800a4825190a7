import { DataError, type LatentlabError, quote, SpecError } from '../errors.ts';
import type { Trials } from './trials.ts';

/**
 * The names of subjects, one for each of their trials.
 *
 * @throws {SpecError} when it is no list of trials
 * @throws {DataError} when some have no subject, hold several, or two have the same
 */
export function subjectNames(subjects: readonly Trials[]): string[] {
  if (!Array.isArray(subjects) || subjects.length === 0 || subjects.some((one) => one?.kind !== 'trials'))
    throw new SpecError(
      'subjects',
      subjects,
      `subjects must be a list with the trials of each subject, as readTrials gives with subjects: 'each', but is ${describe(subjects)}.`,
    );
  const names: string[] = [];
  subjects.forEach(({ subject, sessionSubjects }: Trials, i) => {
    if (sessionSubjects !== null)
      throw new DataError(
        {},
        `subjects[${i}] holds the trials of ${new Set(sessionSubjects).size} subjects pooled. Read them with subjects: 'each'.`,
      );
    if (subject === null)
      throw new DataError(
        {},
        `subjects[${i}] does not say whose trials it holds. Read it with subject: 'name of the column'.`,
      );
    if (names.includes(subject))
      throw new DataError(
        { subject },
        `Subject "${subject}" comes twice, in subjects[${names.indexOf(subject)}] and subjects[${i}]. Give each subject once.`,
      );
    names.push(subject);
  });
  return names;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list of something else';
  return (value as Trials | null)?.kind === 'trials' ? 'the trials of one' : quote(value);
}

/** An error, said of a subject. */
export function ofSubject(error: LatentlabError, subject: string): LatentlabError {
  const message = `Subject "${subject}": ${error.message}`;
  if (error instanceof DataError) return new DataError({ ...error.place, subject }, message, { cause: error });
  if (error instanceof SpecError) return new SpecError(error.option, error.value, message);
  return error;
}
