import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bounded,
  fromNatural,
  ownScale,
  type ParameterScale,
  positive,
  real,
  scaleDerivatives,
  toNatural,
  unit,
} from '../../../src/models/hierarchical/scales.ts';
import { golden } from '../../support/golden.ts';

const cubic = ownScale({
  toNatural: (x) => x + x ** 3,
  fromNatural: (value) => {
    let x = Math.cbrt(value);
    for (let i = 0; i < 60; i++) x -= (x + x ** 3 - value) / (1 + 3 * x * x);
    return x;
  },
  first: (x) => 1 + 3 * x * x,
  second: (x) => 6 * x,
});

const scales: Readonly<Record<string, ParameterScale>> = {
  real: real(),
  positive: positive(),
  unit: unit(),
  bounded: bounded(-2, 7),
  'bounded, off the middle': bounded(0, 0.5, { middle: 0.1 }),
  own: cubic,
};

describe('scales', () => {
  const reference = golden('pyem/transforms');

  it.each([
    ['norm2alpha', unit()],
    ['norm2beta', bounded(0, 20)],
    ['norm2beta_max4', bounded(0, 4)],
    ['a_xform', bounded(0, 4)],
    ['t0_xform', bounded(0, 0.5, { middle: 0.5 / (1 + Math.exp(2.2)) })],
    ['sv_xform', bounded(0, 2.5)],
    ['st_xform', bounded(0, 0.4)],
    ['sz_xform', bounded(0, 0.9)],
  ] as const)('%s of the reference, to 1e-14', (name, scale) => {
    reference.x.forEach((x: number, i: number) => {
      const expected = reference[name][i];
      expect(Math.abs(toNatural(scale, x) - expected)).toBeLessThanOrEqual(
        1e-14 * Math.max(Math.abs(expected), 1e-300),
      );
    });
  });

  it.each([
    ['alpha2norm', unit(), 1],
    ['beta2norm', bounded(0, 20), 20],
    ['beta2norm_max4', bounded(0, 4), 4],
  ] as const)('%s of the reference, away from the ends that it clips', (name, scale, max) => {
    reference.p.forEach((p: number, i: number) => {
      if (p > 1e-6 && p < 1 - 1e-6) {
        const expected = reference[name][i];
        expect(Math.abs(fromNatural(scale, p * max) - expected)).toBeLessThan(1e-13 * (1 + Math.abs(expected)));
      }
    });
  });

  it.each(Object.entries(scales))(
    '%s: there and back is the same, and derivatives are those of differences',
    (_, scale) => {
      fc.assert(
        fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (x) => {
          expect(fromNatural(scale, toNatural(scale, x))).toBeCloseTo(x, 9);
          const out = new Float64Array(2);
          expect(scaleDerivatives(scale, x, out)).toBe(toNatural(scale, x));
          const slope = (at: number) => {
            const found = new Float64Array(2);
            scaleDerivatives(scale, at, found);
            return found[0];
          };
          const step = 1e-5;
          const close = (found: number, expected: number) =>
            expect(Math.abs(found - expected)).toBeLessThan(1e-6 * (1 + Math.abs(expected)));
          close(out[0], (toNatural(scale, x + step) - toNatural(scale, x - step)) / (2 * step));
          close(out[1], (slope(x + step) - slope(x - step)) / (2 * step));
        }),
      );
    },
  );

  it.each([
    [unit(), 1],
    [unit(), -0.1],
    [positive(), 0],
    [bounded(0, 20), 20],
  ])('a value that x cannot reach is refused', (scale, value) => {
    expect(() => fromNatural(scale, value)).toThrow(`${value} is not a value that`);
  });

  it('functions that do not belong together are refused', () => {
    const base = { toNatural: Math.exp, fromNatural: Math.log, first: Math.exp, second: Math.exp };
    expect(ownScale(base).kind).toBe('own');
    expect(() => ownScale({ ...base, fromNatural: Math.sqrt })).toThrow('fromNatural(toNatural(');
    expect(() => ownScale({ ...base, first: Math.sin })).toThrow('gives first(');
    expect(() => ownScale({ ...base, second: Math.sin })).toThrow('gives second(');
  });
});
