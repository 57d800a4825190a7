import type { Subjects } from '../models/behavior/subjects.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';

/**
 * [subject] the group that it belongs to: the values of those covariates of a fit that are texts, joined where there are several; `null`
 * without any.
 */
export function groupsOfSubjects(fit: HierarchicalFit, subjects: Subjects): readonly string[] | null {
  const named = covariatesOf(fit).filter((name) => typeof subjects.covariates[name]?.[0] === 'string');
  if (named.length === 0) return null;
  return subjects.names.map((_, s) => named.map((name) => subjects.covariates[name][s]).join(', '));
}

/** The covariates that the group of a fit depends on. */
export function covariatesOf({ spec: { group, prior } }: HierarchicalFit): readonly string[] {
  return prior === 'group' && group.kind === 'gaussian' ? group.covariates : [];
}
