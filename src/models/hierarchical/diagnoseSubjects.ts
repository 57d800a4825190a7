import type { EmResult } from './emSteps.ts';
import type { GroupUncertainty } from './group/groupInformation.ts';
import { leastScale } from './group/updateGroup.ts';
import type { HierarchicalSpec } from './hierarchical.ts';
import type { SubjectDiagnostic } from './hierarchicalFit.ts';
import { laplaceShift } from './integration/laplaceShift.ts';
import type { SubjectStatus } from './posteriors.ts';
import type { HierarchicalProblem } from './problem.ts';

/** Fewer subjects than this tell little of the variances of a group. */
const fewSubjects = 5;

/** What the reader of a fit should know. */
export function diagnose(
  problem: HierarchicalProblem,
  { group, posteriors, stopReason, trace }: Omit<EmResult, 'evaluations'>,
  uncertainty: GroupUncertainty | null,
): SubjectDiagnostic[] {
  const { spec, subjects, parameterNames, bounds } = problem;
  const found: SubjectDiagnostic[] = [];
  const say = (code: SubjectDiagnostic['code'], message: string): void => {
    found.push({ code, message });
  };
  const numSubjects = subjects.names.length;
  const size = parameterNames.length;
  const listed = (chosen: readonly number[]): string => {
    const names = chosen.slice(0, 10).map((s) => `"${subjects.names[s]}"`);
    return `${names.join(', ')}${chosen.length > 10 ? ` and ${chosen.length - 10} more` : ''}`;
  };
  const withStatus = (status: SubjectStatus): number[] =>
    posteriors.status.flatMap((one, s) => (one === status ? [s] : []));

  if (stopReason !== 'converged')
    say(
      'notConverged',
      `EM stopped after ${trace.length} iterations while the group still changed by ${trace[trace.length - 1].residual.toExponential(1)} (group standard deviations, log variances). Raise maxIterations, or look at groupTraceTable(fit).`,
    );
  const unfinished = withStatus('notConverged');
  if (unfinished.length > 0)
    say(
      'subjectNotConverged',
      `The search did not converge for ${unfinished.length} of ${numSubjects} subjects: ${listed(unfinished)}. Their estimates are the best places found, and count in the group as they are; where a likelihood has kinks, such as one that takes the larger of two values, its peak may be one.`,
    );
  const bounded = withStatus('atBound');
  if (bounded.length > 0) {
    const names = parameterNames.filter((_, k) =>
      bounded.some((s) => {
        const x = posteriors.mode[s * size + k];
        return x <= bounds.lower[k] || x >= bounds.upper[k];
      }),
    );
    say(
      'subjectAtBound',
      `${names.join(', ')} ran to a bound of the search for ${bounded.length} of ${numSubjects} subjects: ${listed(bounded)}. ${spec.prior === 'none' ? "Their data do not hold these parameters; fit them with a group (prior: 'group')." : 'Widen bounds if they are not meant.'}`,
    );
  }
  const saddles = withStatus('notMaximum');
  if (saddles.length > 0)
    say(
      'subjectNotMaximum',
      `The search ended where the log posterior is flat or a saddle for ${saddles.length} of ${numSubjects} subjects: ${listed(saddles)}. Their standard deviations are not to be trusted.`,
    );
  const several = Array.from(posteriors.numOptima).flatMap((count, s) => (count > 1 ? [s] : []));
  if (several.length > 0)
    say(
      'severalOptima',
      `The log posterior has several maxima for ${several.length} of ${numSubjects} subjects: ${listed(several)}. The highest is taken${otherMaxima(spec, size)}.`,
    );
  if (spec.prior !== 'group') return found;
  const collapsed = parameterNames.filter((_, k) => group.scale[k] <= leastScale);
  if (collapsed.length > 0)
    say(
      'varianceCollapsed',
      `The group's standard deviation of ${collapsed.join(', ')} ran to 0: all subjects ${spec.group.kind === 'gaussian' && spec.group.covariates.length > 0 ? 'with the same covariates ' : ''}get the same value, and it has no standard error. The data do not tell subjects apart there; ${spec.group.kind === 'gaussian' ? 'a hyperprior (weakHyperprior())' : 'gaussianGroup() with a hyperprior (weakHyperprior())'} keeps it away from 0.`,
    );
  if (numSubjects < fewSubjects)
    say('fewSubjects', `The variances of the group rest on ${numSubjects} subjects only. Do not read much into them.`);
  const shifts =
    spec.integration.kind === 'laplace' && uncertainty && laplaceShift(problem, { group, posteriors }, uncertainty);
  const shifted = parameterNames.filter((_, k) => shifts && Math.abs(shifts[k]) > 1);
  if (shifted.length > 0)
    say(
      'laplaceInaccurate',
      `Posteriors of subjects are skewed: integrated over, they would move the group mean of ${shifted.join(', ')} by more than a standard error. Fit with integration: quadrature().`,
    );
  return found;
}

/** What becomes of maxima that are not the highest. */
function otherMaxima({ prior, integration }: HierarchicalSpec, size: number): string {
  if (prior === 'none') return "; a group (prior: 'group') can tell which is likely";
  if (integration.kind !== 'laplace') return '; points of integration lie about it';
  return `; integration: ${size <= 3 ? 'quadrature()' : 'importanceSampling()'} goes by more than the highest`;
}
