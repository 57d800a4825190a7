import { describe, expect, it } from 'vitest';
import type { AscentPoint, AscentStep } from '../../src/numerics/ascend.ts';
import { type LengthPenalty, totalPenalty } from '../../src/numerics/lengthPenalties.ts';
import { type PenalizedProblem, type ProximalResult, proximalAscend } from '../../src/numerics/proximalAscend.ts';

/** -Σ weight cosh(x - peak) with entries coupled, in a metric that is only roughly its curvature. */
function problemOf(
  penalties: readonly LengthPenalty[],
  { coupling = 0.4, boldness = 1 } = {},
): PenalizedProblem<AscentPoint> {
  const peak = [2, -0.3, 0.05, 1];
  const n = peak.length;
  return {
    penalties,
    createPoint: () => ({ theta: new Float64Array(n), gradient: new Float64Array(n), value: Number.NaN }),
    evaluate(point) {
      const x = point.theta.map((value, i) => value - peak[i]);
      const sum = x.reduce((total, value) => total + value, 0);
      point.value =
        -x.reduce((total, value) => total + Math.cosh(value), 0) -
        0.5 * coupling * sum * sum -
        totalPenalty(penalties, point.theta);
      for (let i = 0; i < n; i++) point.gradient[i] = -Math.sinh(x[i]) - coupling * sum;
    },
    factor: () => {},
    precondition: (v, out) => out.set(v.map((value) => (boldness * value) / (1 + coupling))),
    step: (point, out) => out.set(point.theta.map((x, i) => x + (boldness * point.gradient[i]) / (1 + coupling))),
    freeze: (_, frozen) => frozen.fill(0),
    limit: () => {},
  };
}

function climb(
  problem: PenalizedProblem<AscentPoint>,
  start = [0, 0, 0, 0],
  maxEvaluations = 500,
): ProximalResult<AscentPoint> & { readonly steps: readonly AscentStep[] } {
  const running = proximalAscend(problem, Float64Array.from(start), { residualTolerance: 1e-9, maxEvaluations });
  const steps: AscentStep[] = [];
  for (let next = running.next(); ; next = running.next()) {
    if (next.done) return { ...next.value, steps };
    steps.push(next.value);
  }
}

const lasso = (strength: number): LengthPenalty[] => [0, 1, 2, 3].map((i) => ({ places: Int32Array.of(i), strength }));
const groups = (strength: number): LengthPenalty[] => [
  { places: Int32Array.of(0, 3), strength },
  { places: Int32Array.of(1, 2), strength },
];

describe('proximalAscend', () => {
  it('ends at the top of the smooth function where there is no penalty', () => {
    const { point, reason, kktResidual } = climb(problemOf([]));
    expect(reason).toBe('converged');
    expect(kktResidual).toBeLessThanOrEqual(1e-9);
    [2, -0.3, 0.05, 1].forEach((peak, i) => {
      expect(point.theta[i]).toBeCloseTo(peak, 8);
    });
  });

  it('finds the maximum of a fine grid, with zeros that are exact', () => {
    const { point, kktResidual } = climb(problemOf(lasso(0.6)), [-3, 3, 3, 3]);
    expect(kktResidual).toBeLessThanOrEqual(1e-9);
    const other = problemOf(lasso(0.6)).createPoint();
    const grid = Array.from({ length: 27 }, (_, i) => [
      (i % 3) - 1,
      (Math.floor(i / 3) % 3) - 1,
      Math.floor(i / 9) - 1,
    ]);
    for (const size of [1, 0.1, 1e-3])
      for (const [a, b, c] of grid)
        for (const d of [-1, 0, 1]) {
          [a, b, c, d].forEach((sign, i) => {
            other.theta[i] = point.theta[i] + sign * size;
          });
          problemOf(lasso(0.6)).evaluate(other);
          expect(other.value).toBeLessThanOrEqual(point.value + 1e-14);
        }
    expect(point.theta[1]).toBe(0);
    expect(point.theta[2]).toBe(0);
    expect(point.theta[0]).toBeGreaterThan(0.5);
  });

  it('makes whole groups 0, and everything under a strong penalty', () => {
    const some = climb(problemOf(groups(0.7)), [1, 1, 1, 1]).point.theta;
    expect([some[1], some[2]]).toEqual([0, 0]);
    expect(some[0] * some[3]).not.toBe(0);
    expect(Array.from(climb(problemOf(groups(100)), [1, 1, 1, 1]).point.theta)).toEqual([0, 0, 0, 0]);
  });

  it('never falls, even where full steps would', () => {
    const { trace, steps, reason } = climb(problemOf(groups(0.3), { boldness: 30 }), [6, -6, 5, 5]);
    expect(reason).toBe('converged');
    expect(steps.some(({ accepted }) => !accepted)).toBe(true);
    for (let i = 1; i < trace.length; i++)
      expect(trace[i]).toBeGreaterThanOrEqual(trace[i - 1] - 1e-13 * (1 + Math.abs(trace[i])));
    expect(steps.filter(({ accepted }) => accepted).map(({ value }) => value)).toEqual(Array.from(trace));
  });

  it('says when it ran out of evaluations, and by how much the maximum is missed', () => {
    const { reason, kktResidual, evaluations } = climb(problemOf(lasso(0.6), { coupling: 3 }), [6, -6, 5, 5], 3);
    expect(reason).toBe('maxIterations');
    expect(kktResidual).toBeGreaterThan(1e-9);
    expect(evaluations).toBeGreaterThanOrEqual(3);
  });
});
