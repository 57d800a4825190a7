import type { Fit } from '../src/models/fit.ts';
import { completeDataMetric, factorMetric } from '../src/models/glmHmm/metric.ts';
import { gradientStep } from '../src/models/glmHmm/mStep.ts';
import { evaluate } from '../src/models/glmHmm/objective.ts';
import { thetaFromParams } from '../src/models/glmHmm/parameters.ts';
import { emptyPoint } from '../src/models/glmHmm/point.ts';
import { glmHmmProblem } from '../src/models/glmHmm/problem.ts';
import type { Trials } from '../src/models/trials.ts';
import { cpuTimes, median, timesAsLong } from './cpuTimes.ts';
import { distinctRows, repeatedRows, truth } from './designs.ts';
import { type BenchLine, withDigits } from './report.ts';

/** One iteration of fitting, with and without compression to distinct rows. */
export async function iteration(): Promise<BenchLine[]> {
  const repeated = repeatedRows(3);
  const distinct = distinctRows(3);
  const { numRows } = glmHmmProblem(truth(3, repeated.featureNames).spec, repeated).design;
  const times = await cpuTimes({
    compressed: fusedIteration(truth(3, repeated.featureNames), repeated),
    everyTrial: fusedIteration(truth(3, repeated.featureNames), repeated, { merge: false }),
    distinct: fusedIteration(truth(3, distinct.featureNames), distinct),
    compressing: () => glmHmmProblem(truth(3, repeated.featureNames).spec, repeated),
  });
  const perTrial = (ms: readonly number[]): string =>
    `${withDigits((1e6 * median(ms)) / repeated.numTrials)} ns a trial`;
  return [
    {
      what: `${numRows} distinct rows`,
      figures: `${perTrial(times.compressed)}, a row a trial ${perTrial(times.everyTrial)}`,
      bound: { kind: 'demanded', value: timesAsLong(times.compressed, times.everyTrial), unit: 'x', atMost: 0.5 },
    },
    { what: 'every row distinct', figures: perTrial(times.distinct) },
    { what: 'finding distinct rows, once a fit', figures: perTrial(times.compressing) },
  ];
}

/** One evaluation, factorisation of the metric and step from the parameters of a fit. */
export function fusedIteration(fit: Fit, trials: Trials, options: { readonly merge?: boolean } = {}): () => void {
  const problem = glmHmmProblem(fit.spec, trials, options);
  const metric = completeDataMetric(problem);
  const point = emptyPoint(problem);
  const next = new Float64Array(problem.size);
  point.theta.set(thetaFromParams(problem, fit.params));
  return () => {
    evaluate(problem, point);
    factorMetric(metric, point);
    gradientStep(problem, metric, point, next);
  };
}
