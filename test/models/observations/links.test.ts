import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkName, namedLinks } from '../../../src/models/observations/links.ts';

const links = Object.entries(namedLinks) as [LinkName, (typeof namedLinks)[LinkName]][];

describe('links by name', () => {
  it.each(links)('%s: value undoes inverse', (name, { value, inverse }) => {
    fc.assert(
      fc.property(fc.double({ min: name === 'inverse' ? 0.1 : -5, max: 5, noNaN: true }), (eta) => {
        expect(value(inverse(eta))).toBeCloseTo(eta, 8);
      }),
    );
  });

  it.each(links)('%s: first and second are the derivatives of inverse', (name, { inverse, first, second }) => {
    const h = 1e-5;
    for (const eta of [-3, -0.6, 0.4, 1, 2.5].filter((x) => name !== 'inverse' || Math.abs(x) > h)) {
      expect((inverse(eta + h) - inverse(eta - h)) / (2 * h)).toBeCloseTo(first(eta), 6);
      expect((first(eta + h) - first(eta - h)) / (2 * h)).toBeCloseTo(second(eta), 6);
    }
  });

  it('stay finite at extreme predictors, but for exp and 1 / η', () => {
    for (const [name, { inverse, first, second }] of links)
      for (const eta of [-1e9, -800, 800, 1e9])
        if (name !== 'log' || eta < 0)
          expect(Number.isFinite(inverse(eta) + first(eta) + second(eta)), name).toBe(true);
  });
});
