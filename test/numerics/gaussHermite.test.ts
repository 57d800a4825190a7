import { describe, expect, it } from 'vitest';
import { gaussHermite } from '../../src/numerics/gaussHermite.ts';

describe('gaussHermite', () => {
  it.each([3, 8, 15, 41])('%d nodes integrate polynomials over the normal density exactly', (nodes) => {
    const { points, weights } = gaussHermite(nodes);
    let moment = 1;
    for (let degree = 0; degree < Math.min(2 * nodes, 20); degree++) {
      if (degree > 1 && degree % 2 === 0) moment *= degree - 1;
      const found = points.reduce((sum, x, i) => sum + weights[i] * x ** degree, 0);
      const expected = degree % 2 === 1 ? 0 : moment;
      const size = points.reduce((sum, x, i) => sum + weights[i] * Math.abs(x) ** degree, 0);
      expect(Math.abs(found - expected)).toBeLessThan(1e-11 * (1 + size));
    }
  });
});
