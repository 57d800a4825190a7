import { describe, expect, it } from 'vitest';
import {
  cauchyPrior,
  fillDensitySlopes,
  kinkRounding,
  laplacePrior,
  logDensity,
  momentsOf,
  normalPrior,
  type PriorDensity,
  studentTPrior,
  uniformPrior,
} from '../../../src/models/hierarchical/priors.ts';
import { golden } from '../../support/golden.ts';

const families: Readonly<Record<string, readonly [PriorDensity, PriorDensity]>> = {
  gaussian: [normalPrior(0.5, 1), normalPrior(-1, 2)],
  uniform: [uniformPrior(-5, 5), uniformPrior(-2, 3)],
  laplace: [laplacePrior(0.5, 1), laplacePrior(-1, 2)],
  student_t: [studentTPrior(0.5, 1, 8), studentTPrior(-1, 2, 3)],
  student_t_df1_5: [studentTPrior(0.5, 1, 1.5), studentTPrior(-1, 2, 2)],
  cauchy: [cauchyPrior(0.5, 1), cauchyPrior(-1, 2)],
  independent: [normalPrior(0, 1), laplacePrior(0, 1)],
};

describe('priors', () => {
  const reference = golden('pyem/priors');

  it.each(Object.entries(families))('%s: density and moments are those of the reference', (name, densities) => {
    const { logpdf, init_mu, init_var } = reference.values[name];
    reference.x.forEach((x: readonly number[], i: number) => {
      const found = logDensity(densities[0], x[0]) + logDensity(densities[1], x[1]);
      if (logpdf[i] === '-Infinity') expect(found).toBe(-Infinity);
      else expect(Math.abs(found - logpdf[i])).toBeLessThan(1e-12 * (1 + Math.abs(logpdf[i])));
    });
    densities.forEach((density, k) => {
      expect(momentsOf(density).mean).toBeCloseTo(init_mu[k], 12);
      expect(momentsOf(density).variance).toBeCloseTo(init_var[k], 12);
    });
  });

  it.each(Object.entries(families))(
    '%s: what the search sees is smooth, and the density itself where it can be',
    (_, densities) => {
      for (const density of densities)
        for (const x of [-1.7, -0.2, 0.49, 0.9, 2.4]) {
          const at = (place: number) => {
            const out = { value: 0, first: 0, second: 0 };
            fillDensitySlopes(density, density.kind === 'laplace' ? kinkRounding : 0, place, out);
            return out;
          };
          const { value, first, second } = at(x);
          const step = 1e-5;
          expect(first).toBeCloseTo((at(x + step).value - at(x - step).value) / (2 * step), 5);
          expect(second).toBeCloseTo((at(x + step).first - at(x - step).first) / (2 * step), 4);
          expect(Math.abs(value - logDensity(density, x))).toBeLessThanOrEqual(
            density.kind === 'laplace' ? kinkRounding : 1e-12,
          );
        }
    },
  );
});
