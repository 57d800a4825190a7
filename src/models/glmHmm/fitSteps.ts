import {
  type AscentOptions,
  type AscentProblem,
  type AscentResult,
  type AscentStep,
  ascend,
} from '../../numerics/ascend.ts';
import { proximalAscend } from '../../numerics/proximalAscend.ts';
import type { GlmHmmParams } from '../fit.ts';
import { shortenLapsing } from './lapseSums.ts';
import { completeDataMetric, factorMetric, solveMetric } from './metric.ts';
import { fullStep, gradientStep } from './mStep.ts';
import { evaluate } from './objective.ts';
import { centerUnseenSessions, paramsFromPoint, thetaFromParams } from './parameters.ts';
import { emptyPoint, type GlmHmmPoint } from './point.ts';
import type { GlmHmmProblem } from './problem.ts';

/**
 * Which steps a fit takes; all climb the log posterior, and none lets it fall.
 *
 * 'auto': those of 'newton', then those of 'lbfgs'; those of 'proximal' where a penalty has kinks.
 * 'em': full EM steps only, as reference programs take them.
 * 'newton': generalised EM steps only: probabilities exactly, weights and scales by one Newton step on what the E-step expects,
 * which is Newton's method on the log posterior where there is one state and no scale.
 * 'lbfgs': L-BFGS on the log posterior from the first step, preconditioned by the curvature of 'newton'; an EM step where it
 * finds no way up.
 * 'proximal': proximal EM, then proximal quasi-Newton steps; the last ones can fall by the rounding of the value (1e-13 of it).
 */
export type FitMethod = 'auto' | 'em' | 'newton' | 'lbfgs' | 'proximal';

/** How a fit is stopped and which steps it takes. */
export interface FitOptions {
  readonly method: FitMethod;
  /** Relative gain in log posterior that counts as none. */
  readonly tolerance: number;
  /** Gradient, in units of the metric, that counts as none. */
  readonly gradientTolerance: number;
  /** KKT residual that counts as none, for proximal steps in place of the other two. */
  readonly residualTolerance: number;
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
  /** By how much the conditions of a maximum are missed, in nats per unit of a parameter; `null` unless the steps were proximal. */
  readonly kktResidual: number | null;
  readonly evaluations: number;
  readonly trace: Float64Array;
}

/** One evaluation of the log posterior. */
export interface FitStep extends AscentStep {
  /** The parameters that were evaluated; to be asked for before the next step. */
  readonly params: () => GlmHmmParams;
}

/** Fits from one start: a synchronous generator, one step an evaluation of the log posterior. */
export function* fitSteps(
  problem: GlmHmmProblem,
  start: GlmHmmParams,
  options: FitOptions,
): Generator<FitStep, FittedStart, void> {
  const theta = thetaFromParams(problem, start);
  centerUnseenSessions(problem, theta);
  const isProximal = options.method === 'proximal' || (options.method === 'auto' && problem.penalties.length > 0);
  let evaluated = emptyPoint(problem);
  const params = (): GlmHmmParams => paramsFromPoint(problem, evaluated);
  const steps = (isProximal ? proximalSteps : smoothSteps)(problem, theta, options, (point) => {
    evaluated = point;
  });
  let next = steps.next();
  for (; !next.done; next = steps.next()) yield { ...next.value, params };
  const { point, reason, kktResidual, evaluations, trace } = next.value;
  return {
    params: paramsFromPoint(problem, point),
    logPosterior: point.value,
    logLikelihood: point.logLikelihood,
    logPrior: point.logPrior,
    stopReason: reason,
    kktResidual,
    evaluations,
    trace,
  };
}

type Ascended = AscentResult<GlmHmmPoint> & Pick<FittedStart, 'kktResidual'>;
type OnEvaluate = (point: GlmHmmPoint) => void;

function* smoothSteps(
  problem: GlmHmmProblem,
  theta: Float64Array,
  { method, tolerance, gradientTolerance, maxIterations }: FitOptions,
  onEvaluate: OnEvaluate,
): Generator<AscentStep, Ascended, void> {
  let latest = 0;
  const watched = ascentProblem(problem, method === 'em' ? fullStep : gradientStep, (point) => {
    latest = point.logLikelihood;
    onEvaluate(point);
  });
  const ascent: AscentOptions = {
    method: method === 'em' || method === 'newton' ? 'own' : method === 'lbfgs' ? 'lbfgs' : 'auto',
    tolerance,
    gradientTolerance,
    maxEvaluations: maxIterations,
    scale: () => latest,
  };
  return { ...(yield* ascend(watched, theta, ascent)), kktResidual: null };
}

