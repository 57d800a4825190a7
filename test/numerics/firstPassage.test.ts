import { describe, expect, it } from 'vitest';
import { plainArithmetic as math } from '../../src/numerics/differentiation/plainArithmetic.ts';
import { drawFirstPassage, upperPassageProbability } from '../../src/numerics/drawFirstPassage.ts';
import { logLowerPassageDensity, logUpperPassageDensity } from '../../src/numerics/firstPassageDensity.ts';
import { random } from '../../src/numerics/random.ts';
import { golden } from '../support/golden.ts';

const diffusions = [
  { drift: 0, boundary: 1, start: 0.5 },
  { drift: 1.3, boundary: 1.5, start: 0.4 },
  { drift: -2.5, boundary: 0.9, start: 0.8 },
  { drift: 0.3, boundary: 3, start: 0.05 },
];

/** ∫ f over times from 0 on, by the trapezoidal rule in log time, which converges exponentially here. */
function integral(f: (time: number) => number): number {
  const step = 0.02;
  let sum = 0;
  for (let u = -14; u < 7; u += step) sum += f(Math.exp(u)) * Math.exp(u);
  return sum * step;
}

describe('first-passage densities', () => {
  it('are those of the reference', () => {
    let compared = 0;
    for (const { v, a, z, sv, rt, logpdf_lower } of golden('pyem/misc_primitives').wfpt_lower) {
      if (sv !== 0) continue;
      rt.forEach((time: number, i: number) => {
        const found = Number(logLowerPassageDensity(time, { drift: v, boundary: a, start: z }, math));
        expect(Math.abs(found - Number(logpdf_lower[i]))).toBeLessThan(1e-12 * (1 + Math.abs(found)));
        compared++;
      });
    }
    expect(compared).toBeGreaterThan(6);
  });

  it('are the sums of both series, whichever is used', () => {
    for (const w of [0.03, 0.4, 0.5, 0.97])
      for (const t of [0.1, 0.2, 0.3, 0.349, 0.351, 0.5, 0.8]) {
        let [soon, late] = [0, 0];
        for (let j = -40; j <= 40; j++) soon += (w + 2 * j) * Math.exp(-((w + 2 * j) ** 2) / (2 * t));
        for (let k = 1; k <= 60; k++) late += k * Math.sin(k * Math.PI * w) * Math.exp(-((k * Math.PI) ** 2 * t) / 2);
        const found = Math.exp(Number(logLowerPassageDensity(t, { drift: 0, boundary: 1, start: w }, math)));
        expect(found / (soon / Math.sqrt(2 * Math.PI * t ** 3))).toBeCloseTo(1, 12);
        expect(found / (Math.PI * late)).toBeCloseTo(1, 11);
      }
  });

  it.each(diffusions)('integrate to the probabilities of the boundaries: %j', (diffusion) => {
    const upper = integral((time) => Math.exp(Number(logUpperPassageDensity(time, diffusion, math))));
    const lower = integral((time) => Math.exp(Number(logLowerPassageDensity(time, diffusion, math))));
    expect(upper).toBeCloseTo(upperPassageProbability(diffusion), 10);
    expect(upper + lower).toBeCloseTo(1, 10);
  });

  it('stay finite at the earliest and latest times', () => {
    const diffusion = { drift: 2, boundary: 1.5, start: 0.3 };
    for (const time of [1e-9, 1e-4, 1e3, 1e7])
      expect(Number.isFinite(Number(logLowerPassageDensity(time, diffusion, math)))).toBe(true);
  });

  it('are 0 where nothing can pass', () => {
    const at = (time: number, boundary: number, start: number) =>
      logUpperPassageDensity(time, { drift: 1, boundary, start }, math);
    for (const found of [at(0, 1, 0.5), at(-1, 1, 0.5), at(1, 0, 0.5), at(1, 1, 0), at(1, 1, 1)])
      expect(found).toBe(-Infinity);
  });
});

describe('drawFirstPassage', () => {
  it.each(diffusions)('draws choices and times of the right mean and distribution: %j', (diffusion) => {
    const { drift, boundary, start } = diffusion;
    const source = random(11);
    const count = 20000;
    const drawn = Array.from({ length: count }, () => drawFirstPassage(diffusion, source));
    const upper = upperPassageProbability(diffusion);
    const share = drawn.filter((one) => one.upper).length / count;
    expect(Math.abs(share - upper)).toBeLessThan(5 * Math.sqrt((upper * (1 - upper)) / count));

    // Wald's identities
    const expected = drift === 0 ? boundary ** 2 * start * (1 - start) : (boundary * upper - boundary * start) / drift;
    const mean = drawn.reduce((sum, { time }) => sum + time, 0) / count;
    const variance = drawn.reduce((sum, { time }) => sum + (time - mean) ** 2, 0) / count;
    expect(Math.abs(mean - expected)).toBeLessThan(5 * Math.sqrt(variance / count));

    // Kolmogorov-Smirnov for each boundary, p above 1e-6
    for (const above of [true, false]) {
      const density = above ? logUpperPassageDensity : logLowerPassageDensity;
      const total = above ? upper : 1 - upper;
      const times = drawn.filter((one) => one.upper === above).map(({ time }) => time);
      if (times.length < 100) continue;
      times.sort((a, b) => a - b);
      let [cumulated, next, largest] = [0, 0, 0];
      const step = 0.002;
      for (let u = -12; u < 7; u += step) {
        const middle = Math.exp(u + step / 2);
        cumulated += (Math.exp(Number(density(middle, diffusion, math))) * middle * step) / total;
        while (next < times.length && times[next] <= Math.exp(u + step)) next++;
        largest = Math.max(largest, Math.abs(cumulated - next / times.length));
      }
      expect(largest * Math.sqrt(times.length)).toBeLessThan(2.7);
    }
  });
});
