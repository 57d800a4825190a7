import type { EmResult } from '../emSteps.ts';
import type { GroupUncertainty } from '../group/groupInformation.ts';
import { updateGroup } from '../group/updateGroup.ts';
import type { HierarchicalProblem } from '../problem.ts';
import { subjectPriors } from '../subjectPrior.ts';
import { onePass } from './integratePosterior.ts';
import { standardPoints } from './posteriorPoints.ts';

/** Points a parameter: enough to see that a posterior is skewed. */
const nodes = 5;

/**
 * How far, in standard errors, the coefficients of a group would move if posteriors were integrated over instead of taken as
 * normal about their modes: estimated by one such E-step, and the information on the group.
 *
 * @returns [covariate, parameter]; `null` for more parameters than quadrature is for
 */
export function laplaceShift(
  problem: HierarchicalProblem,
  { group, posteriors }: Pick<EmResult, 'group' | 'posteriors'>,
  { coefficientCovariance }: GroupUncertainty,
): Float64Array | null {
  const { spec, design, parameterNames } = problem;
  const size = parameterNames.length;
  const points = size > 3 ? null : standardPoints({ kind: 'quadrature', nodes }, size);
  if (points === null) return null;
  const integrated = {
    ...posteriors,
    mean: posteriors.mean.slice(),
    covariance: posteriors.covariance.slice(),
    logEvidence: posteriors.logEvidence.slice(),
  };
  const pass = onePass(problem);
  const priorOf = subjectPriors(spec.prior, spec.group, group, design);
  for (let s = 0; s < design.numSubjects; s++) pass(points, integrated, s, priorOf(s));
  const next = updateGroup(spec.group, integrated, design, spec.hyperprior);
  const numCoefficients = group.coefficients.length;
  return group.coefficients.map((value, i) => {
    const error = Math.sqrt(coefficientCovariance[i * numCoefficients + i]);
    // the M-step divides by the information of known parameters, of which the data hold only a part
    const known = design.numSubjects / group.scale[i % size] ** 2;
    return (next.coefficients[i] - value) * known * error;
  });
}
