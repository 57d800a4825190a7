import { likelihoodRatioTable } from '../views/likelihoodRatioTable.ts';
import { modelTable } from '../views/modelTable.ts';
import { requireChartOptions } from '../views/requireChartOptions.ts';
import type { FitView } from '../views/viewFit.ts';
import type { LikelihoodRatio } from '../workflows/likelihoodRatios.ts';
import type { Chart } from './chart.ts';
import { type LikelihoodRatiosChartOptions, likelihoodRatiosChart } from './likelihoodRatiosChart.ts';
import { type ModelsChartOptions, modelsChart } from './modelsChart.ts';

/**
 * Models of the same trials side by side: bits a trial, and how far AIC and BIC are above the lowest.
 *
 * @param models fits or views by their names
 * @throws {SpecError} when there are no models
 * @throws {DataError} when the trials do not match a fit, or are not those it was fitted to
 * @example show(plotModels({ GLM: one, 'two states': two }, trials))
 */
export function plotModels(
  models: Readonly<Record<string, FitView['fit'] | FitView>>,
  trials: FitView['trials'],
  options: ModelsChartOptions = {},
): Chart {
  requireChartOptions({ title: true }, options, 'plotModels');
  return modelsChart(modelTable(models, trials), options);
}

/**
 * What each regressor adds: χ² of the likelihood-ratio test on a log-like axis, with its p.
 *
 * @param ratios what `likelihoodRatios` returns
 * @throws {DataError} when there are none
 * @example show(plotLikelihoodRatios(await likelihoodRatios(trials, fit)))
 */
export function plotLikelihoodRatios(
  ratios: readonly LikelihoodRatio[],
  options: LikelihoodRatiosChartOptions = {},
): Chart {
  requireChartOptions({ level: true, title: true }, options, 'plotLikelihoodRatios');
  return likelihoodRatiosChart(likelihoodRatioTable(ratios), options);
}
