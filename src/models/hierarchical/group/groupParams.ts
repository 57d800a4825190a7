import type { PriorDensity } from '../priors.ts';
import type { GroupFamily } from './groups.ts';

/** A group while it is fitted, on the unbounded scales. */
export interface GroupParams {
  /** [covariate, parameter] the location of subject s is Σ_c z[s, c] · coefficients[c, ·]; covariate 0 is 1 for all. */
  readonly coefficients: Float64Array;
  /** [parameter] standard deviation of a normal group, scale of the others. */
  readonly scale: Float64Array;
  /** [parameter, parameter] of a normal group with full covariance; `null` otherwise. */
  readonly covariance: Float64Array | null;
}

/** The covariates of subjects as numbers. */
export interface GroupDesign {
  /** Names of covariates; the first is 'mean', 1 for all subjects. */
  readonly names: readonly string[];
  /** [subject, covariate] */
  readonly rows: Float64Array;
  readonly numSubjects: number;
}

/** Writes the location of a subject, [parameter]. */
export function fillLocation(group: GroupParams, design: GroupDesign, subject: number, out: Float64Array): void {
  const numCovariates = design.names.length;
  const size = out.length;
  for (let k = 0; k < size; k++) {
    let sum = 0;
    for (let c = 0; c < numCovariates; c++)
      sum += design.rows[subject * numCovariates + c] * group.coefficients[c * size + k];
    out[k] = sum;
  }
}

/** The density of parameter k in a group whose parameters are independent. */
export function densityOf(family: GroupFamily, location: number, scale: number): PriorDensity {
  switch (family.kind) {
    case 'gaussian':
      return { kind: 'normal', location, scale };
    case 'laplace':
      return { kind: 'laplace', location, scale };
    case 'studentT':
      return { kind: 'studentT', location, scale, degreesOfFreedom: family.degreesOfFreedom };
    case 'cauchy':
      return { kind: 'studentT', location, scale, degreesOfFreedom: 1 };
  }
}

/**
 * How much the density of a family is rounded off where posteriors are found: so much that a subject without data has a
 * normal approximation which the M-step leaves as it is. With less, a group of vague subjects would shrink from step to step.
 */
export function roundingOf(family: GroupFamily): number {
  return family.kind === 'laplace' ? Math.PI / 2 : 1;
}
