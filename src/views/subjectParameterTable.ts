import { type Table, table } from '../data/table.ts';
import type { Subjects } from '../models/behavior/subjects.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { modelOf } from '../models/hierarchical/naturalParameters.ts';
import { toNatural } from '../models/hierarchical/scales.ts';
import { groupsOfSubjects } from './groupsOfSubjects.ts';
import { finiteOrNull, normalReach } from './intervals.ts';

/**
 * The parameters of the subjects of a fit, a row each: subject, parameter, value (natural, at the mode), lower and upper
 * (natural: the middle 95 % of the normal posterior of x), x (unbounded), standardDeviation (of x), status (of the subject:
 * 'converged', 'notConverged', 'atBound' or 'notMaximum'). A parameter at a bound has no interval.
 *
 * @param subjects those that were fitted: where the group depends on covariates that are texts, they add a column `group`
 */
export function subjectParameterTable(fit: HierarchicalFit, subjects: Subjects | null = null): Table {
  const { names, mode, mean, covariance, status } = fit.subjects;
  const scales = Object.values(modelOf(fit).parameters);
  const size = scales.length;
  const rows = names.flatMap((subject, s) =>
    fit.parameterNames.map((parameter, k) => {
      const at = s * size + k;
      const sd = Math.sqrt(covariance.data[at * size + k]);
      const ends = [-1, 1]
        .map((side) => toNatural(scales[k], mean.data[at] + side * normalReach * sd))
        .sort((a, b) => a - b);
      const [lower, upper] = sd > 0 ? ends : [Number.NaN, Number.NaN];
      return {
        subject,
        parameter,
        value: toNatural(scales[k], mode.data[at]),
        lower: finiteOrNull(lower),
        upper: finiteOrNull(upper),
        x: mode.data[at],
        standardDeviation: sd > 0 ? finiteOrNull(sd) : null,
        status: status[s],
      };
    }),
  );
  const groups = subjects && groupsByName(fit, subjects);
  return table([
    { name: 'subject', type: 'string', values: rows.map((row) => row.subject) },
    { name: 'parameter', type: 'string', values: rows.map((row) => row.parameter) },
    ...(['value', 'lower', 'upper', 'x', 'standardDeviation'] as const).map((name) => ({
      name,
      type: 'number' as const,
      values: rows.map((row) => row[name]),
    })),
    { name: 'status', type: 'string', values: rows.map((row) => row.status) },
    ...(groups
      ? [{ name: 'group', type: 'string' as const, values: rows.map(({ subject }) => groups.get(subject) ?? null) }]
      : []),
  ]);
}

function groupsByName(fit: HierarchicalFit, subjects: Subjects): ReadonlyMap<string, string> | null {
  const groups = groupsOfSubjects(fit, subjects);
  return groups && new Map(subjects.names.map((name, s) => [name, groups[s]]));
}
