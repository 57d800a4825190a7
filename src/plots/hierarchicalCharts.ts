import { quote, SpecError } from '../errors.ts';
import { type ComparisonTableOptions, comparisonTable } from '../views/comparisonTable.ts';
import { exceedanceTable } from '../views/exceedanceTable.ts';
import { groupDensityTable } from '../views/groupDensityTable.ts';
import { groupTraceTable } from '../views/groupTraceTable.ts';
import { confusionTable } from '../views/identificationTable.ts';
import { type LatentTraceOptions, latentTraceTable } from '../views/latentsTable.ts';
import { posteriorPredictiveTable } from '../views/posteriorPredictiveTable.ts';
import { recoveryTable } from '../views/recoveryTable.ts';
import { requireChartOptions } from '../views/requireChartOptions.ts';
import { subjectParameterTable } from '../views/subjectParameterTable.ts';
import type { Identification } from '../workflows/identification.ts';
import type { ModelComparison } from '../workflows/modelComparison.ts';
import type { PosteriorPredictive } from '../workflows/posteriorPredictive.ts';
import type { Recovery } from '../workflows/recovery.ts';
import type { Chart } from './chart.ts';
import { type ComparisonChartOptions, comparisonChart } from './comparisonChart.ts';
import { type ConfusionChartOptions, confusionChart } from './confusionChart.ts';
import { type ExceedanceChartOptions, exceedanceChart } from './exceedanceChart.ts';
import { type GroupTraceChartOptions, groupTraceChart } from './groupTraceChart.ts';
import { type LatentsChartOptions, latentsChart } from './latentsChart.ts';
import { type ParameterDistributionsChartOptions, parameterDistributionsChart } from './parameterDistributionsChart.ts';
import { type PosteriorPredictiveChartOptions, posteriorPredictiveChart } from './posteriorPredictiveChart.ts';
import { type RecoveryChartOptions, recoveryChart } from './recoveryChart.ts';

type HierarchicalFit = Parameters<typeof groupTraceTable>[0];
type Subjects = Parameters<typeof latentTraceTable>[1];

/**
 * The natural parameters of the subjects of a fit and the distribution of the group that they are drawn to, a panel a parameter;
 * in colours by the covariates that are texts.
 *
 * @param subjects those that were fitted; needed where the group depends on covariates
 * @throws {SpecError} when the subjects are needed and missing
 * @throws {DataError} when they are not those of the fit
 * @example show(plotParameters(fit))
 */
export function plotParameters(
  fit: HierarchicalFit,
  subjects: Subjects | null = null,
  options: ParameterDistributionsChartOptions = {},
): Chart {
  requireChartOptions({ title: true }, options, 'plotParameters');
  const density = fit.group ? groupDensityTable(fit, subjects) : undefined;
  return parameterDistributionsChart(subjectParameterTable(fit, subjects), density, options);
}

/**
 * How the group of a fit came about: the log evidence, means and spreads of x over the iterations.
 *
 * @throws {SpecError} when no group was fitted
 */
export function plotGroupTrace(fit: HierarchicalFit, options: GroupTraceChartOptions = {}): Chart {
  requireChartOptions({ title: true }, options, 'plotGroupTrace');
  return groupTraceChart(groupTraceTable(fit), options);
}

/**
 * What the model computes on each trial of one subject, with the subject's own parameters: a panel a latent.
 *
 * @param options.subject its name, or its place counted from 0; the first by default
 * @param options.latents by name; all by default
 * @throws {SpecError} when there is no such subject or latent
 * @throws {DataError} when the subject is not in the fit, or lacks what the model reads
 * @example show(plotLatents(fit, subjects, { subject: 'S7', latents: ['value0', 'value1'] }))
 */
export function plotLatents(
  fit: HierarchicalFit,
  subjects: Subjects,
  options: LatentTraceOptions & LatentsChartOptions = {},
): Chart {
  requireChartOptions({ at: true, subject: true, latents: true, title: true }, options, 'plotLatents');
  const { title, ...of } = options;
  return latentsChart(latentTraceTable(fit, subjects, of), title === undefined ? {} : { title });
}

/**
 * Statistics of what subjects did against what their fitted models do in their place.
 *
 * @param result what `posteriorPredictive` returns
 */
export function plotPosteriorPredictive(
  result: PosteriorPredictive,
  options: PosteriorPredictiveChartOptions = {},
): Chart {
  requireChartOptions({ title: true }, options, 'plotPosteriorPredictive');
  return posteriorPredictiveChart(posteriorPredictiveTable(result), options);
}

/**
 * Estimates against the true values that data were simulated from, a square a parameter; where the grid varies numbers of trials or of
 * subjects, one for each.
 *
 * @param recovery what `recover` returns
 * @example show(plotRecovery(await recover(hierarchical(rescorlaWagner()))))
 */
export function plotRecovery(recovery: Recovery, options: RecoveryChartOptions = {}): Chart {
  requireChartOptions({ title: true }, options, 'plotRecovery');
  return recoveryChart(recoveryTable(recovery), options);
}

/**
 * How far models are from the best by each criterion, a panel a criterion.
 *
 * @param comparison       what `compareModels` returns
 * @param options.criteria all that some model has a value of by default
 * @throws {SpecError} when there is no such criterion
 * @example show(plotComparison(comparison, { criteria: ['leaveOneSubjectOut', 'integratedBic'] }))
 */
export function plotComparison(
  comparison: ModelComparison,
  options: ComparisonTableOptions & ComparisonChartOptions = {},
): Chart {
  requireChartOptions({ criteria: true, title: true }, options, 'plotComparison');
  const { title, ...of } = options;
  return comparisonChart(comparisonTable(comparison, of), title === undefined ? {} : { title });
}

/**
 * How frequent models are among subjects, and how probably each is the most frequent.
 *
 * @param comparison what `compareModels` returns
 */
export function plotExceedance(comparison: ModelComparison, options: ExceedanceChartOptions = {}): Chart {
  requireChartOptions({ title: true }, options, 'plotExceedance');
  return exceedanceChart(exceedanceTable(comparison), options);
}

/**
 * How often each model fits best the data that each model simulated, and the other way round: two matrices a metric.
 *
 * @param identification what `identify` returns
 * @param options.metric one of its metrics; all by default
 * @throws {SpecError} when there is no such metric
 * @example show(plotConfusion(await identify(models), { metric: 'integratedBic' }))
 */
export function plotConfusion(
  identification: Identification,
  options: ConfusionChartOptions & { readonly metric?: Identification['metrics'][number] } = {},
): Chart {
  requireChartOptions({ metric: true, title: true }, options, 'plotConfusion');
  const { metric, ...chart } = options;
  const { metrics, matrices } = identification;
  if (metric !== undefined && !metrics.includes(metric))
    throw new SpecError(
      'metric',
      metric,
      `metric must be one of ${metrics.join(', ')}, which the models were compared by, but is ${quote(metric)}.`,
    );
  const chosen = matrices.filter((one) => metric === undefined || one.metric === metric);
  return confusionChart(confusionTable({ ...identification, matrices: chosen }), chart);
}