function proximalSteps(
  problem: GlmHmmProblem,
  theta: Float64Array,
  { residualTolerance, maxIterations }: FitOptions,
  onEvaluate: OnEvaluate,
): Generator<AscentStep, Ascended, void> {
  const penalized = { ...ascentProblem(problem, gradientStep, onEvaluate), penalties: problem.penalties };
  return proximalAscend(penalized, theta, { residualTolerance, maxEvaluations: maxIterations });
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
  emStep: typeof gradientStep,
  onEvaluate: OnEvaluate,
): AscentProblem<GlmHmmPoint> {
  const metric = completeDataMetric(problem);
  return {
    createPoint: () => emptyPoint(problem),
    evaluate(point) {
      evaluate(problem, point);
      onEvaluate(point);
    },
    factor: (point) => factorMetric(metric, point),
    precondition: (v, out) => solveMetric(metric, v, out),
    step: (point, out) => emStep(problem, metric, point, out),
    freeze: (point, frozen) => freezeProbabilities(problem, point, frozen),
    limit: (point, direction) => limitStep(problem, point, direction),
  };
}

/** Marks probabilities that are at 0 and would go on falling, and lapses at a bound that they would go past. */
function freezeProbabilities(
  problem: GlmHmmProblem,
  { probabilities, gradient, lapses }: GlmHmmPoint,
  frozen: Uint8Array,
): void {
  const { transitionsAt, scalesAt, lapsesAt } = problem;
  for (let i = transitionsAt; i < scalesAt; i++)
    frozen[i] = probabilities[i - transitionsAt] < 1e-9 && gradient[i] < 1e-6 ? 1 : 0;
  for (let i = 0; i < lapses.length; i++) {
    const [share, slope] = [lapses[i] / (problem.lapses?.max ?? 1), gradient[lapsesAt + i]];
    frozen[lapsesAt + i] = (share < 1e-9 && slope < 0) || (share > 1 - 1e-9 && slope > 0) ? 1 : 0;
  }
}

/** Shortens weights, those of inputs, probabilities, scales and lapses apart: a probability on its way to 0 must not shorten every step. */
function limitStep(problem: GlmHmmProblem, point: GlmHmmPoint, direction: Float64Array): void {
  const { transitionsAt, scalesAt, layout, featureScale, drive, driveAt } = problem;
  const { longestStep } = problem.family;
  shortenLapsing(problem, direction, 1);
  let largest = 0;
  for (let i = 0; i < layout.place.length; i++) {
    const place = layout.place[i];
    if (place >= 0) largest = Math.max(largest, Math.abs(direction[place]) * featureScale[i % layout.numFeatures]);
  }
  if (largest > longestStep) for (let i = 0; i < driveAt; i++) direction[i] *= longestStep / largest;
  if (drive)
    for (let i = driveAt; i < transitionsAt; i++) {
      const longest = 3 / drive.scale[(i - driveAt) % drive.numInputs];
      direction[i] = Math.max(-longest, Math.min(longest, direction[i]));
    }
  removeShifts(problem, point, direction);
  for (let i = transitionsAt; i < scalesAt; i++) direction[i] = Math.max(-5, Math.min(5, direction[i]));
  for (let i = scalesAt; i < direction.length; i++) direction[i] = Math.max(-1, Math.min(1, direction[i]));
}

/** Takes from the changes of each row of logarithms what they have in common: it changes no probability. */
function removeShifts(problem: GlmHmmProblem, { probabilities }: GlmHmmPoint, direction: Float64Array): void {
  const { transitionsAt, numRows, layout } = problem;
  const K = layout.numStates;
  for (let row = 0; row < numRows * K; row += K) {
    let shift = 0;
    for (let j = row; j < row + K; j++) shift += probabilities[j] * direction[transitionsAt + j];
    for (let j = row; j < row + K; j++) direction[transitionsAt + j] -= shift;
  }
}
