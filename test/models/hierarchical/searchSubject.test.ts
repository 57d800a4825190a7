import { describe, expect, it } from 'vitest';
import { createSearchResult, subjectSearch } from '../../../src/models/hierarchical/searchSubject.ts';
import { createDerivatives, type Derivatives } from '../../../src/numerics/differentiation/derivatives.ts';

type Fill = (x: Float64Array, out: Derivatives) => void;

function objectiveOf(evaluate: Fill, size: number) {
  const spare = createDerivatives(size);
  return {
    evaluate,
    value: (x: Float64Array) => {
      evaluate(x, spare);
      return spare.value;
    },
  };
}

const free = (size: number) => ({
  lower: new Float64Array(size).fill(-Infinity),
  upper: new Float64Array(size).fill(Infinity),
});

function searched(fill: Fill, start: readonly number[], bounds = free(start.length)) {
  const found = createSearchResult(start.length);
  subjectSearch(start.length, bounds)(objectiveOf(fill, start.length), Float64Array.from(start), found);
  return found;
}

/** log density of a mixture of two normals in one dimension, at -2 and 3. */
const twoHills: Fill = ([x], out) => {
  const [a, b] = [Math.exp(-0.5 * (x + 2) ** 2), 2 * Math.exp(-0.5 * (x - 3) ** 2)];
  const sum = a + b;
  const slope = (-(x + 2) * a - (x - 3) * b) / sum;
  out.value = Math.log(sum);
  out.gradient[0] = slope;
  out.hessian[0] = (((x + 2) ** 2 - 1) * a + ((x - 3) ** 2 - 1) * b) / sum - slope * slope;
};

/** -(Rosenbrock's function) */
const banana: Fill = ([x, y], out) => {
  out.value = -((1 - x) ** 2) - 100 * (y - x * x) ** 2;
  out.gradient[0] = 2 * (1 - x) + 400 * x * (y - x * x);
  out.gradient[1] = -200 * (y - x * x);
  out.hessian.set([-2 + 400 * (y - 3 * x * x), 400 * x, 400 * x, -200]);
};

describe('subjectSearch', () => {
  it('climbs a curved ridge to its top', () => {
    const { x, converged, isMaximum, at } = searched(banana, [-1.2, 1]);
    expect(converged && isMaximum).toBe(true);
    expect(x[0]).toBeCloseTo(1, 9);
    expect(x[1]).toBeCloseTo(1, 9);
    expect(Math.abs(at.gradient[0])).toBeLessThan(1e-9);
  });

  it('ends on the hill that it starts on, also where it starts between them', () => {
    expect(searched(twoHills, [-3]).x[0]).toBeCloseTo(-2, 4);
    expect(searched(twoHills, [2]).x[0]).toBeCloseTo(3, 4);
    for (const start of [0, 0.2, 0.5, 1]) {
      const { x, isMaximum } = searched(twoHills, [start]);
      expect(isMaximum).toBe(true);
      expect(Math.min(Math.abs(x[0] + 2), Math.abs(x[0] - 3))).toBeLessThan(1e-3);
    }
  });

  it('stops at a bound and says so', () => {
    const { x, converged, atBound } = searched(banana, [-1.2, 1], {
      lower: Float64Array.of(-5, -5),
      upper: Float64Array.of(0.5, 5),
    });
    expect(converged).toBe(true);
    expect(x[0]).toBe(0.5);
    expect(x[1]).toBeCloseTo(0.25, 9);
    expect([...atBound]).toEqual([1, 0]);
  });

  it('backs off from where the value is impossible', () => {
    const walled: Fill = ([x], out) => {
      out.value = x < 1 ? Math.log(1 - x) - 0.5 * (x - 0.9) ** 2 * 1000 : -Infinity;
      out.gradient[0] = -1 / (1 - x) - 1000 * (x - 0.9);
      out.hessian[0] = -1 / (1 - x) ** 2 - 1000;
    };
    const { x, converged } = searched(walled, [0]);
    expect(converged).toBe(true);
    expect(-1 / (1 - x[0]) - 1000 * (x[0] - 0.9)).toBeCloseTo(0, 6);
  });

  it('says that a start is impossible', () => {
    const { converged, at } = searched(
      (_, out) => {
        out.value = -Infinity;
      },
      [0],
    );
    expect(converged).toBe(false);
    expect(at.value).toBe(-Infinity);
  });

  it('ends early where it runs into a maximum that is known', () => {
    const found = createSearchResult(1);
    subjectSearch(1, free(1))(objectiveOf(twoHills, 1), Float64Array.of(2), found, [Float64Array.of(3)]);
    expect([found.converged, found.isKnown]).toEqual([false, true]);
    expect(found.x[0]).toBeCloseTo(3, 1);
  });
});
