import { DataError, quote } from '../../../errors.ts';
import { requireReadable } from '../../behavior/requireReadable.ts';
import type { Subjects } from '../../behavior/subjects.ts';
import type { GroupParams } from '../group/groupParams.ts';
import type { HierarchicalFit } from '../hierarchicalFit.ts';
import { type HierarchicalProblem, hierarchicalProblem } from '../problem.ts';

/**
 * A fit's spec and subjects, put together again.
 *
 * @throws {DataError} when the subjects are not those of the fit: by their names, and their log-likelihoods at the modes
 */
export function fittedProblem(fit: HierarchicalFit, subjects: Subjects): HierarchicalProblem {
  const problem = hierarchicalProblem(fit.spec, subjects);
  requireReadable(problem.model, subjects);
  const { names, mode, logLikelihood } = fit.subjects;
  if (names.join('\n') !== subjects.names.join('\n'))
    throw new DataError(
      {},
      `The fit is of subjects ${quote(names)}, but these are ${quote(subjects.names)}. Give the subjects that it was fitted to.`,
    );
  const size = fit.parameterNames.length;
  names.forEach((subject, s) => {
    const found = problem.logLikelihood(s, mode.data.slice(s * size, (s + 1) * size));
    if (!(Math.abs(found - logLikelihood[s]) <= 1e-6 * (1 + Math.abs(found))))
      throw new DataError(
        { subject },
        `Subject "${subject}" has other trials than the fit was made from: the log-likelihood at its mode is ${found.toFixed(4)}, but ${logLikelihood[s].toFixed(4)} in the fit. Give the subjects that it was fitted to.`,
      );
  });
  return problem;
}

/** The group of a fit as the search has it; where a prior was given, one that stands for nothing. */
export function groupOf({ group, parameterNames }: HierarchicalFit): GroupParams {
  const size = parameterNames.length;
  if (group === null)
    return { coefficients: new Float64Array(size), scale: new Float64Array(size).fill(1), covariance: null };
  return {
    coefficients: group.coefficients.data,
    scale: group.scale.data,
    covariance: group.covariance?.data ?? null,
  };
}
