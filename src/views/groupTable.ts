import type { Cell, Table } from '../data/table.ts';
import { groupOf, waldTest } from '../models/hierarchical/group/groupContrast.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { modelOf } from '../models/hierarchical/naturalParameters.ts';
import { type ParameterScale, toNatural } from '../models/hierarchical/scales.ts';
import { finiteOrNull, normalReach } from './intervals.ts';
import { tableOfRows } from './tableOfRows.ts';

/**
 * The group of a fit, a row each covariate and parameter, on the unbounded scales x: covariate ('mean' first), parameter, coefficient,
 * standardError, lower and upper (95 %). Where 0 means something, for covariates and for means of parameters of any real value, such as
 * weights: statistic (Wald's t against 0, as `groupContrast` has it), degreesOfFreedom, p (two-sided). Rows of the mean also have natural, naturalLower, naturalUpper (natural value at the mean
 * of x, which is the median of the group, and the ends of the interval), scale (of x among subjects: the standard deviation of a normal
 * group), scaleLower, scaleUpper (95 %, on the logarithm). With covariates the mean is that of a subject whose covariates
 * are 0 or of the first value. Cells are empty where there is no standard error.
 *
 * @throws {SpecError} when no group was fitted
 */
export function groupTable(fit: HierarchicalFit): Table {
  const group = groupOf(fit);
  const scales = Object.values(modelOf(fit).parameters);
  const rows = group.covariateNames.flatMap((covariate, c) =>
    fit.parameterNames.map((parameter, k) => {
      const only = group.covariateNames.map((_, d) => Number(d === c));
      const { estimate, standardError, statistic, degreesOfFreedom, p, lower, upper } = waldTest(fit, k, only);
      const isTested = c > 0 || scales[k].kind === 'real';
      return {
        covariate,
        parameter,
        coefficient: estimate,
        standardError: finiteOrNull(standardError),
        statistic: isTested ? finiteOrNull(statistic) : null,
        degreesOfFreedom: isTested ? degreesOfFreedom : null,
        p: isTested ? finiteOrNull(p) : null,
        lower: finiteOrNull(lower),
        upper: finiteOrNull(upper),
        ...(c === 0
          ? {
              ...natural(scales[k], estimate, lower, upper),
              ...spread(group.scale.data[k], group.logScaleErrors.data[k]),
            }
          : empty),
      };
    }),
  );
  const hasTests = rows.some(({ degreesOfFreedom }) => degreesOfFreedom !== null);
  const columns = ['coefficient', 'standardError', 'lower', 'upper', ...(hasTests ? ofTest : []), ...ofMean];
  return tableOfRows<Readonly<Record<string, Cell>>>(rows, {
    covariate: 'string',
    parameter: 'string',
    ...Object.fromEntries(columns.map((name) => [name, 'number' as const])),
  });
}

const ofMean = ['natural', 'naturalLower', 'naturalUpper', 'scale', 'scaleLower', 'scaleUpper'] as const;
const ofTest = ['statistic', 'degreesOfFreedom', 'p'] as const;

const empty: Readonly<Record<string, null>> = Object.fromEntries(ofMean.map((name) => [name, null]));

function natural(scale: ParameterScale, estimate: number, lower: number, upper: number) {
  const ends = [lower, upper].map((x) => toNatural(scale, x)).sort((a, b) => a - b);
  return {
    natural: toNatural(scale, estimate),
    naturalLower: finiteOrNull(ends[0]),
    naturalUpper: finiteOrNull(ends[1]),
  };
}

function spread(scale: number, logError: number) {
  return {
    scale,
    scaleLower: finiteOrNull(scale * Math.exp(-normalReach * logError)),
    scaleUpper: finiteOrNull(scale * Math.exp(normalReach * logError)),
  };
}
