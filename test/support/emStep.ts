import type { Fit, GlmHmmParams } from '../../src/models/fit.ts';
import { completeDataMetric, factorMetric } from '../../src/models/glmHmm/metric.ts';
import { fullStep } from '../../src/models/glmHmm/mStep.ts';
import { evaluate } from '../../src/models/glmHmm/objective.ts';
import { paramsFromPoint, thetaFromParams } from '../../src/models/glmHmm/parameters.ts';
import { emptyPoint, passOverData } from '../../src/models/glmHmm/point.ts';
import { glmHmmProblem } from '../../src/models/glmHmm/problem.ts';
import type { Trials } from '../../src/models/trials.ts';

/** The parameters after one full EM step. */
export function afterOneStep(fit: Fit, trials: Trials): GlmHmmParams {
  const problem = glmHmmProblem(fit.spec, trials);
  const [here, next] = [emptyPoint(problem), emptyPoint(problem)];
  here.theta.set(thetaFromParams(problem, fit.params));
  evaluate(problem, here);
  const metric = completeDataMetric(problem);
  factorMetric(metric, here);
  fullStep(problem, metric, here, next.theta);
  passOverData(problem, next);
  return paramsFromPoint(problem, next);
}
