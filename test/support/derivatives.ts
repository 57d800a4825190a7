import { expect } from 'vitest';
import { observedInformation } from '../../src/models/glmHmm/information.ts';
import { evaluate } from '../../src/models/glmHmm/objective.ts';
import { emptyPoint, type GlmHmmPoint } from '../../src/models/glmHmm/point.ts';
import type { GlmHmmProblem } from '../../src/models/glmHmm/problem.ts';

/** The point of a vector, with its value and gradient. */
export function pointAt(problem: GlmHmmProblem, theta: Float64Array): GlmHmmPoint {
  const point = emptyPoint(problem);
  point.theta.set(theta);
  evaluate(problem, point);
  return point;
}

/** Holds the gradient to differences of the value, and the information of what sessions share to differences of the gradient. */
export function expectDerivatives(problem: GlmHmmProblem, theta: Float64Array): void {
  const { gradient } = pointAt(problem, theta);
  const along = (i: number, step: number) => theta.map((value, j) => (i === j ? value + step : value));
  for (let i = 0; i < problem.size; i++) {
    const numeric = (pointAt(problem, along(i, 1e-5)).value - pointAt(problem, along(i, -1e-5)).value) / 2e-5;
    expect(Math.abs(gradient[i] - numeric)).toBeLessThan(2e-6 * Math.max(1, Math.abs(numeric)));
  }
  const { matrix, shared } = observedInformation(problem, theta, new Uint8Array(problem.size));
  for (const [c, place] of shared.entries()) {
    const above = pointAt(problem, along(place, 1e-4)).gradient;
    const below = pointAt(problem, along(place, -1e-4)).gradient;
    for (const [r, other] of shared.entries()) {
      const numeric = -(above[other] - below[other]) / 2e-4;
      expect(Math.abs(matrix.corner.get(r, c) - numeric)).toBeLessThan(1e-4 * Math.max(1, Math.abs(numeric)));
    }
  }
}
