import {
  type AscentOptions,
  type AscentProblem,
  type AscentResult,
  type AscentStep,
  ascend,
} from '../../numerics/ascend.ts';
import type { GlmHmmParams } from '../fit.ts';
import { fitDefaults } from '../fitDefaults.ts';
import { completeDataMetric } from './metric.ts';
import { fullStep, gradientStep } from './mStep.ts';
import { evaluate } from './objective.ts';
import { centerUnseenSessions, paramsFromPoint, thetaFromParams } from './parameters.ts';
import { emptyPoint, type GlmHmmPoint } from './point.ts';
import type { GlmHmmProblem } from './problem.ts';

/** How a fit is stopped and which steps it takes. */
export interface FitOptions {
  /** 'auto': EM, then L-BFGS on the log posterior; 'em': full EM steps only, as reference programs do. */
  readonly method: 'auto' | 'em';
  /** Relative gain in log posterior that counts as none. */
  readonly tolerance: number;
  /** Evaluations of the log posterior at most. */
  readonly maxIterations: number;
}

/** What a fit from one start reached. */
export interface FittedStart {
  readonly params: GlmHmmParams;
  readonly logPosterior: number;
  readonly logLikelihood: number;
  readonly logPrior: number;
  readonly stopReason: AscentResult<GlmHmmPoint>['reason'];
  readonly evaluations: number;
  readonly trace: Float64Array;
}

/** Fits from one start: a synchronous generator, one step an evaluation of the log posterior. */
export function* fitSteps(
  problem: GlmHmmProblem,
  start: GlmHmmParams,
  options: FitOptions,
): Generator<AscentStep, FittedStart, void> {
  const { method, tolerance, maxIterations } = options;
  const theta = thetaFromParams(problem, start);
  centerUnseenSessions(problem, theta);
  let latest = 0;
  const ascent: AscentOptions = {
    method,
    tolerance,
    gradientTolerance: fitDefaults.gradientTolerance,
    maxEvaluations: maxIterations,
    scale: () => latest,
  };
  const watched = ascentProblem(problem, method, (logLikelihood) => {
    latest = logLikelihood;
  });
  const { point, reason, evaluations, trace } = yield* ascend(watched, theta, ascent);
  return {
    params: paramsFromPoint(problem, point),
    logPosterior: point.value,
    logLikelihood: point.logLikelihood,
    logPrior: point.logPrior,
    stopReason: reason,
    evaluations,
    trace,
  };
}

/** Fits from one start without a pause. */
export function fitAtOnce(problem: GlmHmmProblem, start: GlmHmmParams, options: FitOptions): FittedStart {
  const steps = fitSteps(problem, start, options);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

function ascentProblem(
  problem: GlmHmmProblem,
  method: 'auto' | 'em',
  onEvaluate: (logLikelihood: number) => void,
): AscentProblem<GlmHmmPoint> {
  const metric = completeDataMetric(problem);
  const emStep = method === 'em' ? fullStep : gradientStep;
  return {
    createPoint: () => emptyPoint(problem),
    evaluate(point) {
      evaluate(problem, point);
      onEvaluate(point.logLikelihood);
    },
    factor: metric.factor,
    precondition: metric.solve,
    step(point, out) {
      emStep(problem, metric, point, out);
    },
    freeze(point, frozen) {
      const { transitionsAt, scalesAt } = problem;
      for (let i = transitionsAt; i < scalesAt; i++)
        frozen[i] = point.probabilities[i - transitionsAt] < 1e-9 && point.gradient[i] < 1e-6 ? 1 : 0;
    },
    // weights and probabilities apart: a probability on its way to 0 must not shorten every step
    limit(direction) {
      const { transitionsAt, scalesAt, layout, featureScale, family } = problem;
      const { longestStep = 3 } = family;
      let largest = 0;
      for (let i = 0; i < layout.place.length; i++)
        largest = Math.max(largest, Math.abs(direction[layout.place[i]]) * featureScale[i % layout.numFeatures]);
      if (largest > longestStep) for (let i = 0; i < transitionsAt; i++) direction[i] *= longestStep / largest;
      for (let i = transitionsAt; i < scalesAt; i++) direction[i] = Math.max(-5, Math.min(5, direction[i]));
      for (let i = scalesAt; i < direction.length; i++) direction[i] = Math.max(-1, Math.min(1, direction[i]));
    },
  };
}
