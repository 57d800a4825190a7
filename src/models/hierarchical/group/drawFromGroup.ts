import { quote, SpecError } from '../../../errors.ts';
import { addLower, choleskyFactor } from '../../../numerics/cholesky.ts';
import type { Random } from '../../../numerics/random.ts';
import type { Subjects } from '../../behavior/subjects.ts';
import type { GroupEstimate, HierarchicalFit } from '../hierarchicalFit.ts';
import { groupDesign } from './groupDesign.ts';
import { fillLocation } from './groupParams.ts';
import type { GroupFamily } from './groups.ts';

/**
 * Prepares draws of new subjects from a fitted group: the function draws x, the unbounded values [parameter], of a subject.
 *
 * @param like the subjects whose covariates the draws have, subject by subject, where the group depends on covariates
 * @throws {SpecError} when no group was fitted, or its covariates are missing
 */
export function groupDraws(
  fit: HierarchicalFit,
  like: Subjects | undefined,
): (subject: number, random: Random) => Float64Array {
  const { group, spec } = fit;
  if (group === null)
    throw new SpecError(
      'parameters',
      fit.spec.prior,
      "parameters is a fit without a group, which has nothing to draw subjects from. Give one that was made with prior: 'group'.",
    );
  const size = fit.parameterNames.length;
  const locationOf = locations(fit, group, like);
  const factor = group.covariance?.data.slice();
  if (factor) choleskyFactor(factor, 0, size);
  return (subject, random) => {
    const x = locationOf(subject);
    const units = x.map(() => drawUnit(spec.group, random));
    if (factor) addLower(factor, 0, size, units, 0, x);
    else for (let k = 0; k < size; k++) x[k] += group.scale.data[k] * units[k];
    return x;
  };
}

/** A draw of location 0 and scale 1. */
function drawUnit(family: GroupFamily, random: Random): number {
  switch (family.kind) {
    case 'gaussian':
      return random.normal();
    case 'laplace': {
      const size = -Math.log(1 - random.uniform());
      return random.uniform() < 0.5 ? -size : size;
    }
    case 'studentT':
      return drawT(family.degreesOfFreedom, random);
    case 'cauchy':
      return drawT(1, random);
  }
}

function drawT(degreesOfFreedom: number, random: Random): number {
  const half = degreesOfFreedom / 2;
  return random.normal() / Math.sqrt(random.gamma(half) / half);
}

/** The location of each subject, a new array at every call. */
function locations(
  fit: HierarchicalFit,
  { covariateNames, coefficients }: GroupEstimate,
  like: Subjects | undefined,
): (subject: number) => Float64Array {
  const size = fit.parameterNames.length;
  const family = fit.spec.group;
  const covariates = family.kind === 'gaussian' ? family.covariates : [];
  if (covariates.length === 0) return () => coefficients.data.slice(0, size);
  if (like === undefined)
    throw new SpecError(
      'like',
      like,
      `The group of the fit depends on ${covariates.join(', ')}, which new subjects do not have. Give like: the subjects whose covariates and tasks they are to have.`,
    );
  const design = groupDesign(like, covariates);
  if (design.names.join('\n') !== covariateNames.join('\n'))
    throw new SpecError(
      'like',
      design.names,
      `The group of the fit depends on ${quote(covariateNames)}, but the covariates of like are ${quote(design.names)}. Give subjects with the same values, in the same order of first appearance.`,
    );
  return (subject) => {
    const x = new Float64Array(size);
    fillLocation({ coefficients: coefficients.data, scale: x, covariance: null }, design, subject, x);
    return x;
  };
}
