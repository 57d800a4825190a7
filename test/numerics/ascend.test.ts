import { describe, expect, it } from 'vitest';
import {
  type AscentOptions,
  type AscentPoint,
  type AscentProblem,
  type AscentResult,
  type AscentStep,
  ascend,
} from '../../src/numerics/ascend.ts';

interface Hill {
  readonly value: (theta: Float64Array) => number;
  readonly gradient: (theta: Float64Array) => readonly number[];
  /** [entry] curvature in whose inverse steps are taken; any positive numbers will do. */
  readonly metric: (theta: Float64Array) => readonly number[];
  /** Entries that must stay where they are. */
  readonly frozen?: (theta: Float64Array) => readonly number[];
}

/** A function with a diagonal metric, whose own step is Newton's in that metric, times `boldness`. */
function problemOf(hill: Hill, boldness = 1): AscentProblem<AscentPoint> & { evaluations: number } {
  const size = hill.metric(new Float64Array(9)).length;
  let metric: readonly number[] = [];
  return {
    evaluations: 0,
    createPoint: () => ({ theta: new Float64Array(size), gradient: new Float64Array(size), value: Number.NaN }),
    evaluate(point) {
      this.evaluations++;
      point.value = hill.value(point.theta);
      point.gradient.set(hill.gradient(point.theta));
    },
    factor(point) {
      metric = hill.metric(point.theta);
    },
    precondition: (v, out) => out.set(v.map((x, i) => x / metric[i])),
    step: (point, out) => out.set(point.theta.map((x, i) => x + (boldness * point.gradient[i]) / metric[i])),
    freeze: (point, frozen) => frozen.set(hill.frozen?.(point.theta) ?? new Uint8Array(size)),
    limit: () => {},
  };
}

const usual: AscentOptions = {
  method: 'auto',
  tolerance: 1e-10,
  gradientTolerance: 1e-7,
  maxEvaluations: 500,
  scale: () => 0,
};

function climb(
  problem: AscentProblem<AscentPoint>,
  start: readonly number[],
  options: Partial<AscentOptions> = {},
): AscentResult<AscentPoint> & { readonly steps: readonly AscentStep[] } {
  const running = ascend(problem, Float64Array.from(start), { ...usual, ...options });
  const steps: AscentStep[] = [];
  for (let next = running.next(); ; next = running.next()) {
    if (next.done) return { ...next.value, steps };
    steps.push(next.value);
  }
}

const quadratic: Hill = {
  value: ([a, b]) => 3 - 2 * (a - 1) ** 2 - 0.5 * (b + 2) ** 2 - (a - 1) * (b + 2),
  gradient: ([a, b]) => [-4 * (a - 1) - (b + 2), -(b + 2) - (a - 1)],
  metric: () => [4, 1],
};

/** Its top is at (1, 1), in a curved valley that is 50 times as steep across as along. */
const valley: Hill = {
  value: ([x, y]) => -((x - 1) ** 2) - 50 * (Math.exp(y) - Math.E * x) ** 2,
  gradient: ([x, y]) => {
    const off = Math.exp(y) - Math.E * x;
    return [-2 * (x - 1) + 100 * Math.E * off, -100 * Math.exp(y) * off];
  },
  metric: ([, y]) => [2 + 100 * Math.E ** 2, 100 * Math.exp(2 * y)],
};

/** log-likelihood of 7 of 10 in log-odds: steep far away, where a Newton step overshoots. */
const logistic: Hill = {
  value: ([w]) => 7 * w - 10 * Math.log1p(Math.exp(w)),
  gradient: ([w]) => [7 - 10 / (1 + Math.exp(-w))],
  metric: ([w]) => [10 * Math.exp(-Math.abs(w))],
};

const hills: readonly (readonly [string, Hill, readonly number[], readonly number[]])[] = [
  ['a quadratic', quadratic, [9, -30], [1, -2]],
  ['a curved valley', valley, [2, -1], [1, 1]],
  ['log-odds from far away', logistic, [12], [Math.log(7 / 3)]],
];

