import { quote, SpecError } from '../../../errors.ts';
import { optionsOf, refuseKind, requireAboveZero, requireFinite, requireKnownOptions } from '../../checks.ts';

/** How the parameters of subjects are distributed in the group, on their unbounded scales x. */
export type GroupFamily =
  | {
      readonly kind: 'gaussian';
      readonly covariance: 'diagonal' | 'full';
      /** Columns of subjects that the group mean depends on. */
      readonly covariates: readonly string[];
    }
  | { readonly kind: 'laplace' }
  | { readonly kind: 'studentT'; readonly degreesOfFreedom: number }
  | { readonly kind: 'cauchy' };

/**
 * A normal group: x of subject s is normal with mean B z_s and variances of its own for each parameter, or a full covariance. Without covariates
 * z_s is 1 and B the group mean; a numeric covariate has a slope, one of texts a difference of each other value from the first.
 *
 * @param options.covariance 'diagonal' (default) or 'full'
 * @param options.covariates columns that `readSubjects` read as covariates; none by default
 * @throws {SpecError} when an option is unknown or impossible
 * @see Huys et al. 2011, PLoS Comput Biol 7:e1002028; Daw 2011
 * @example gaussianGroup({ covariates: ['patient', 'age'] })
 */
export function gaussianGroup(
  options: { readonly covariance?: 'diagonal' | 'full'; readonly covariates?: readonly string[] } = {},
): GroupFamily {
  const { covariance = 'diagonal', covariates = [] } = options;
  requireKnownOptions(['covariance', 'covariates'], options, 'gaussianGroup');
  if (covariance !== 'diagonal' && covariance !== 'full')
    throw new SpecError(
      'covariance',
      covariance,
      `covariance of gaussianGroup() must be 'diagonal' or 'full', but is ${quote(covariance)}.`,
    );
  if (!Array.isArray(covariates) || covariates.some((name) => typeof name !== 'string'))
    throw new SpecError(
      'covariates',
      covariates,
      `covariates of gaussianGroup() must be a list of names of columns, but is ${quote(covariates)}.`,
    );
  if (new Set(covariates).size < covariates.length)
    throw new SpecError(
      'covariates',
      covariates,
      `covariates of gaussianGroup() names one twice: ${quote(covariates)}. Name it once.`,
    );
  return { kind: 'gaussian', covariance, covariates: [...covariates] };
}

/** A group with a Laplace density of each parameter: more subjects near the center and far from it than in a normal group. */
export function laplaceGroup(): GroupFamily {
  return { kind: 'laplace' };
}

/**
 * A group with a t density of each parameter, in which subjects far away pull the rest less.
 *
 * @param options.degreesOfFreedom above 0; 8 by default
 * @throws {SpecError}
 */
export function studentTGroup(options: { readonly degreesOfFreedom?: number } = {}): GroupFamily {
  const { degreesOfFreedom = 8 } = options;
  requireKnownOptions(['degreesOfFreedom'], options, 'studentTGroup');
  requireAboveZero('degreesOfFreedom', degreesOfFreedom);
  return { kind: 'studentT', degreesOfFreedom };
}

/** A group with a Cauchy density of each parameter: t with one degree of freedom. */
export function cauchyGroup(): GroupFamily {
  return { kind: 'cauchy' };
}

/** A family written by hand or read from a file, through its constructor. @throws {SpecError} */
export function checkedGroup(group: GroupFamily): GroupFamily {
  switch (group?.kind) {
    case 'gaussian':
      return gaussianGroup(optionsOf(group));
    case 'laplace':
    case 'cauchy':
      requireKnownOptions([], optionsOf(group), `${group.kind}Group`);
      return group;
    case 'studentT':
      return studentTGroup(optionsOf(group));
    default:
      return refuseKind('group', group, 'gaussianGroup(), laplaceGroup(), studentTGroup() or cauchyGroup()');
  }
}

/** A weak prior on the group itself, as if it had been seen in some more subjects. */
export interface Hyperprior {
  readonly kind: 'weak';
  /** Standard deviation of x that these subjects have. */
  readonly standardDeviation: number;
  /** How many subjects they weigh. */
  readonly strength: number;
}

/**
 * A weak prior on the variances of a normal group: v = (Σ squares + strength · standardDeviation²) / (numSubjects +
 * strength), which keeps a variance from collapsing to 0 when subjects are few or alike. The mean is left free.
 *
 * @param options.standardDeviation of x; 1 by default, which is wide for a learning rate
 * @param options.strength          in subjects; 1 by default
 * @throws {SpecError}
 */
export function weakHyperprior(
  options: { readonly standardDeviation?: number; readonly strength?: number } = {},
): Hyperprior {
  const { standardDeviation = 1, strength = 1 } = options;
  requireKnownOptions(['standardDeviation', 'strength'], options, 'weakHyperprior');
  requireAboveZero('standardDeviation', standardDeviation);
  requireFinite('strength', strength, { atLeast: 0 });
  return { kind: 'weak', standardDeviation, strength };
}

/** A hyperprior written by hand or read from a file, through its constructor. @throws {SpecError} */
export function checkedHyperprior(hyperprior: Hyperprior): Hyperprior {
  if (hyperprior?.kind !== 'weak') refuseKind('hyperprior', hyperprior, 'weakHyperprior()');
  return weakHyperprior(optionsOf(hyperprior));
}
