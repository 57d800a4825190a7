import { accuracyTable } from '../views/accuracyTable.ts';
import { featureTraceTable, varyingFeatures } from '../views/featureTraceTable.ts';
import { lapseTable } from '../views/lapseTable.ts';
import { objectiveTable } from '../views/objectiveTable.ts';
import { occupancyTable } from '../views/occupancyTable.ts';
import { posteriorTable } from '../views/posteriorTable.ts';
import { type PsychometricOptions, psychometricTable } from '../views/psychometricTable.ts';
import { requireChartOptions } from '../views/requireChartOptions.ts';
import { transitionTable } from '../views/transitionTable.ts';
import { transitionWeightTable } from '../views/transitionWeightTable.ts';
import { trialTable } from '../views/trialTable.ts';
import type { FitView, TrainedView } from '../views/viewFit.ts';
import type { CohortView } from '../views/viewFits.ts';
import { weightTable } from '../views/weightTable.ts';
import { type AccuracyChartOptions, type AccuracyColumn, accuracyChart } from './accuracyChart.ts';
import type { Chart } from './chart.ts';
import {
  type CohortChartOptions,
  type CohortOptions,
  cohortAccuracy,
  cohortOccupancy,
  cohortWeights,
} from './cohortCharts.ts';
import { type LapsesChartOptions, lapsesChart } from './lapsesChart.ts';
import { type ObjectiveChartOptions, objectiveChart } from './objectiveChart.ts';
import { type OccupancyChartOptions, type OccupancyColumn, occupancyChart } from './occupancyChart.ts';
import { type PosteriorChartOptions, posteriorChart } from './posteriorChart.ts';
import { type PsychometricChartOptions, psychometricChart } from './psychometricChart.ts';
import { type SessionChartOptions, sessionChart } from './sessionChart.ts';
import { type TransitionsChartOptions, transitionsChart } from './transitionsChart.ts';
import { type TransitionWeightsChartOptions, transitionWeightsChart } from './transitionWeightsChart.ts';
import { type WeightsChartOptions, weightsChart } from './weightsChart.ts';

/** Whether parameters are drawn with their standard errors. */
interface WithErrors {
  /** True by default; they are computed when first asked for. */
  readonly standardErrors?: boolean;
}

/**
 * The GLM weights of a view: over sessions a line a state with a band of one standard error, otherwise a point with a bar;
 * true weights dashed. Weights that run to infinity stand at the edge, so that the others can be read. Of a cohort: a panel a
 * feature, a faint line a subject, and the mean of the subjects with a bar of one standard error, or (`as: 'box'`) their quartiles
 * and median.
 *
 * @example show(plotWeights(viewFit(fit, trials, { orderBy: 'stimulus' })))
 */
export function plotWeights(view: FitView, options?: Omit<WeightsChartOptions, 'states'> & WithErrors): Chart;
export function plotWeights(view: CohortView, options?: CohortOptions): Chart;
export function plotWeights(
  view: FitView | CohortView,
  options: Omit<WeightsChartOptions, 'states'> & WithErrors = {},
): Chart {
  if (view.kind === 'cohort') return cohortWeights(view, options);
  requireChartOptions({ standardErrors: true, title: true }, options, 'plotWeights');
  const { standardErrors = true, ...rest } = options;
  return weightsChart(weightTable(view, { standardErrors }), { ...rest, states: view.states });
}

/** The transition probabilities of a view: a matrix with its numbers, or over sessions the probability of staying. */
export function plotTransitions(
  view: FitView,
  options: Omit<TransitionsChartOptions, 'states'> & WithErrors = {},
): Chart {
  requireChartOptions({ standardErrors: true, pairs: true, title: true }, options, 'plotTransitions');
  const { standardErrors = true, ...rest } = options;
  return transitionsChart(transitionTable(view, { standardErrors }), { ...rest, states: view.states });
}

/**
 * What inputs do to the transitions of a view: a panel an input, each transition a point with a bar of one standard error.
 *
 * @throws {SpecError} when nothing drives the transitions
 */
export function plotTransitionWeights(
  view: FitView,
  options: Omit<TransitionWeightsChartOptions, 'states'> & WithErrors = {},
): Chart {
  requireChartOptions({ standardErrors: true, title: true }, options, 'plotTransitionWeights');
  const { standardErrors = true, ...rest } = options;
  return transitionWeightsChart(transitionWeightTable(view, { standardErrors }), { ...rest, states: view.states });
}

/**
 * How often each state of a view lapses, a row a lapse, with a bar of one standard error.
 *
 * @throws {SpecError} when the model has no lapses
 */
export function plotLapses(view: FitView, options: Omit<LapsesChartOptions, 'states'> & WithErrors = {}): Chart {
  requireChartOptions({ standardErrors: true, title: true }, options, 'plotLapses');
  const { standardErrors = true, ...rest } = options;
  return lapsesChart(lapseTable(view, { standardErrors }), { ...rest, states: view.states });
}

/**
 * The probability of each state, trial by trial in one session, and the choices above it where trials have choices.
 * Sessions that were found by time (`epochs`) are drawn over time.
 *
 * @param options.session counted from 1; the first by default
 * @throws {SpecError} when there is no such session
 */
