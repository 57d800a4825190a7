import type { TableSource } from '../data/tableSource.ts';
import { type PairedTestOptions, pairedTestTable as pairedTests } from '../views/pairedTestTable.ts';
import type { OverSubjects } from '../views/subjectMeans.ts';
import { subjectTable as subjects } from '../views/subjectTable.ts';
import { summaryTable as summary } from '../views/summaryTable.ts';
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

/**
 * A column of a cohort's table averaged over subjects, as a DataFrame with a row each group: the columns of `by`, mean (of each
 * subject's own mean, so that all count alike), standardError of it, lower and upper (one around), median,
 * lowerQuartile, upperQuartile, numSubjects. Empty cells are left out.
 *
 * @param options.value the column of numbers
 * @param options.by    the columns that tell groups apart; all rows are one group without
 * @param options.over  the column whose values are independent, 'subject' by default
 * @throws {SpecError} when an option is unknown
 * @throws {DataError} when there is no such column, a value is no number, or a row has no subject
 * @example summaryTable(weightTable(cohort), { value: 'weight', by: ['state', 'feature'] })
 */
export function summaryTable(of: TableSource, options: OverSubjects): DataFrame {
  return toFrame(summary(of, options));
}

/**
 * Paired t tests over the subjects of a cohort's table, as a DataFrame with a row each pair: the columns of `by`, one and other
 * (values of `between`), difference (mean of one minus other), standardError of it, t, degreesOfFreedom, p (two-sided), adjustedP
 * (Holm's, for all tests of the table), numSubjects (that have both). Empty where fewer than two have both, or all differ alike.
 *
 * @param options.between the column whose values are compared, two at a time
 * @param options.among   the values to compare; all by default
 * @throws {SpecError} when an option is unknown, or there are not two values to compare
 * @throws {DataError} when there is no such column or value, a value is no number, or a row has no subject
 * @example pairedTestTable(accuracyTable(cohort), { value: 'softAccuracy', between: 'state', among: ['engaged', 'biased left'] })
 */
export function pairedTestTable(of: TableSource, options: PairedTestOptions): DataFrame {
  return toFrame(pairedTests(of, options));
}
