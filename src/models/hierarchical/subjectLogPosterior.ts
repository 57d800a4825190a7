import { quote, SpecError } from '../../errors.ts';
import { createDerivatives, type Derivatives } from '../../numerics/differentiation/derivatives.ts';
import { requireReadable } from '../behavior/requireReadable.ts';
import { subjectIndex } from '../behavior/subjectIndex.ts';
import type { Subjects } from '../behavior/subjects.ts';
import { requireAboveZero, requireKnownOptions } from '../checks.ts';
import { densityOf, fillLocation, type GroupParams } from './group/groupParams.ts';
import { type HierarchicalSpec, isOwnPrior } from './hierarchical.ts';
import type { GroupEstimate, HierarchicalFit } from './hierarchicalFit.ts';
import { everyParameter, unboundedParameters } from './naturalParameters.ts';
import { fillDensitySlopes, type PriorDensity } from './priors.ts';
import { type HierarchicalProblem, hierarchicalProblem } from './problem.ts';
import { subjectPriors } from './subjectPrior.ts';

/** A group by its mean and spread on the unbounded scales x, a number for each parameter. */
export interface GroupMoments {
  readonly mean: Readonly<Record<string, number>>;
  /** Scale, for a Laplace, t or Cauchy group. */
  readonly standardDeviation: Readonly<Record<string, number>>;
}

/** Where a log posterior is taken. */
export interface SubjectLogPosteriorOptions {
  /** Name, or place counted from 0; the first by default. */
  readonly subject?: string | number;
  /** Natural values, by name. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The group, for `prior: 'group'`: `fit.group`, or mean and standard deviation of x; that of the fit by default. */
  readonly group?: GroupEstimate | GroupMoments;
}

/** A log density, nats, with its derivatives by x. */
export interface LogDensityAt {
  readonly value: number;
  /** [parameter] */
  readonly gradient: readonly number[];
  /** [parameter][parameter] */
  readonly hessian: readonly (readonly number[])[];
}

/** What `subjectLogPosterior` returns. */
export interface SubjectLogPosterior {
  readonly subject: string;
  /** The unbounded values, by name. */
  readonly x: Readonly<Record<string, number>>;
  /** Without prior. */
  readonly logLikelihood: LogDensityAt;
  /** With its constants; 0 without a prior. */
  readonly logPrior: LogDensityAt;
  /** The sum of both. */
  readonly logPosterior: LogDensityAt;
}

/**
 * Log-likelihood, log prior and log posterior of one subject at given parameters, with gradient and Hessian by the unbounded values
 * x, exactly.
 *
 * The densities are those of the definitions. A fit with a group or prior that is not normal searches with a density that is
 * rounded off at its middle, so that the gradient is not quite 0 at the mode that it gives.
 *
 * @throws {SpecError} when parameters are missing or outside their scales, there is no such subject, or no group
 * @throws {DataError} when the subjects do not have what the model reads
 * @example subjectLogPosterior(fit, subjects, { subject: 'S7', parameters: { inverseTemperature: 3, learningRate: 0.2 } })
 */
export function subjectLogPosterior(
  of: HierarchicalSpec | HierarchicalFit,
  subjects: Subjects,
  options: SubjectLogPosteriorOptions,
): SubjectLogPosterior {
  requireKnownOptions(['subject', 'parameters', 'group'], options, 'subjectLogPosterior');
  const spec = of.kind === 'hierarchicalFit' ? of.spec : of;
  const { subject = 0, parameters, group = of.kind === 'hierarchicalFit' ? of.group : null } = options;
  const problem = hierarchicalProblem(spec, subjects);
  requireReadable(problem.model, subjects);
  const s = subjectIndex(subjects.names, subject);
  const values = everyParameter('parameters', problem.model, parameters);
  const x = Float64Array.from(unboundedParameters(spec, values));
  const size = x.length;
  const [likelihood, prior] = [createDerivatives(size), createDerivatives(size)];
  problem.evaluate(s, x, likelihood);
  fillPrior(problem, s, group, x, prior);
  return {
    subject: subjects.names[s],
    x: Object.fromEntries(problem.parameterNames.map((name, k) => [name, x[k]])),
    logLikelihood: densityAt(likelihood),
    logPrior: densityAt(prior),
    logPosterior: densityAt({
      value: likelihood.value + prior.value,
      gradient: likelihood.gradient.map((slope, k) => slope + prior.gradient[k]),
      hessian: likelihood.hessian.map((bend, k) => bend + prior.hessian[k]),
    }),
  };
}

