import { describe, expect, it } from 'vitest';
import { leastSquares, lineWithin } from '../../../src/plots/parts/leastSquares.ts';

describe('leastSquares', () => {
  it('finds a line through points that lie on it', () => {
    const fit = leastSquares([1, 2, 5].map((x) => ({ x, y: 3 - 2 * x })));
    expect(fit?.intercept).toBeCloseTo(3, 12);
    expect(fit?.slope).toBeCloseTo(-2, 12);
    expect(fit?.correlation).toBeCloseTo(-1, 12);
  });

  it('leaves residuals that are orthogonal to 1 and x', () => {
    const points = [
      { x: 0, y: 1 },
      { x: 1, y: 0.2 },
      { x: 3, y: 2 },
      { x: 4, y: 5 },
    ];
    const fit = leastSquares(points);
    const residuals = points.map(({ x, y }) => y - (fit?.intercept ?? 0) - (fit?.slope ?? 0) * x);
    expect(residuals.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 12);
    expect(residuals.reduce((sum, one, i) => sum + one * points[i].x, 0)).toBeCloseTo(0, 12);
  });

  it('finds none through two points or values that do not vary', () => {
    const alike = [1, 2, 3].map((x) => ({ x, y: 1 }));
    expect(leastSquares(alike)).toBeUndefined();
    expect(leastSquares(alike.slice(1))).toBeUndefined();
  });
});

describe('lineWithin', () => {
  it('cuts a line where it leaves the plot', () => {
    expect(lineWithin({ intercept: 0, slope: 2 }, [-1, 5], [-1, 4])).toEqual({ x: -0.5, y: -1, x2: 2, y2: 4 });
    expect(lineWithin({ intercept: 1, slope: 0 }, [0, 5], [-1, 4])).toEqual({ x: 0, y: 1, x2: 4, y2: 1 });
  });

  it('has nothing of a line outside', () => {
    expect(lineWithin({ intercept: 9, slope: 0 }, [0, 5], [-1, 4])).toBeUndefined();
    expect(lineWithin({ intercept: 9, slope: 0.1 }, [0, 5], [-1, 4])).toBeUndefined();
  });
});
