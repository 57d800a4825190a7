import { DataError } from '../../errors.ts';
import { nearNames } from '../nearNames.ts';
import type { HierarchicalFit } from './hierarchicalFit.ts';

/** The place of a subject, by its name, among those of a fit. @throws {DataError} when it was not fitted */
export function placeInFit(fit: HierarchicalFit, name: string): number {
  const place = fit.subjects.names.indexOf(name);
  if (place >= 0) return place;
  throw new DataError(
    { subject: name },
    `Subject "${name}" is not in the fit. ${nearNames(name, fit.subjects.names, 'subject')} Select those that were fitted, as selectSubjects() does.`,
  );
}
