import type { Table } from '../data/table.ts';
import { SpecError } from '../errors.ts';
import type { Subjects } from '../models/behavior/subjects.ts';
import { requireKnownOptions, requireWhole } from '../models/checks.ts';
import { groupOf } from '../models/hierarchical/group/groupContrast.ts';
import { groupDesign } from '../models/hierarchical/group/groupDesign.ts';
import { densityOf, fillLocation } from '../models/hierarchical/group/groupParams.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { modelOf } from '../models/hierarchical/naturalParameters.ts';
import { logDensity } from '../models/hierarchical/priors.ts';
import { type ParameterScale, scaleDerivatives } from '../models/hierarchical/scales.ts';
import { twoSidedQuantile } from '../numerics/tQuantile.ts';
import { covariatesOf, groupsOfSubjects } from './groupsOfSubjects.ts';
import { tableOfRows } from './tableOfRows.ts';

/** How finely a density is drawn. */
export interface GroupDensityOptions {
  /** Values a line; 301 by default. */
  readonly numPoints?: number;
}

/**
 * The distribution of each natural parameter in the group of a fit, a row each point: parameter, value (natural), density (per
 * natural unit, by the change of variables from x).
 *
 * With covariates, which need the subjects, it is the mean of the distributions that the subjects were drawn from; where some of the
 * covariates are texts there is one for each of their values, or pair of values, named in a column `group`.
 *
 * @throws {SpecError} when no group was fitted, subjects are missing, or an option is out of range
 * @throws {DataError} when the subjects do not have the covariates of the fit
 */
export function groupDensityTable(
  fit: HierarchicalFit,
  subjects: Subjects | null = null,
  options: GroupDensityOptions = {},
): Table {
  requireKnownOptions(['numPoints'], options, 'groupDensityTable');
  const { numPoints = 301 } = options;
  requireWhole('numPoints', numPoints, { atLeast: 11 });
  const scales = Object.values(modelOf(fit).parameters);
  const curves = curvesOf(fit, subjects);
  const rows = fit.parameterNames.flatMap((parameter, k) =>
    curves.flatMap(({ group, locations }) =>
      densityPoints(fit, k, scales[k], locations, numPoints).map((point) => ({ parameter, ...point, group })),
    ),
  );
  return tableOfRows(rows, {
    parameter: 'string',
    value: 'number',
    density: 'number',
    ...(curves[0].group !== null && { group: 'string' }),
  });
}

/** Density at points that lie densest about the middle. */
function densityPoints(
  fit: HierarchicalFit,
  parameter: number,
  scale: ParameterScale,
  locations: readonly Float64Array[],
  numPoints: number,
): { readonly value: number; readonly density: number }[] {
  const spread = groupOf(fit).scale.data[parameter];
  const { group } = fit.spec;
  const middles = locations.map((location) => location[parameter]);
  const [first, last] = [Math.min(...middles), Math.max(...middles)];
  const reach = reachOf(fit);
  const slopes = new Float64Array(2);
  return Array.from({ length: numPoints }, (_, i) => {
    const side = (2 * i) / (numPoints - 1) - 1;
    const away = Math.sinh(side * Math.asinh(reach)) * spread;
    const x = (first + last) / 2 + (side * (last - first)) / 2 + away;
    const value = scaleDerivatives(scale, x, slopes);
    const ofX = middles.reduce((sum, middle) => sum + Math.exp(logDensity(densityOf(group, middle, spread), x)), 0);
    return { value, density: ofX / middles.length / Math.abs(slopes[0]) };
  }).filter(({ value, density }) => Number.isFinite(value) && Number.isFinite(density));
}

/** How many scales from the middle the last point lies: 1 in 10,000 are beyond, of heavy tails 1 in 100. */
function reachOf({ spec: { group } }: HierarchicalFit): number {
  switch (group.kind) {
    case 'gaussian':
      return 3.9;
    case 'laplace':
      return 9.3;
    case 'studentT':
      return twoSidedQuantile(0.01, group.degreesOfFreedom);
    case 'cauchy':
      return twoSidedQuantile(0.01, 1);
  }
}

/** The curves to draw, each with the locations [parameter] that it is the mean over. */
function curvesOf(
  fit: HierarchicalFit,
  subjects: Subjects | null,
): readonly { readonly group: string | null; readonly locations: readonly Float64Array[] }[] {
  const { coefficients, scale, covariance, covariateNames } = groupOf(fit);
  if (covariateNames.length === 1) return [{ group: null, locations: [coefficients.data] }];
  if (subjects === null)
    throw new SpecError(
      'subjects',
      subjects,
      `The group of the fit depends on ${covariatesOf(fit).join(', ')}: give the subjects too, as in groupDensityTable(fit, subjects).`,
    );
  const design = groupDesign(subjects, covariatesOf(fit));
  if (design.names.join('\n') !== covariateNames.join('\n'))
    throw new SpecError(
      'subjects',
      design.names,
      `The covariates of the subjects make the columns ${design.names.join(', ')}, but the fit has ${covariateNames.join(', ')}. Give the subjects that were fitted.`,
    );
  const params = { coefficients: coefficients.data, scale: scale.data, covariance: covariance?.data ?? null };
  const locations = subjects.names.map((_, s) => {
    const location = new Float64Array(scale.data.length);
    fillLocation(params, design, s, location);
    return location;
  });
  const groups = groupsOfSubjects(fit, subjects);
  if (groups === null) return [{ group: null, locations }];
  return [...new Set(groups)].map((group) => ({ group, locations: locations.filter((_, s) => groups[s] === group) }));
}