function fillPrior(
  problem: HierarchicalProblem,
  s: number,
  given: GroupEstimate | GroupMoments | null,
  x: Float64Array,
  out: Derivatives,
): void {
  const { spec, design } = problem;
  if (spec.prior === 'none') return;
  const size = x.length;
  const group = spec.prior === 'group' ? groupParams(problem, given) : emptyGroup(size);
  if (group.covariance || isOwnPrior(spec.prior)) {
    subjectPriors(spec.prior, spec.group, group, design)(s).add(x, out);
    return;
  }
  const location = new Float64Array(size);
  fillLocation(group, design, s, location);
  const densities: readonly PriorDensity[] =
    spec.prior === 'group'
      ? Array.from(location, (at, k) => densityOf(spec.group, at, group.scale[k]))
      : problem.parameterNames.map((name) => (spec.prior as Readonly<Record<string, PriorDensity>>)[name]);
  const slopes = { value: 0, first: 0, second: 0 };
  densities.forEach((density, k) => {
    fillDensitySlopes(density, 0, x[k], slopes);
    out.value += slopes.value;
    // at the kink of a Laplace density neither side's slope
    out.gradient[k] = Number.isNaN(slopes.first) ? 0 : slopes.first;
    out.hessian[k * size + k] = Number.isNaN(slopes.second) ? 0 : slopes.second;
  });
}

function emptyGroup(size: number): GroupParams {
  return { coefficients: new Float64Array(size), scale: new Float64Array(size).fill(1), covariance: null };
}

function groupParams(
  { model, design, parameterNames }: HierarchicalProblem,
  given: GroupEstimate | GroupMoments | null,
): GroupParams {
  const refuse = (what: string): never => {
    throw new SpecError(
      'group',
      given,
      `group ${what}. Give fit.group, or { mean, standardDeviation } of x, each with a number of ${parameterNames.join(', ')}.`,
    );
  };
  if (given === null) return refuse('is missing, and this spec has its prior from one');
  if (typeof given !== 'object') return refuse(`is ${quote(given)}`);
  if ('coefficients' in given) {
    if (
      given.covariateNames.join('\n') !== design.names.join('\n') ||
      given.scale.data.length !== parameterNames.length
    )
      refuse(
        `has covariates ${given.covariateNames.join(', ')} of ${given.scale.data.length} parameters, but spec and subjects have ${design.names.join(', ')} of ${parameterNames.length}`,
      );
    return {
      coefficients: given.coefficients.data,
      scale: given.scale.data,
      covariance: given.covariance?.data ?? null,
    };
  }
  requireKnownOptions(['mean', 'standardDeviation'], given, 'group');
  if (design.names.length > 1)
    refuse(`by mean and standard deviation says nothing of the covariates ${design.names.slice(1).join(', ')}`);
  const scale = everyParameter('group.standardDeviation', model, given.standardDeviation);
  scale.forEach((one, k) => {
    requireAboveZero(`group.standardDeviation.${parameterNames[k]}`, one);
  });
  return {
    coefficients: Float64Array.from(everyParameter('group.mean', model, given.mean)),
    scale: Float64Array.from(scale),
    covariance: null,
  };
}

function densityAt({ value, gradient, hessian }: Derivatives): LogDensityAt {
  const size = gradient.length;
  return {
    value,
    gradient: [...gradient],
    hessian: Array.from(gradient, (_, k) => [...hessian.subarray(k * size, (k + 1) * size)]),
  };
}
