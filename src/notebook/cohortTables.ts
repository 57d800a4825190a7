import { subjectTable as subjects } from '../views/subjectTable.ts';
import type { CohortView } from '../views/viewFits.ts';
import { type DataFrame, toFrame } from './frames.ts';

/**
 * The subjects of a cohort as a DataFrame, those without a fit at the end: subject, fitted, sessions, trials, observed,
 * converged, matchCost, matchMargin and ambiguous (how sure it is which state is which of the reference), reason (why there is
 * no fit).
 */
export function subjectTable(cohort: CohortView): DataFrame {
  return toFrame(subjects(cohort));
}
