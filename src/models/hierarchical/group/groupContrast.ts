import { quote, SpecError } from '../../../errors.ts';
import { twoSidedP } from '../../../numerics/studentT.ts';
import { twoSidedQuantile } from '../../../numerics/tQuantile.ts';
import { requireFinite, requireKnownOptions } from '../../checks.ts';
import { nearNames } from '../../nearNames.ts';
import type { GroupEstimate, HierarchicalFit } from '../hierarchicalFit.ts';

/** What is asked of the coefficients of a group. */
export interface GroupContrastOptions {
  readonly parameter: string;
  /** By covariate, as `fit.group.covariateNames` has them: `{ 'group: patient': 1 }`; 0 for those left out. */
  readonly weights: Readonly<Record<string, number>>;
}

/** A weighted sum of the coefficients of a parameter, tested against 0: what `groupContrast` returns. */
export interface GroupContrast {
  readonly parameter: string;
  readonly weights: Readonly<Record<string, number>>;
  /** On the unbounded scale x of the parameter. */
  readonly estimate: number;
  /** NaN, as all that follows from it, where the fit has no standard errors: a scale has collapsed. */
  readonly standardError: number;
  /** estimate / standardError */
  readonly statistic: number;
  /** Subjects less covariates, 'mean' among them. */
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly p: number;
  /** 95 % interval of the estimate. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * A difference between groups, a slope, or any weighted sum of the coefficients of one parameter, with Wald's t test against 0 on the
 * unbounded scale x.
 *
 * The standard error is that of the fit, which allows for what the data leave open about each subject, times √(subjects /
 * degreesOfFreedom): the fit's variances are those of maximum likelihood, and a t test divides by the degrees of freedom.
 * For subjects whose parameters are known this is the t test (of two groups: Student's, with one variance).
 *
 * @throws {SpecError} when the fit has no group, there is no such parameter or covariate, or all weights are 0
 * @example groupContrast(fit, { parameter: 'learningRate', weights: { 'group: patient': 1 } })                        // patients against controls
 * @example groupContrast(fit, { parameter: 'learningRate', weights: { 'drug: A': 1, 'drug: B': -1 } }) // A against B
 */
export function groupContrast(fit: HierarchicalFit, options: GroupContrastOptions): GroupContrast {
  requireKnownOptions(['parameter', 'weights'], options, 'groupContrast');
  const { parameter, weights } = options;
  const { covariateNames } = groupOf(fit);
  if (!fit.parameterNames.includes(parameter))
    throw new SpecError(
      'parameter',
      parameter,
      `parameter must be one of the model, but is ${quote(parameter)}. ${nearNames(String(parameter), fit.parameterNames, 'parameter')}`,
    );
  if (typeof weights !== 'object' || weights === null)
    throw new SpecError(
      'weights',
      weights,
      `weights must hold a number by covariate, as in { '${covariateNames[covariateNames.length - 1]}': 1 }, but is ${quote(weights)}.`,
    );
  for (const [name, weight] of Object.entries(weights)) {
    if (!covariateNames.includes(name))
      throw new SpecError(
        'weights',
        name,
        `weights names ${quote(name)}. ${nearNames(name, covariateNames, 'covariate')}`,
      );
    requireFinite(`weights.${name}`, weight);
  }
  const row = covariateNames.map((name) => weights[name] ?? 0);
  if (row.every((weight) => weight === 0))
    throw new SpecError('weights', weights, 'weights must not all be 0: weigh at least one covariate.');
  return { parameter, weights: { ...weights }, ...waldTest(fit, fit.parameterNames.indexOf(parameter), row) };
}

/** The group of a fit. @throws {SpecError} when none was fitted */
export function groupOf(fit: HierarchicalFit): GroupEstimate {
  if (fit?.kind !== 'hierarchicalFit')
    throw new SpecError(
      'fit',
      fit,
      `fit must be a hierarchical fit, as fitModel(subjects, hierarchical(…)) returns it, but is ${quote(fit)}.`,
    );
  if (fit.group) return fit.group;
  throw new SpecError(
    'fit',
    fit.spec.prior,
    "The fit has no group: its prior was given, or there was none. Fit the subjects with prior: 'group'.",
  );
}

/** Wald's t test of a weighted sum, weights [covariate], of the coefficients of the parameter of an index. */
export function waldTest(
  fit: HierarchicalFit,
  parameter: number,
  weights: readonly number[],
): Omit<GroupContrast, 'parameter' | 'weights'> {
  const { coefficients, coefficientCovariance } = groupOf(fit);
  const [numCovariates, size] = coefficients.shape;
  const numSubjects = fit.subjects.names.length;
  const degreesOfFreedom = numSubjects - numCovariates;
  let [estimate, variance] = [0, 0];
  for (let c = 0; c < numCovariates; c++) {
    if (weights[c] === 0) continue;
    const a = c * size + parameter;
    estimate += weights[c] * coefficients.data[a];
    for (let d = 0; d < numCovariates; d++)
      if (weights[d] !== 0)
        variance +=
          weights[c] * weights[d] * coefficientCovariance.data[a * numCovariates * size + d * size + parameter];
  }
  const standardError = Math.sqrt((variance * numSubjects) / degreesOfFreedom);
  const statistic = estimate / standardError;
  const half = standardError * twoSidedQuantile(0.05, degreesOfFreedom);
  return {
    estimate,
    standardError,
    statistic,
    degreesOfFreedom,
    p: Number.isNaN(statistic) ? Number.NaN : twoSidedP(statistic, degreesOfFreedom),
    lower: estimate - half,
    upper: estimate + half,
  };
}