export function plotPosterior(
  view: FitView,
  options: Omit<PosteriorChartOptions, 'states' | 'trials' | 'choices'> = {},
): Chart {
  requireChartOptions(
    { session: true, firstTrial: true, maxTrials: true, as: true, title: true },
    options,
    'plotPosterior',
  );
  const { session = 1 } = options;
  const { responses, classNames } = view.trials;
  return posteriorChart(posteriorTable(view, { session }), {
    ...options,
    states: view.states,
    ...(responses === null && { trials: trialTable(view, { session, model: false }) }),
    ...(classNames.length > 0 && { choices: classNames }),
  });
}

/**
 * One session of a view from near: choices, the probability of each state, the share of correct choices around each trial
 * where it is known which were correct, features. In a browser Shift and the wheel zoom into the trials, dragging moves them.
 *
 * @param options.session  counted from 1; the first by default
 * @param options.features whose values are drawn; by default the first three that differ between trials
 * @param options.chance   share of correct choices of a guess, drawn dotted; one of the number of classes by default
 * @throws {SpecError} when there is no such session, or `smoothing` is no whole number from 1
 * @throws {DataError} when there is no such feature
 */
export function plotSession(
  view: FitView,
  options: Omit<SessionChartOptions, 'states' | 'trials' | 'choices' | 'traces'> & {
    readonly features?: readonly string[];
  } = {},
): Chart {
  requireChartOptions(
    { session: true, firstTrial: true, maxTrials: true, features: true, smoothing: true, chance: true, title: true },
    options,
    'plotSession',
  );
  const { session = 1, features = varyingFeatures(view, session, 3), ...rest } = options;
  const { responses, classNames } = view.trials;
  return sessionChart(posteriorTable(view, { session }), {
    ...(classNames.length > 2 && { chance: 1 / classNames.length }),
    ...rest,
    states: view.states,
    ...(responses === null && { trials: trialTable(view, { session, model: false }) }),
    ...(classNames.length > 0 && { choices: classNames }),
    ...(features.length > 0 && { traces: featureTraceTable(view, { session, features }) }),
  });
}

/**
 * The share of correct choices over sessions, a line a state; of a cohort, a faint line a subject, its mean over sessions, and
 * the mean of the subjects.
 *
 * @param options.column which measure of `accuracyTable`; modelAccuracy by default
 * @param options.chance share of correct choices of a guess, drawn dotted; one of the number of classes by default
 * @throws {DataError} when the trials do not say which side was correct
 */
export function plotAccuracy(view: FitView, options?: Omit<AccuracyChartOptions, 'states'>): Chart;
export function plotAccuracy(
  view: CohortView,
  options?: CohortChartOptions<AccuracyColumn> & { readonly chance?: number },
): Chart;
export function plotAccuracy(view: FitView | CohortView, options: Omit<AccuracyChartOptions, 'states'> = {}): Chart {
  if (view.kind === 'cohort') return cohortAccuracy(view, options);
  requireChartOptions({ width: true, column: true, chance: true, title: true }, options, 'plotAccuracy');
  const { length } = view.trials.classNames;
  return accuracyChart(accuracyTable(view), {
    column: 'modelAccuracy',
    ...(length > 2 && { chance: 1 / length }),
    ...options,
    states: view.states,
  });
}

/**
 * The share of trials spent in each state, a stacked bar a session; of a cohort, a faint line a subject and their mean.
 *
 * @param options.column which measure of `occupancyTable`; soft by default
 */
export function plotOccupancy(view: FitView, options?: Omit<OccupancyChartOptions, 'states'>): Chart;
export function plotOccupancy(view: CohortView, options?: CohortChartOptions<OccupancyColumn>): Chart;
export function plotOccupancy(view: FitView | CohortView, options: Omit<OccupancyChartOptions, 'states'> = {}): Chart {
  if (view.kind === 'cohort') return cohortOccupancy(view, options);
  requireChartOptions({ width: true, column: true, title: true }, options, 'plotOccupancy');
  return occupancyChart(occupancyTable(view), { column: 'soft', ...options, states: view.states });
}

/**
 * How often something was chosen against a feature in each state of a view: the data, and what the model predicts.
 *
 * @throws {DataError} when there is no such feature, or no trial counts
 * @throws {SpecError} when the trials have no choices, or an option of `psychometricTable` is out of range
 * @example show(plotPsychometric(view, 'stimulus', { scale: 'symlog' }))
 */
export function plotPsychometric(
  view: FitView,
  feature: string,
  options: Omit<PsychometricChartOptions, 'states'> & PsychometricOptions = {},
): Chart {
  requireChartOptions(
    { bins: true, choice: true, others: true, width: true, feature: true, scale: true, chance: true, title: true },
    options,
    'plotPsychometric',
  );
  const { bins, choice, others, ...chart } = options;
  const of = {
    ...(bins !== undefined && { bins }),
    ...(choice !== undefined && { choice }),
    ...(others && { others }),
  };
  const { length } = view.trials.classNames;
  return psychometricChart(psychometricTable(view, feature, of), {
    feature,
    ...(length > 2 && { chance: 1 / length }),
    ...chart,
    states: view.states,
  });
}

/** How the log posterior rose in each start of a fit. */
export function plotObjective(view: TrainedView, options: ObjectiveChartOptions = {}): Chart {
  requireChartOptions({ width: true, tolerance: true, title: true }, options, 'plotObjective');
  return objectiveChart(objectiveTable(view), options);
}
