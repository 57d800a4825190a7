import type { Chart } from '../../src/plots/chart.ts';
import { comparisonChart } from '../../src/plots/comparisonChart.ts';
import { confusionChart } from '../../src/plots/confusionChart.ts';
import { exceedanceChart } from '../../src/plots/exceedanceChart.ts';
import { groupTraceChart } from '../../src/plots/groupTraceChart.ts';
import { latentsChart } from '../../src/plots/latentsChart.ts';
import { parameterDistributionsChart } from '../../src/plots/parameterDistributionsChart.ts';
import { posteriorPredictiveChart } from '../../src/plots/posteriorPredictiveChart.ts';
import { recoveryChart } from '../../src/plots/recoveryChart.ts';
import {
  type Cohort,
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
} from './cohorts.ts';

const usual = cohorts.usual!;

/** Every chart of a cohort. */
export function chartsOfCohort(of: Cohort): Record<string, Chart> {
  return {
    recovery: recoveryChart(recoveries(of)),
    confusion: confusionChart(confusions(of)),
    confusionAndInversion: confusionChart(confusions(of, ['confusion', 'inversion'])),
    parameterDistributions: parameterDistributionsChart(estimates(of), densities(of)),
    comparison: comparisonChart(comparisons(of)),
    exceedance: exceedanceChart(exceedances(of)),
    groupTrace: groupTraceChart(groupTraces(of)),
    posteriorPredictive: posteriorPredictiveChart(predictions(of)),
    latents: latentsChart(latents(of)),
  };
}

const grid = [30, 100].flatMap((numSubjects) => [50, 100, 400].map((numTrials) => ({ numSubjects, numTrials })));

const ofUsual = chartsOfCohort(usual);

/** Every chart of every cohort that differs from that of the usual one, and their further forms. */
export const hierarchicalCharts: Readonly<Record<string, Chart>> = {
  ...Object.fromEntries(
    Object.entries(cohorts).flatMap(([name, cohort]) =>
      Object.entries(chartsOfCohort(cohort))
        .filter(([chart, drawn]) => cohort === usual || JSON.stringify(drawn) !== JSON.stringify(ofUsual[chart]))
        .map(([chart, drawn]) => [`${name}.${chart}`, drawn]),
    ),
  ),
  'grid.recovery': recoveryChart(recoveries({ ...usual, parameters: usual.parameters.slice(0, 2) }, grid)),
  'gridOfTrials.recovery': recoveryChart(recoveries(usual, grid.slice(0, 3))),
  'gridOfSubjects.recovery': recoveryChart(recoveries(usual, [{ numSubjects: 10 }, { numSubjects: 80 }])),
  'twoMetrics.confusion': confusionChart(confusions(usual, ['confusion'], ['integrated BIC', 'log evidence'])),
  'kindsOfTwoMetrics.confusion': confusionChart(
    confusions(usual, ['confusion', 'inversion'], ['integrated BIC', 'log evidence']),
  ),
  'estimatesOnly.parameterDistributions': parameterDistributionsChart(estimates(usual)),
  'groupsOnly.parameterDistributions': parameterDistributionsChart(estimates(cohorts.longNames!)),
  'oneCriterion.comparison': comparisonChart(comparisons(usual, ['log evidence'])),
  'fourCriteria.comparison': comparisonChart(comparisons(usual, ['log evidence', 'BIC', 'AIC', 'integrated BIC'])),
  'oneIteration.groupTrace': groupTraceChart(groupTraces({ ...usual, numSteps: 1 })),
  'long.groupTrace': groupTraceChart(groupTraces({ ...usual, numSteps: 2000 })),
  'oneBlock.latents': latentsChart(latents(usual, 1)),
  'long.latents': latentsChart(latents({ ...usual, numSteps: 500 }, 10)),
};
