import { describe, expect, it } from 'vitest';
import { type Column, type Table, table } from '../../src/data/table.ts';
import { DataError } from '../../src/errors.ts';
import { accuracyChart } from '../../src/plots/accuracyChart.ts';
import { changeTriggeredChart } from '../../src/plots/changeTriggeredChart.ts';
import type { Chart } from '../../src/plots/chart.ts';
import { comparisonChart } from '../../src/plots/comparisonChart.ts';
import { confusionChart } from '../../src/plots/confusionChart.ts';
import { dwellTimesChart } from '../../src/plots/dwellTimesChart.ts';
import { exceedanceChart } from '../../src/plots/exceedanceChart.ts';
import { groupTraceChart } from '../../src/plots/groupTraceChart.ts';
import { lapsesChart } from '../../src/plots/lapsesChart.ts';
import { latentsChart } from '../../src/plots/latentsChart.ts';
import { likelihoodRatiosChart } from '../../src/plots/likelihoodRatiosChart.ts';
import { objectiveChart } from '../../src/plots/objectiveChart.ts';
import { occupancyChart } from '../../src/plots/occupancyChart.ts';
import { parameterDistributionsChart } from '../../src/plots/parameterDistributionsChart.ts';
import { posteriorChart } from '../../src/plots/posteriorChart.ts';
import { posteriorPredictiveChart } from '../../src/plots/posteriorPredictiveChart.ts';
import { psychometricChart } from '../../src/plots/psychometricChart.ts';
import { recoveryChart } from '../../src/plots/recoveryChart.ts';
import { sessionChart } from '../../src/plots/sessionChart.ts';
import { switchesChart } from '../../src/plots/switchesChart.ts';
import { trajectoriesChart } from '../../src/plots/trajectoriesChart.ts';
import { transitionsChart } from '../../src/plots/transitionsChart.ts';
import { transitionWeightsChart } from '../../src/plots/transitionWeightsChart.ts';
import { weightsChart } from '../../src/plots/weightsChart.ts';
import {
  accuracies,
  dwellTimes,
  objectives,
  occupancies,
  posteriors,
  psychometrics,
  sessionWeights,
  staticWeights,
  transitions,
  transitionWeights,
} from '../charts/cases.ts';
import {
  cohorts,
  comparisons,
  confusions,
  densities,
  estimates,
  exceedances,
  groupTraces,
  latents,
  predictions,
  recoveries,
} from '../charts/cohorts.ts';
import { experiments } from '../charts/experiments.ts';
import { lapses, ratios } from '../charts/models.ts';
import { switches, trajectories, triggered } from '../charts/paths.ts';

