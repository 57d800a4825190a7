import { ndarray } from '../../numerics/ndarray.ts';
import { observedTrials } from '../behavior/observedTrials.ts';
import { diagnose } from './diagnoseSubjects.ts';
import type { EmResult } from './emSteps.ts';
import { type GroupUncertainty, groupUncertainty } from './group/groupInformation.ts';
import type { GroupParams } from './group/groupParams.ts';
import type { GroupEstimate, HierarchicalFit, SubjectEstimates } from './hierarchicalFit.ts';
import type { HierarchicalProblem } from './problem.ts';

/** What a fit says, from where EM ended. */
export function summarizeFit(
  problem: HierarchicalProblem,
  { group, posteriors, stopReason, trace }: Omit<EmResult, 'evaluations'>,
): Pick<
  HierarchicalFit,
  | 'group'
  | 'subjects'
  | 'logLikelihood'
  | 'logEvidence'
  | 'converged'
  | 'stopReason'
  | 'diagnostics'
  | 'trace'
  | 'groupTrace'
> {
  const { spec, subjects, model, parameterNames } = problem;
  const size = parameterNames.length;
  const numSubjects = subjects.names.length;
  const { mode, mean, covariance, logLikelihood, logPrior, numOptima, status, gradient } = posteriors;
  const logEvidence = spec.prior === 'none' ? posteriors.logEvidence.map(() => Number.NaN) : posteriors.logEvidence;
  const estimates: SubjectEstimates = {
    names: subjects.names,
    mode: ndarray(['subject', 'parameter'], [numSubjects, size], mode),
    mean: ndarray(['subject', 'parameter'], [numSubjects, size], mean),
    covariance: ndarray(['subject', 'parameter', 'otherParameter'], [numSubjects, size, size], covariance),
    logLikelihood,
    logPrior,
    logEvidence,
    numObserved: Int32Array.from(subjects.trials, (trials) => observedTrials(model, trials).length),
    numOptima,
    status,
    gradient,
  };
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const uncertainty = spec.prior === 'group' ? groupUncertainty(spec.group, group, posteriors, problem.design) : null;
  const fitted = uncertainty && groupEstimate(problem, group, uncertainty);
  const numQuantities = group.coefficients.length + size;
  const steps = fitted === null ? [] : trace;
  return {
    group: fitted,
    subjects: estimates,
    logLikelihood: sum(logLikelihood),
    logEvidence: sum(logEvidence),
    converged: stopReason === 'converged',
    stopReason,
    diagnostics: diagnose(problem, { group, posteriors, stopReason, trace }, uncertainty),
    trace: Float64Array.from(steps, (step) => step.logEvidence),
    groupTrace: ndarray(
      ['iteration', 'quantity'],
      [steps.length, numQuantities],
      Float64Array.from(steps.flatMap((step) => [...step.group.coefficients, ...step.group.scale])),
    ),
  };
}

function groupEstimate(
  { design, parameterNames }: HierarchicalProblem,
  group: GroupParams,
  { coefficientCovariance, logScaleErrors }: GroupUncertainty,
): GroupEstimate {
  const size = parameterNames.length;
  const shape = [design.names.length, size];
  const numCoefficients = group.coefficients.length;
  const errors = group.coefficients.map((_, a) => Math.sqrt(coefficientCovariance[a * numCoefficients + a]));
  return {
    covariateNames: design.names,
    coefficients: ndarray(['covariate', 'parameter'], shape, group.coefficients),
    scale: ndarray(['parameter'], [size], group.scale),
    covariance: group.covariance && ndarray(['parameter', 'otherParameter'], [size, size], group.covariance),
    coefficientErrors: ndarray(['covariate', 'parameter'], shape, errors),
    coefficientCovariance: ndarray(
      ['coefficient', 'otherCoefficient'],
      [numCoefficients, numCoefficients],
      coefficientCovariance,
    ),
    logScaleErrors: ndarray(['parameter'], [size], logScaleErrors),
  };
}
