import { DataError, SpecError } from '../errors.ts';
import { drive } from '../execution/drive.ts';
import { type Subjects, selectSubjects } from '../models/behavior/subjects.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { fittedProblem, groupOf } from '../models/hierarchical/comparison/fittedProblem.ts';
import { type LeftOut, leaveOneOutSteps } from '../models/hierarchical/comparison/leaveOneOut.ts';
import { groupDesign } from '../models/hierarchical/group/groupDesign.ts';
import type { HierarchicalSpec } from '../models/hierarchical/hierarchical.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { version } from '../models/version.ts';
import { fitSubjects, type HierarchicalControl, hierarchicalControlNames } from './fitSubjects.ts';
import { subjectProgress } from './subjectProgress.ts';

/** The evidence of subjects whom the group was not fitted to. Plain data that JSON keeps as it is. */
export interface LeaveOneSubjectOut {
  readonly kind: 'leaveOneSubjectOut';
  /** Version of latentlab that made it. */
  readonly version: string;
  readonly subjectNames: readonly string[];
  /** [subject] log evidence under the group of all others, nats. */
  readonly logEvidence: readonly number[];
  /** Sum over subjects, nats: parameters of the group are paid for. */
  readonly total: number;
  /** [subject] log evidence under the group of all, nats. */
  readonly fittedLogEvidence: readonly number[];
  /** [subject] largest change that the M-step would still make: in group standard deviations, and of log variances. */
  readonly residual: readonly number[];
  /** [subject] whether that is below 1e-6. */
  readonly converged: readonly boolean[];
  /** [subject] E-steps that it took. */
  readonly iterations: readonly number[];
  /** SHA-256 of the subjects. */
  readonly dataHash: string;
  /** SHA-256 of what decides the fit of all subjects. */
  readonly requestHash: string;
}

/** When the group of the others counts as settled, and when the search for it ends. */
const [tolerance, maxIterations] = [1e-6, 30];

/**
 * For each subject, the log evidence under the group refitted to all others: what a model predicts of someone new. It is
 * integrated as the spec says. With a prior that is given there is nothing to refit, and it is the subject's own evidence.
 *
 * @param control as of `fitModel`, for the fit of all subjects that the others start from
 * @throws {SpecError} when an option is unknown or impossible, or there is no prior
 * @throws {DataError} when subjects are too few, or covariates do not vary without one of them
 * @example (await leaveOneSubjectOut(subjects, hierarchical(rescorlaWagner()))).total
 */
export async function leaveOneSubjectOut(
  subjects: Subjects,
  spec: HierarchicalSpec,
  control: HierarchicalControl = {},
): Promise<LeaveOneSubjectOut> {
  requireKnownOptions(hierarchicalControlNames, control, 'leaveOneSubjectOut');
  const { onProgress, ...rest } = control;
  const fit = await fitSubjects(subjects, spec, {
    ...rest,
    ...(onProgress && { onProgress: (now) => onProgress({ ...now, done: false, stage: 'all subjects' }) }),
  });
  const parts = await leftOutEvidence(fit, subjects, control);
  return {
    kind: 'leaveOneSubjectOut',
    version,
    subjectNames: [...subjects.names],
    logEvidence: parts.map((part) => part.logEvidence),
    total: parts.reduce((sum, part) => sum + part.logEvidence, 0),
    fittedLogEvidence: Array.from(fit.subjects.logEvidence),
    residual: parts.map((part) => part.residual),
    converged: parts.map((part) => part.converged),
    iterations: parts.map((part) => part.iterations),
    dataHash: fit.dataHash,
    requestHash: fit.requestHash,
  };
}

const stage = 'one subject left out';

/** [subject] what `leaveOneSubjectOut` finds, from a fit of all subjects. */
export async function leftOutEvidence(
  fit: HierarchicalFit,
  subjects: Subjects,
  { signal, onProgress }: Pick<HierarchicalControl, 'signal' | 'onProgress'> = {},
): Promise<LeftOut[]> {
  if (fit.spec.prior === 'none')
    throw new SpecError(
      'prior',
      'none',
      "With prior: 'none' a subject has no evidence. Fit a group (prior: 'group'), or give a prior.",
    );
  const parts = await drive(leftOutSteps(fit, subjects), {
    signal,
    ...(onProgress && { onStep: (subject: number) => onProgress(subjectProgress(fit, stage, subject, false)) }),
  });
  parts.forEach(({ logEvidence }, s) => {
    if (Number.isNaN(logEvidence))
      throw new DataError(
        { subject: subjects.names[s] },
        `Subject "${subjects.names[s]}" has no evidence by ${fit.spec.integration.kind}() under the group of the others. Look at its status in the fit, or take another integration.`,
      );
  });
  onProgress?.(subjectProgress(fit, stage, subjects.names.length, true));
  return parts;
}

function* leftOutSteps(fit: HierarchicalFit, subjects: Subjects): Generator<number, LeftOut[], void> {
  if (fit.spec.prior !== 'group')
    return Array.from(fit.subjects.logEvidence, (logEvidence) => ({
      logEvidence,
      residual: 0,
      converged: true,
      iterations: 0,
    }));
  requireGroupWithout(fit, subjects);
  return yield* leaveOneOutSteps(fittedProblem(fit, subjects), groupOf(fit), { tolerance, maxIterations });
}

/** Refuses subjects without one of whom the group cannot be fitted. @throws {DataError} */
function requireGroupWithout({ spec, group }: HierarchicalFit, subjects: Subjects): void {
  const needed = (group?.covariateNames.length ?? 1) + 2;
  const { names } = subjects;
  if (names.length < needed)
    throw new DataError(
      {},
      `There are ${names.length} subjects, but to leave one out and fit the group to the others takes at least ${needed}. Add subjects, or compare models by Laplace evidence.`,
    );
  const covariates = spec.group.kind === 'gaussian' ? spec.group.covariates : [];
  if (covariates.length === 0) return;
  names.forEach((subject, left) => {
    try {
      groupDesign(
        selectSubjects(
          subjects,
          [...names.keys()].filter((s) => s !== left),
        ),
        covariates,
      );
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      throw new DataError(
        { ...error.place, subject },
        `Without subject "${subject}" the group cannot be fitted: ${error.message}`,
        { cause: error },
      );
    }
  });
}