const usual = experiments.usual!;
const cohort = { ...cohorts.usual!, numSubjects: 5, numSteps: 5 };
const drawn: Record<string, { make: (from: Table) => Chart; from: Table; needed: string[] }> = {
  'weightsChart over sessions': {
    make: weightsChart,
    from: sessionWeights(usual),
    needed: ['state', 'feature', 'weight'],
  },
  weightsChart: { make: weightsChart, from: staticWeights(usual), needed: ['state', 'feature', 'weight'] },
  'transitionsChart over sessions': {
    make: transitionsChart,
    from: transitions(usual, 'session'),
    needed: ['from', 'to', 'probability'],
  },
  transitionsChart: {
    make: transitionsChart,
    from: transitions(usual, 'experiment'),
    needed: ['from', 'to', 'probability'],
  },
  posteriorChart: {
    make: posteriorChart,
    from: posteriors(usual),
    needed: ['session', 'trial', 'state', 'probability'],
  },
  accuracyChart: { make: accuracyChart, from: accuracies(usual), needed: ['session', 'state', 'accuracy'] },
  occupancyChart: { make: occupancyChart, from: occupancies(usual), needed: ['session', 'state', 'occupancy'] },
  dwellTimesChart: { make: dwellTimesChart, from: dwellTimes(usual), needed: ['state', 'from', 'to', 'empirical'] },
  psychometricChart: {
    make: psychometricChart,
    from: psychometrics(usual),
    needed: ['state', 'value', 'choice', 'chosen', 'lower', 'upper', 'predicted', 'numTrials'],
  },
  transitionWeightsChart: {
    make: transitionWeightsChart,
    from: transitionWeights(usual),
    needed: ['from', 'to', 'input', 'weight'],
  },
  lapsesChart: { make: lapsesChart, from: lapses(usual), needed: ['state', 'lapse', 'rate'] },
  likelihoodRatiosChart: {
    make: likelihoodRatiosChart,
    from: ratios(usual),
    needed: ['regressor', 'chi2', 'df', 'p'],
  },
  sessionChart: { make: sessionChart, from: posteriors(usual), needed: ['session', 'trial', 'state', 'probability'] },
  switchesChart: { make: switchesChart, from: switches(usual), needed: ['session', 'switches'] },
  changeTriggeredChart: {
    make: changeTriggeredChart,
    from: triggered(usual),
    needed: ['direction', 'trial', 'state', 'probability'],
  },
  trajectoriesChart: { make: trajectoriesChart, from: trajectories(usual), needed: ['trial', 'state', 'probability'] },
  recoveryChart: {
    make: recoveryChart,
    from: recoveries(cohort),
    needed: ['parameter', 'subject', 'truth', 'estimate'],
  },
  'recoveryChart of a grid': {
    make: recoveryChart,
    from: recoveries(cohort, [{ numTrials: 50, numSubjects: 5 }]),
    needed: ['parameter', 'subject', 'truth', 'estimate'],
  },
  confusionChart: {
    make: confusionChart,
    from: confusions(cohort, ['confusion', 'inversion'], ['AIC', 'BIC']),
    needed: ['simulated', 'fitted', 'share'],
  },
  parameterDistributionsChart: {
    make: parameterDistributionsChart,
    from: estimates(cohort),
    needed: ['parameter', 'subject', 'value'],
  },
  'parameterDistributionsChart with a group': {
    make: (group) => parameterDistributionsChart(estimates(cohort), group),
    from: densities(cohort),
    needed: ['parameter', 'value', 'density'],
  },
  comparisonChart: {
    make: comparisonChart,
    from: comparisons(cohort),
    needed: ['model', 'criterion', 'better', 'value', 'difference'],
  },
  exceedanceChart: {
    make: exceedanceChart,
    from: exceedances(cohort),
    needed: ['model', 'frequency', 'exceedance'],
  },
  groupTraceChart: { make: groupTraceChart, from: groupTraces(cohort), needed: ['iteration', 'quantity', 'value'] },
  posteriorPredictiveChart: {
    make: posteriorPredictiveChart,
    from: predictions(cohort),
    needed: ['statistic', 'subject', 'observed', 'predicted', 'lower', 'upper'],
  },
  latentsChart: { make: latentsChart, from: latents(cohort), needed: ['trial', 'latent', 'value'] },
  objectiveChart: { make: objectiveChart, from: objectives(), needed: ['restart', 'evaluation', 'logPosterior'] },
};

const withColumns = (from: Table, change: (column: Column) => Column): Table => table(from.columns.map(change));

describe.each(Object.entries(drawn))('%s', (_, { make, from, needed }) => {
  it('refuses an empty table', () => {
    expect(() => make(withColumns(from, (column) => ({ ...column, values: [] })))).toThrow(/has no rows/);
  });

  it.each(needed)('names the column %s when it is missing', (name) => {
    const without = table(from.columns.filter((column) => column.name !== name));
    expect(() => make(without)).toThrow(DataError);
    expect(() => make(without)).toThrow(`There is no column "${name}"`);
  });

  it.each(needed)('names column %s and the row of a cell that it cannot draw', (name) => {
    const number = from.columns.find((column) => column.name === name)?.type === 'number';
    const wrong = withColumns(from, (column) =>
      column.name === name
        ? { ...column, values: column.values.map((value, row) => (row === 1 ? (number ? 'oops' : null) : value)) }
        : column,
    );
    expect(() => make(wrong)).toThrow(new RegExp(`Column "${name}" .* row 1 `));
  });

  it('says that a column has no number at all', () => {
    const last = needed.at(-1);
    const blank = withColumns(from, (column) =>
      column.name === last ? { ...column, values: column.values.map(() => Number.NaN) } : column,
    );
    expect(() => make(blank)).toThrow(`Column "${last}" has no finite number`);
  });
});