describe.each(hills)('on %s, ascend', (_, hill, start, top) => {
  it('reaches the top and says that it converged', () => {
    const { point, reason, trace } = climb(problemOf(hill), start);
    expect(reason).toBe('converged');
    top.forEach((value, i) => {
      expect(point.theta[i]).toBeCloseTo(value, 6);
    });
    expect(trace.at(-1)).toBe(point.value);
    expect(point.value).toBeCloseTo(hill.value(Float64Array.from(top)), 10);
  });

  it.each(['auto', 'own', 'lbfgs'] as const)('never falls, also when its steps are far too bold: %s', (method) => {
    for (const boldness of [0.3, 1, 7, 1000]) {
      const { trace, steps } = climb(problemOf(hill, boldness), start, { method });
      const accepted = steps.filter((step) => step.accepted).map(({ value }) => value);
      expect(Array.from(trace)).toEqual(accepted);
      for (let i = 1; i < trace.length; i++) expect(trace[i]).toBeGreaterThanOrEqual(trace[i - 1]);
    }
  });

  it('yields once an evaluation and stops where it is told to', () => {
    for (const maxEvaluations of [1, 2, 5]) {
      const problem = problemOf(hill, 0.01);
      const { steps, evaluations, reason, point } = climb(problem, start, { maxEvaluations });
      expect(reason).toBe('maxIterations');
      expect(evaluations).toBe(steps.length);
      expect(problem.evaluations).toBe(steps.length);
      expect(steps.map(({ evaluation }) => evaluation)).toEqual(steps.map((_, i) => i + 1));
      expect(steps[0]).toMatchObject({ accepted: true, value: hill.value(Float64Array.from(start)) });
      expect(point.value).toBeGreaterThanOrEqual(steps[0].value);
    }
  });
});

describe('ascend', () => {
  it('is guarded: a step that overshoots is halved until it rises', () => {
    const { steps } = climb(problemOf(logistic, 1), [12]);
    expect(steps.some(({ accepted }) => !accepted)).toBe(true);
  });

  it('stays at the top when it starts there', () => {
    const { point, evaluations, reason } = climb(problemOf(quadratic), [1, -2]);
    expect(reason).toBe('converged');
    expect(evaluations).toBe(1);
    expect(Array.from(point.theta)).toEqual([1, -2]);
  });

  it('needs far fewer evaluations than steps of its own alone, on steps that are too short', () => {
    const auto = climb(problemOf(valley, 0.2), [2, -1], { maxEvaluations: 20_000 });
    const own = climb(problemOf(valley, 0.2), [2, -1], { method: 'own', maxEvaluations: 20_000 });
    expect(auto.reason).toBe('converged');
    expect(auto.evaluations).toBeLessThan(own.evaluations / 4);
  });

  it('takes a step of its own where L-BFGS finds no way up', () => {
    const misled = (): AscentProblem<AscentPoint> => ({
      ...problemOf(quadratic, 0.5),
      limit: (_, direction) => direction.set(direction.map((change) => -change)),
    });
    const { reason, trace, evaluations } = climb(misled(), [9, -30], { method: 'lbfgs' });
    const own = climb(misled(), [9, -30], { method: 'own' });
    expect(reason).toBe('converged');
    expect(trace).toEqual(own.trace);
    expect(evaluations).toBeGreaterThan(own.evaluations);
  });

  it('needs no steps of its own to climb', () => {
    const problem = { ...problemOf(valley, 0.2), step: () => expect.unreachable() };
    expect(climb(problem, [2, -1], { method: 'lbfgs' }).reason).toBe('converged');
  });

  it('does not count a gradient at frozen entries, nor move them once it is off its own steps', () => {
    const wall: Hill = { ...quadratic, gradient: ([a]) => [-4 * (a - 1), -5], frozen: () => [0, 1] };
    const problem = { ...problemOf({ ...wall, value: ([a]) => -2 * (a - 1) ** 2 }) };
    const { point, reason } = climb({ ...problem, step: ({ theta }, out) => out.set([1, theta[1]]) }, [5, 3]);
    expect(reason).toBe('converged');
    expect(Array.from(point.theta)).toEqual([1, 3]);
  });

  it('says that it found no way up when values deny what gradients promise', () => {
    const liar: Hill = { value: ([w]) => -Math.abs(w), gradient: () => [1], metric: () => [1] };
    const { reason, point } = climb(problemOf(liar), [0]);
    expect(reason).toBe('noProgress');
    expect(point.theta[0]).toBe(0);
  });

  it('takes no value that is NaN', () => {
    const cliff: Hill = { ...logistic, value: (theta) => (theta[0] < 0 ? Number.NaN : logistic.value(theta)) };
    const { point, trace } = climb(problemOf(cliff), [6]);
    expect(trace.every(Number.isFinite)).toBe(true);
    expect(point.theta[0]).toBeCloseTo(Math.log(7 / 3), 6);
  });

  it('stops early with a wide tolerance, measured against the scale', () => {
    const own = { method: 'own', gradientTolerance: Infinity } as const;
    const wide = climb(problemOf(quadratic, 0.1), [9, -30], { ...own, tolerance: 1e-3 });
    const wider = climb(problemOf(quadratic, 0.1), [9, -30], { ...own, tolerance: 1e-3, scale: () => 1000 });
    expect(wide.reason).toBe('converged');
    expect(wider.evaluations).toBeLessThan(wide.evaluations);
  });
});
