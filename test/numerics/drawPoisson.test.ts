import { describe, expect, it } from 'vitest';
import { drawPoisson } from '../../src/numerics/drawPoisson.ts';
import { logFactorial } from '../../src/numerics/gammaFunction.ts';
import { random } from '../../src/numerics/random.ts';

describe('drawPoisson', () => {
  it.each([0.2, 3, 9.9, 10.1, 45, 1000])('draws each count as often as it is probable: mean %d', (mean) => {
    const numDraws = 100_000;
    const source = random(3);
    const seen = new Map<number, number>();
    for (let i = 0; i < numDraws; i++) {
      const count = drawPoisson(mean, source);
      seen.set(count, (seen.get(count) ?? 0) + 1);
    }
    let chiSquare = 0;
    let cells = 0;
    for (let count = 0; count < 2 * mean + 20; count++) {
      const expected = numDraws * Math.exp(count * Math.log(mean) - mean - logFactorial(count));
      if (expected < 10) continue;
      chiSquare += ((seen.get(count) ?? 0) - expected) ** 2 / expected;
      cells++;
    }
    // five standard deviations of a chi-square
    expect(chiSquare).toBeLessThan(cells + 5 * Math.sqrt(2 * cells));
  });

  it('draws 0 from a mean of 0, and large counts from large means', () => {
    const source = random(1);
    expect(drawPoisson(0, source)).toBe(0);
    for (const mean of [1e6, 1e12])
      expect(Math.abs(drawPoisson(mean, source) - mean)).toBeLessThan(6 * Math.sqrt(mean));
  });
});
