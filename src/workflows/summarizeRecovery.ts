import { behaviorOf } from '../models/behavior/behaviors.ts';
import type { Subjects } from '../models/behavior/subjects.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { fromNatural, type ParameterScale, toNatural } from '../models/hierarchical/scales.ts';
import { pearsonCorrelation, spearmanCorrelation } from '../numerics/correlation.ts';
import { rootMeanSquareError } from '../numerics/rootMeanSquareError.ts';
import type { RecoveredValue, RecoveryCell, RecoverySummary } from './recovery.ts';

/** 97.5 % quantile of a standard normal. */
const reach = 1.96;

/** Holds the fit of simulated subjects to their true values [subject, parameter]. */
export function summarizeRecovery(
  simulated: Subjects,
  truths: readonly (readonly number[])[],
  fit: HierarchicalFit,
): RecoveryCell {
  const scales = Object.values(behaviorOf(fit.spec.model).parameters);
  const values = simulated.names.flatMap((subject, s) =>
    fit.parameterNames.map(
      (parameter, k): RecoveredValue => ({
        subject,
        parameter,
        truth: truths[s][k],
        ...estimateOf(fit, scales[k], s, k),
      }),
    ),
  );
  return {
    numSubjects: simulated.names.length,
    numTrials: mean(simulated.trials.map(({ numTrials }) => numTrials)),
    numBlocks: mean(simulated.trials.map(({ blockStarts }) => blockStarts.length)),
    values,
    summaries: fit.parameterNames.map((parameter, k) => ({
      parameter,
      ...summarize(values.filter((value) => value.parameter === parameter)),
      truthMeanX: finiteOrNull(mean(truths.map((row) => unbounded(scales[k], row[k])))),
      ...groupMean(fit, k),
    })),
    converged: fit.converged,
    diagnostics: fit.diagnostics,
    logEvidence: finiteOrNull(fit.logEvidence),
    evaluations: fit.evaluations,
  };
}

function estimateOf(
  { subjects }: HierarchicalFit,
  scale: ParameterScale,
  s: number,
  k: number,
): Pick<RecoveredValue, 'estimate' | 'lower' | 'upper'> {
  const size = subjects.mean.shape[1];
  const x = subjects.mean.data[s * size + k];
  const variance = subjects.covariance.data[(s * size + k) * size + k];
  const estimate = finiteOrNull(toNatural(scale, x));
  // a value at a bound that the search keeps to has no variance
  if (!(variance > 0)) return { estimate, lower: null, upper: null };
  const ends = [-reach, reach].map((side) => toNatural(scale, x + side * Math.sqrt(variance)));
  return { estimate, lower: finiteOrNull(Math.min(...ends)), upper: finiteOrNull(Math.max(...ends)) };
}

function summarize(
  values: readonly RecoveredValue[],
): Pick<RecoverySummary, 'correlation' | 'rankCorrelation' | 'bias' | 'rmse' | 'coverage'> {
  const pairs = values.flatMap(({ truth, estimate }) => (estimate === null ? [] : [{ truth, estimate }]));
  const truths = pairs.map(({ truth }) => truth);
  const estimates = pairs.map(({ estimate }) => estimate);
  const inside = values.flatMap(({ truth, lower, upper }) =>
    lower === null || upper === null ? [] : [Number(lower <= truth && truth <= upper)],
  );
  return {
    correlation: pearsonCorrelation(truths, estimates),
    rankCorrelation: spearmanCorrelation(truths, estimates),
    bias: finiteOrNull(mean(pairs.map(({ truth, estimate }) => estimate - truth))),
    rmse: finiteOrNull(rootMeanSquareError(estimates, truths)),
    coverage: finiteOrNull(mean(inside)),
  };
}

function groupMean({ group }: HierarchicalFit, k: number): Pick<RecoverySummary, 'groupMeanX' | 'groupMeanErrorX'> {
  if (group === null || group.covariateNames.length > 1) return { groupMeanX: null, groupMeanErrorX: null };
  return {
    groupMeanX: finiteOrNull(group.coefficients.data[k]),
    groupMeanErrorX: finiteOrNull(group.coefficientErrors.data[k]),
  };
}

/** x of a true value; infinite at a bound. */
function unbounded(scale: ParameterScale, value: number): number {
  const isBound =
    (scale.kind === 'bounded' && (value === scale.min || value === scale.max)) ||
    (scale.kind === 'positive' && value === 0);
  return isBound ? Number.POSITIVE_INFINITY : fromNatural(scale, value);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
