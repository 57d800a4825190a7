import { DataError, quote } from '../errors.ts';
import { isMissing, numberIn } from './cells.ts';
import type { SubjectCells } from './subjectCells.ts';

/**
 * [subject] a covariate: numbers (true and false as 1 and 0), or texts.
 *
 * @throws {DataError} when it changes within a subject, is empty, infinite or something else, or is a number in one subject
 *   and a text in another
 */
export function covariateOf(cells: SubjectCells, name: string): (string | number)[] {
  const values = cells.covariate(name).map((cell, s) => {
    if (typeof cell === 'string' && cell !== '') return cell;
    const value = numberIn(cell);
    if (Number.isFinite(value)) return value;
    const subject = cells.names[s];
    throw new DataError(
      { column: name, subject },
      isMissing(cell)
        ? `Subject "${subject}": Covariate "${name}" is empty. Fill it in, or leave the subject or the covariate out.`
        : `Subject "${subject}": Covariate "${name}" is ${quote(cell)}, but must be a finite number or a text.`,
    );
  });
  const other = values.findIndex((value) => typeof value !== typeof values[0]);
  if (other < 0) return values;
  throw new DataError(
    { column: name, subject: cells.names[other] },
    `Covariate "${name}" is ${quote(values[0])} for subject "${cells.names[0]}" but ${quote(values[other])} for subject "${cells.names[other]}". Give numbers for all subjects, or texts for all.`,
  );
}
