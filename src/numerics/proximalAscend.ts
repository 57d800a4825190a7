import { type AscentPoint, type AscentProblem, type AscentResult, type AscentStep, warmUp } from './ascend.ts';
import { applyMemory, curvatureMemory, forgetSteps, rememberStep } from './curvatureMemory.ts';
import { dot } from './dot.ts';
import { balanceGradient, type LengthPenalty, totalPenalty } from './lengthPenalties.ts';
import { penalizedStep } from './penalizedStep.ts';
import { searchAlong } from './searchAlong.ts';

/** A smooth function minus penalties, to be maximised: a point's `value` has them subtracted, its `gradient` is of the smooth part. */
export interface PenalizedProblem<Point extends AscentPoint> extends AscentProblem<Point> {
  readonly penalties: readonly LengthPenalty[];
}

/** Steps whose promise is below the rounding of the value and that do not lessen the residual either: it may fall after a few. */
const mostBlindSteps = 20;

/** How to maximise. */
export interface ProximalOptions {
  /** Largest KKT residual that counts as none. */
  readonly residualTolerance: number;
  readonly maxEvaluations: number;
}

/** Where the ascent ended and why. */
export interface ProximalResult<Point> extends AscentResult<Point> {
  /** Largest entry of the gradient that penalties do not balance: 0 at a maximum, in units of the gradient. */
  readonly kktResidual: number;
}

/**
 * Maximises a smooth function minus penalties from `start`, by proximal quasi-Newton steps: to the top of the function's
 * quadratic model, penalties counted exactly, so that entries become exactly 0. The model's curvature is the problem's metric,
 * then that of L-BFGS in it. A step that does not rise is shortened or replaced. It ends where the KKT residual does; rises
 * on the last steps there are below the rounding of the value (1e-13 of it), and count when the residual falls instead.
 *
 * @see Lee, Sun & Saunders 2014, SIAM Journal on Optimization 24:1420 (proximal Newton-type methods)
 */
export function* proximalAscend<Point extends AscentPoint>(
  problem: PenalizedProblem<Point>,
  start: Float64Array,
  options: ProximalOptions,
): Generator<AscentStep, ProximalResult<Point>, void> {
  const { residualTolerance, maxEvaluations } = options;
  const { penalties } = problem;
  const size = start.length;
  let [current, next] = [problem.createPoint(), problem.createPoint()];
  const [free, balance, direction] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const [frozen, bounded] = [new Uint8Array(size), new Uint8Array(size)];
  const memory = curvatureMemory(size, 10);
  const bend = penalizedStep(penalties, size, 1e-3 * residualTolerance);
  current.theta.set(start);
  problem.evaluate(current);
  const trace = [current.value];
  let evaluations = 1;
  yield { evaluation: 1, value: current.value, accepted: true };

  let [residual, gain, lastGain] = [residualOf(current), Infinity, Infinity];
  let [climbing, blindSteps] = [true, 0];
  for (let iteration = 0; ; iteration++) {
    const done = (reason: AscentResult<Point>['reason']): ProximalResult<Point> => ({
      point: current,
      reason,
      evaluations,
      trace: Float64Array.from(trace),
      kktResidual: residual,
    });
    if (residual <= residualTolerance) return done('converged');
    if (evaluations >= maxEvaluations) return done('maxIterations');
    if (iteration >= warmUp.most || (iteration > warmUp.least && gain > 0.7 * lastGain)) climbing = false;
    problem.factor(current);
    problem.freeze(current, frozen);
    free.set(current.gradient);
    clearFrozen(free);
    const resolution = 1e-13 * (1 + Math.abs(current.value));
    let [risen, promise] = [false, 0];
    for (const propose of climbing ? [emStep] : [quasiNewton, emStep]) {
      const { required, tries } = propose();
      promise = promisedRise();
      const isRise = (point: Point, length: number): boolean => {
        const enough = required * length * promise;
        if (enough > resolution) return point.value >= current.value + enough;
        const rise = point.value - current.value;
        if (rise > 0 || (rise >= -resolution && residualOf(point) < residual)) return true;
        return promise < resolution && rise >= -resolution && blindSteps++ < mostBlindSteps;
      };
      const search = { direction, slope: promise, tries: promise > 0 ? tries : 0, isRise };
      ({ risen, evaluations } = yield* searchAlong(problem, current, next, search, evaluations));
      if (risen) break;
      forgetSteps(memory);
    }
    // what is left to gain is below the rounding of the value
    if (!risen) return done(promise <= 100 * resolution ? 'converged' : 'noProgress');
    rememberStep(memory, current, next, frozen);
    lastGain = gain;
    gain = next.value - current.value;
    [current, next] = [next, current];
    residual = residualOf(current);
    trace.push(current.value);
  }

  function emStep(): { required: number; tries: number } {
    problem.step(current, direction);
    for (let i = 0; i < size; i++) direction[i] -= current.theta[i];
    bend(current.theta, direction, problem.precondition);
    return { required: 0, tries: 30 };
  }

  function quasiNewton(): { required: number; tries: number } {
    const inverse = (v: Float64Array, out: Float64Array): void => {
      applyMemory(memory, v, problem.precondition, out);
      clearFrozen(out);
    };
    inverse(free, direction);
    bend(current.theta, direction, inverse);
    problem.limit(current, direction);
    return { required: 1e-4, tries: 4 };
  }

  function clearFrozen(vector: Float64Array): void {
    for (let i = 0; i < size; i++) if (frozen[i]) vector[i] = 0;
  }

  /** The rise along the direction, were the smooth part a plane. */
  function promisedRise(): number {
    const there = direction.map((change, i) => current.theta[i] + change);
    return dot(free, direction) + totalPenalty(penalties, current.theta) - totalPenalty(penalties, there);
  }

  function residualOf(point: Point): number {
    problem.freeze(point, bounded);
    for (let i = 0; i < size; i++) balance[i] = bounded[i] ? 0 : point.gradient[i];
    balanceGradient(penalties, point.theta, balance);
    return balance.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  }
}
