import { describe, expect, it } from 'vitest';
import { limitsOf } from '../../../src/plots/parts/limits.ts';

describe('limitsOf', () => {
  it('reaches a little beyond all values', () => {
    expect(limitsOf([3, 1, 2])).toEqual({ domain: [0.9, 3.1], beyond: false });
  });

  it('gives equal values, and none, a width', () => {
    expect(limitsOf([5, 5])).toEqual({ domain: [4.5, 5.5], beyond: false });
    expect(limitsOf([0])).toEqual({ domain: [-0.5, 0.5], beyond: false });
    expect(limitsOf([])).toEqual({ domain: [0, 1], beyond: false });
  });

  it('leaves out a value that ran away, if there are enough to tell', () => {
    const values = Array.from({ length: 20 }, (_, i) => i / 20);
    const { domain, beyond } = limitsOf([...values, 900]);
    expect(beyond).toBe(true);
    expect(domain[1]).toBeLessThan(1.1);
    expect(limitsOf([0, 0.1, 0.2, 900]).beyond).toBe(false);
  });
});
