import { logFactorial } from './gammaFunction.ts';
import type { Random } from './random.ts';

/**
 * Draws a Poisson number, exactly for every mean from 0 on: by products of uniforms below 10, by transformed rejection above.
 *
 * @see Hörmann 1993, Insurance: Mathematics and Economics 12:39 (algorithm PTRS)
 */
export function drawPoisson(mean: number, random: Random): number {
  if (mean < 10) {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = 1 - random.uniform(); product > limit; product *= 1 - random.uniform()) count++;
    return count;
  }
  const logMean = Math.log(mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const quick = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = 1 - random.uniform();
    const side = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / side + b) * u + mean + 0.43);
    if (side >= 0.07 && v <= quick) return count;
    if (count < 0 || (side < 0.013 && v > side)) continue;
    if (Math.log((v * inverseAlpha) / (a / (side * side) + b)) <= count * logMean - mean - logFactorial(count))
      return count;
  }
}
