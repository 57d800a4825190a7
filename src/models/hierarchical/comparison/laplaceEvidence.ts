import { SpecError } from '../../../errors.ts';
import type { Subjects } from '../../behavior/subjects.ts';
import { createEStep } from '../eStep.ts';
import type { HierarchicalFit } from '../hierarchicalFit.ts';
import { laplace } from '../integration/integration.ts';
import type { Posteriors } from '../posteriors.ts';
import { pyemLogModelEvidence } from './criteria.ts';
import { fittedProblem, groupOf } from './fittedProblem.ts';

/** Laplace's approximation of the log evidence of a fit. */
export interface LaplaceEvidence {
  /** [subject] under the fitted group, nats. */
  readonly bySubject: readonly number[];
  /** Sum over subjects, nats; the parameters of the group are not paid for. */
  readonly total: number;
  /**
   * The sum as pyEM has it: less log(subjects) for each parameter, for its group mean and variance; `null` without a group, or
   * when a subject has no maximum.
   */
  readonly pyemLogModelEvidence: number | null;
  /** Subjects where the search found no maximum, so that there is nothing to approximate at. */
  readonly withoutMaximum: readonly string[];
}

/**
 * Laplace's approximation of each subject's log evidence under the group as it was fitted: log posterior at the mode + parameters ·
 * log(2π) / 2 - log det(H) / 2.
 *
 * @param subjects those of the fit; needed only when it was not made with `laplace()`, which has it already
 * @throws {SpecError} when the fit has no prior, or `subjects` are needed and missing
 * @throws {DataError} when the subjects are not those of the fit
 * @see MacKay 2003, Information Theory, Inference, and Learning Algorithms, chapter 27
 */
export function laplaceEvidence(fit: HierarchicalFit, subjects?: Subjects): LaplaceEvidence {
  if (fit.spec.prior === 'none')
    throw new SpecError(
      'fit',
      fit.spec.prior,
      "The fit was made with prior: 'none', and without a prior there is no evidence. Fit a group (prior: 'group'), or see maximumLikelihoodCriteria(fit).",
    );
  const { logEvidence, logLikelihood, logPrior, covariance, status } = atModes(fit, subjects);
  const { names } = fit.subjects;
  const size = fit.parameterNames.length;
  const negativeLogPosteriors = logLikelihood.map((value, s) =>
    status[s] === 'notMaximum' ? Number.NaN : -value - logPrior[s],
  );
  const pyem = pyemLogModelEvidence(negativeLogPosteriors, {
    axes: ['subject', 'parameter', 'otherParameter'],
    shape: [names.length, size, size],
    data: covariance,
  });
  return {
    bySubject: Array.from(logEvidence),
    total: logEvidence.reduce((sum, value) => sum + value, 0),
    pyemLogModelEvidence: fit.group === null ? null : pyem.total,
    withoutMaximum: pyem.withoutMaximum.map((s) => names[s]),
  };
}

type AtModes = Pick<Posteriors, 'logEvidence' | 'logLikelihood' | 'logPrior' | 'covariance'> & {
  readonly status: HierarchicalFit['subjects']['status'];
};

function atModes(fit: HierarchicalFit, subjects: Subjects | undefined): AtModes {
  if (fit.spec.integration.kind === 'laplace') return { ...fit.subjects, covariance: fit.subjects.covariance.data };
  if (subjects === undefined)
    throw new SpecError(
      'subjects',
      subjects,
      `The fit was made with ${fit.spec.integration.kind}(), and does not hold the curvature at the modes. Give its subjects, too: laplaceEvidence(fit, subjects).`,
    );
  const problem = fittedProblem(fit, subjects);
  const eStep = createEStep({ ...problem, spec: { ...fit.spec, integration: laplace() } });
  eStep.run(groupOf(fit), true);
  return eStep.posteriors;
}
