import { applyMemory, type CurvatureMemory, curvatureMemory, forgetSteps, rememberStep } from './curvatureMemory.ts';
import { dot } from './dot.ts';
import { searchAlong } from './searchAlong.ts';

/** A place in parameter space with its value and gradient; a problem may keep more there. */
export interface AscentPoint {
  readonly theta: Float64Array;
  readonly gradient: Float64Array;
  value: number;
}

/** A smooth function to be maximised, with a metric that is close to its curvature and an update that rises when short enough. */
export interface AscentProblem<Point extends AscentPoint> {
  createPoint(): Point;
  /** Fills value and gradient from theta. */
  evaluate(point: Point): void;
  /** Takes the metric at the point, for `precondition` and `step`. */
  factor(point: Point): void;
  /** out = metric⁻¹ v */
  precondition(v: Float64Array, out: Float64Array): void;
  /** Writes the theta that an EM step from the point leads to. The metric has been taken there. */
  step(point: Point, out: Float64Array): void;
  /** Marks entries that sit at their bound with the gradient pointing outwards. */
  freeze(point: Point, frozen: Uint8Array): void;
  /** Shortens the parts of a direction from the point that are too long to be trusted. */
  limit(point: Point, direction: Float64Array): void;
}

/** How to maximise. */
export interface AscentOptions {
  /** 'own' takes only steps of the problem's own, 'lbfgs' preconditioned L-BFGS from the first; 'auto' goes from the one to the other. */
  readonly method: 'auto' | 'own' | 'lbfgs';
  /** Largest relative gain (to 1 + |scale|) of a step that counts as none. */
  readonly tolerance: number;
  /** Largest gradient, in units of the metric, that counts as none. */
  readonly gradientTolerance: number;
  readonly maxEvaluations: number;
  /** What gains are measured against. */
  readonly scale: () => number;
}

/** One evaluation on the way up; `accepted` ones never fall. */
export interface AscentStep {
  readonly evaluation: number;
  readonly value: number;
  readonly accepted: boolean;
}

/** Where the ascent ended and why. */
export interface AscentResult<Point> {
  readonly point: Point;
  readonly reason: 'converged' | 'maxIterations' | 'noProgress';
  readonly evaluations: number;
  /** Value at the start and after each accepted step. */
  readonly trace: Float64Array;
}

/** Steps of the problem's own, least and most, before a quasi-Newton method takes over. */
export const warmUp: { readonly least: number; readonly most: number } = { least: 5, most: 15 };

/**
 * Maximises from `start`: guarded EM steps while they pay, then L-BFGS in the problem's metric; a step that does not rise is
 * shortened or replaced, by an EM step where L-BFGS finds none, so the value never falls. A synchronous generator, one `yield` an evaluation.
 *
 * @see Lange 1995, Statistica Sinica 5:1 (quasi-Newton acceleration of EM); Nocedal & Wright 2006, algorithm 7.4
 */
export function* ascend<Point extends AscentPoint>(
  problem: AscentProblem<Point>,
  start: Float64Array,
  options: AscentOptions,
): Generator<AscentStep, AscentResult<Point>, void> {
  const { method, tolerance, gradientTolerance, maxEvaluations, scale } = options;
  const size = start.length;
  let [current, next] = [problem.createPoint(), problem.createPoint()];
  const room: Room = {
    free: new Float64Array(size),
    newton: new Float64Array(size),
    direction: new Float64Array(size),
    frozen: new Uint8Array(size),
    memory: curvatureMemory(size, 10),
  };
  const { free, newton, direction, frozen, memory } = room;
  current.theta.set(start);
  problem.evaluate(current);
  const trace = [current.value];
  let evaluations = 1;
  yield { evaluation: 1, value: current.value, accepted: true };

  let [gain, lastGain, quiet] = [Infinity, Infinity, 0];
  let climbing = method !== 'lbfgs';
  for (let iteration = 0; ; iteration++) {
    problem.factor(current);
    problem.freeze(current, frozen);
    for (let i = 0; i < size; i++) free[i] = frozen[i] ? 0 : current.gradient[i];
    problem.precondition(free, newton);
    const decrement = Math.sqrt(Math.max(0, dot(free, newton)));
    const still = gain <= tolerance * (1 + Math.abs(scale())) && decrement <= gradientTolerance;
    quiet = still ? quiet + 1 : 0;
    const done = (reason: AscentResult<Point>['reason']): AscentResult<Point> => ({
      point: current,
      reason,
      evaluations,
      trace: Float64Array.from(trace),
    });
    // what is left to gain is below the rounding of the value
    const exhausted = 0.5 * decrement * decrement <= 1e-14 * (1 + Math.abs(current.value));
    if (quiet >= 2 || exhausted) return done('converged');
    if (evaluations >= maxEvaluations) return done('maxIterations');

    if (
      method === 'auto' &&
      climbing &&
      (iteration >= warmUp.most || (iteration > warmUp.least && gain > 0.7 * lastGain))
    )
      climbing = false;
    const steps = climbing ? [emStep] : [quasiNewton, emStep];
    const resolution = 1e-13 * (1 + Math.abs(current.value));
    let risen = false;
    for (const propose of steps) {
      const { slope, tries } = propose(problem, current, room);
      const isRise = (point: Point, length: number): boolean => {
        const enough = 1e-4 * length * slope;
        return point.value >= current.value + (enough > resolution ? enough : 0);
      };
      const search = { direction, slope, tries, isRise };
      ({ risen, evaluations } = yield* searchAlong(problem, current, next, search, evaluations));
      if (risen) break;
      forgetSteps(memory);
    }
    if (!risen) {
      return done(0.5 * decrement * decrement <= 100 * resolution ? 'converged' : 'noProgress');
    }
    rememberStep(memory, current, next, frozen);
    lastGain = gain;
    gain = next.value - current.value;
    [current, next] = [next, current];
    trace.push(current.value);
  }
}

/** What proposals are made from, and where they go. */
interface Room {
  /** Gradient without its frozen entries. */
  readonly free: Float64Array;
  /** Metric⁻¹ `free`. */
  readonly newton: Float64Array;
  readonly direction: Float64Array;
  readonly frozen: Uint8Array;
  readonly memory: CurvatureMemory;
}

/** The rise that the proposed direction promises, and how many lengths of it to try. */
interface Proposal {
  readonly slope: number;
  readonly tries: number;
}

function emStep<Point extends AscentPoint>(
  problem: AscentProblem<Point>,
  current: Point,
  { direction }: Room,
): Proposal {
  problem.step(current, direction);
  for (let i = 0; i < direction.length; i++) direction[i] -= current.theta[i];
  return { slope: 0, tries: 30 };
}

function quasiNewton<Point extends AscentPoint>(
  problem: AscentProblem<Point>,
  current: Point,
  { free, newton, direction, frozen, memory }: Room,
): Proposal {
  applyMemory(memory, free, problem.precondition, direction);
  for (let i = 0; i < direction.length; i++) if (frozen[i]) direction[i] = 0;
  if (!(dot(free, direction) > 0)) direction.set(newton);
  problem.limit(current, direction);
  return { slope: Math.max(0, dot(free, direction)), tries: 4 };
}
