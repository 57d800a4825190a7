import { hasColumn } from '../data/table.ts';
import { accuracyTable } from '../views/accuracyTable.ts';
import { occupancyTable } from '../views/occupancyTable.ts';
import { requireChartOptions } from '../views/requireChartOptions.ts';
import { tableOfSubjects } from '../views/subjectTables.ts';
import type { CohortView } from '../views/viewFits.ts';
import { weightTable } from '../views/weightTable.ts';
import type { AccuracyColumn } from './accuracyChart.ts';
import type { Chart } from './chart.ts';
import type { OccupancyColumn } from './occupancyChart.ts';
import { type Middle, subjectsChart } from './subjectsChart.ts';

/** How a chart of a cohort is drawn. */
export interface CohortOptions {
  readonly title?: string;
  /** The subjects' mean and a bar of one standard error, or a box from quartile to quartile and their median; mean by default. */
  readonly as?: Middle;
}

/** How a chart of a cohort is drawn that shows one of several columns of a table. */
export interface CohortChartOptions<Column extends string> extends CohortOptions {
  readonly column?: Column;
}

/** Weights of each subject, a panel a feature (and class), and their mean; of weights that walk, each subject's mean over sessions. */
export function cohortWeights(cohort: CohortView, options: CohortOptions): Chart {
  requireChartOptions({ title: true, as: true }, options, 'plotWeights of a cohort');
  const { title = 'GLM weights of the subjects', as } = options;
  const weights = tableOfSubjects(cohort, (view) => weightTable(view, { standardErrors: false }));
  const unit = weights.columns.find(({ name }) => name === 'weight')?.unit ?? 'log-odds per unit';
  return subjectsChart(weights, {
    column: 'weight',
    axis: `Weight (${unit})`,
    title,
    states: cohort.states,
    as,
    panels: hasColumn(weights, 'class') ? ['feature', 'class'] : ['feature'],
    rule: 0,
  });
}

/** The share of correct choices of each subject in each state, its mean over sessions. */
export function cohortAccuracy(
  cohort: CohortView,
  options: CohortChartOptions<AccuracyColumn> & { readonly chance?: number },
): Chart {
  requireChartOptions({ column: true, chance: true, title: true, as: true }, options, 'plotAccuracy of a cohort');
  const { column = 'modelAccuracy', title = 'Accuracy by state', chance, as } = options;
  const numClasses = Math.max(2, ...cohort.subjects.map(({ view }) => view.trials.classNames.length));
  return subjectsChart(tableOfSubjects(cohort, accuracyTable), {
    column,
    axis: 'Correct choices',
    title,
    states: cohort.states,
    format: '.0%',
    as,
    rule: chance ?? 1 / numClasses,
  });
}

/** The share of trials that each subject spends in each state, its mean over sessions. */
export function cohortOccupancy(cohort: CohortView, options: CohortChartOptions<OccupancyColumn>): Chart {
  requireChartOptions({ column: true, title: true, as: true }, options, 'plotOccupancy of a cohort');
  const { column = 'soft', title = 'Time in each state', as } = options;
  return subjectsChart(tableOfSubjects(cohort, occupancyTable), {
    column,
    axis: 'Share of trials',
    title,
    as,
    states: cohort.states,
    format: '.0%',
  });
}
