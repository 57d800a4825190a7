import { addLower, choleskyFactor } from '../../../numerics/cholesky.ts';
import type { Random } from '../../../numerics/random.ts';
import type { Subjects } from '../../behavior/subjects.ts';
import { gaussianGroup } from '../group/groups.ts';
import type { HierarchicalFit } from '../hierarchicalFit.ts';
import { hierarchicalProblem } from '../problem.ts';

/**
 * Draws x [parameter] of a subject of the fit, by its index there, from the normal approximation of its posterior. What lies beyond a
 * bound of the search is moved to it; a parameter that was found at one stays there.
 */
export function posteriorDraw(fit: HierarchicalFit, subject: number, subjects: Subjects): (source: Random) => number[] {
  const size = fit.parameterNames.length;
  const factor = fit.subjects.covariance.data.slice(subject * size * size, (subject + 1) * size * size);
  choleskyFactor(factor, 0, size);
  const mean = fit.subjects.mean.data.subarray(subject * size, (subject + 1) * size);
  // bounds do not depend on covariates, which these subjects need not have
  const { bounds } = hierarchicalProblem({ ...fit.spec, group: gaussianGroup() }, subjects);
  return (source) => {
    const z = Float64Array.from({ length: size }, () => source.normal());
    const x = mean.slice();
    addLower(factor, 0, size, z, 0, x);
    return Array.from(x, (value, k) => Math.min(Math.max(value, bounds.lower[k]), bounds.upper[k]));
  };
}
