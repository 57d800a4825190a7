import { quote, SpecError } from '../../errors.ts';
import { nearNames } from '../nearNames.ts';

/**
 * Where a subject stands in a list of names.
 *
 * @param subject its name, or its place counted from 0
 * @throws {SpecError} when there is none
 */
export function subjectIndex(names: readonly string[], subject: string | number): number {
  if (typeof subject === 'number') {
    if (Number.isInteger(subject) && subject >= 0 && subject < names.length) return subject;
    throw new SpecError(
      'subject',
      subject,
      `subject must be a name, or a number from 0 to ${names.length - 1}, but is ${quote(subject)}.`,
    );
  }
  const index = names.indexOf(subject);
  if (index >= 0) return index;
  throw new SpecError(
    'subject',
    subject,
    `There is no subject ${quote(subject)}. ${nearNames(String(subject), names, 'subject')}`,
  );
}
