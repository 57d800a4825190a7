import { DataError } from '../../errors.ts';
import type { HierarchicalProblem } from './problem.ts';

/** Refuses to fit a group to fewer subjects than can tell of it. @throws {DataError} */
export function requireEnoughSubjects({ spec, subjects, design, parameterNames }: HierarchicalProblem): void {
  if (spec.prior !== 'group') return;
  const numSubjects = subjects.names.length;
  const needed = design.names.length + 1;
  if (numSubjects >= needed) return;
  const what =
    numSubjects === 1
      ? 'There is one subject only, and one cannot tell how subjects differ.'
      : `There are ${numSubjects} subjects, fewer than the ${needed} that ${design.names.length} coefficients of the group and its variances need.`;
  throw new DataError(
    {},
    `${what} Add subjects${needed > 2 ? ', leave covariates out' : ''}, or fit each for itself: prior: 'none', or a prior such as { ${parameterNames[0]}: normalPrior(0, 1.5), … }.`,
  );
}
