import { describe, expect, it } from 'vitest';
import { NumericalError } from '../../../src/errors.ts';
import { scalarFamilyOf } from '../../../src/models/observations/families.ts';
import {
  bernoulli,
  gamma,
  gaussian,
  type LinkedObservation,
  negativeBinomial,
  poisson,
} from '../../../src/models/observations/observationSpecs.ts';
import { random } from '../../../src/numerics/random.ts';

/** [observation, η, scale, variance for a mean] */
const cases: readonly [LinkedObservation, number, number, (mean: number) => number][] = [
  [bernoulli(), 0.7, 1, (mean) => mean * (1 - mean)],
  [bernoulli({ link: 'probit' }), 0.7, 1, (mean) => mean * (1 - mean)],
  [poisson(), 0.4, 1, (mean) => mean],
  [poisson({ link: 'softplus' }), 30, 1, (mean) => mean],
  [poisson({ link: 'identity' }), 4, 1, (mean) => mean],
  [gaussian(), -3, 4, () => 4],
  [gaussian({ link: 'inverse' }), 0.5, 0.3, () => 0.3],
  [gamma(), 0.4, 0.3, (mean) => 0.3 * mean ** 2],
  [gamma({ link: 'inverse' }), 0.4, 2, (mean) => 2 * mean ** 2],
  [negativeBinomial(), 1, 0.7, (mean) => mean + 0.7 * mean ** 2],
  [negativeBinomial({ link: 'identity' }), 20, 0.1, (mean) => mean + 0.1 * mean ** 2],
];

describe('draws', () => {
  it.each(cases)('%o at η = %d, scale %d have the mean and variance of the likelihood', (...one) => {
    const [observation, eta, scale, variance] = one;
    const family = scalarFamilyOf(observation);
    const source = random(11);
    const draws = Array.from({ length: 40_000 }, () => family.sample(eta, scale, source));
    const mean = draws.reduce((sum, y) => sum + y, 0) / draws.length;
    const deviations = draws.map((y) => (y - mean) ** 2);
    const spread = deviations.reduce((sum, d) => sum + d, 0) / draws.length;
    const fourth = deviations.reduce((sum, d) => sum + d * d, 0) / draws.length;
    const expected = variance(family.mean(eta));
    // five standard errors
    expect(Math.abs(mean - family.mean(eta))).toBeLessThan(5 * Math.sqrt(expected / draws.length));
    expect(Math.abs(spread - expected)).toBeLessThan(5 * Math.sqrt((fourth - spread ** 2) / draws.length) + 1e-3);
    expect(draws.filter((y) => family.refusal(y) !== null)).toEqual([]);
  });

  it('can always be observed again, however extreme the scale', () => {
    const source = random(5);
    const skewed = scalarFamilyOf(gamma());
    for (let i = 0; i < 100; i++) expect(skewed.refusal(skewed.sample(0, 1e4, source))).toBe(null);
    const counts = scalarFamilyOf(negativeBinomial());
    for (const dispersion of [1e-300, 1e-9, 1e4])
      for (let i = 0; i < 100; i++) expect(counts.refusal(counts.sample(1, dispersion, source))).toBe(null);
  });

  it('are refused where the link gives no possible mean', () => {
    const source = random(1);
    expect(() => scalarFamilyOf(poisson({ link: 'identity' })).sample(-1, 1, source)).toThrow(NumericalError);
    expect(() => scalarFamilyOf(poisson()).sample(800, 1, source)).toThrow('gives the mean Infinity');
    expect(() => scalarFamilyOf(gamma({ link: 'inverse' })).sample(-2, 1, source)).toThrow('gives the mean -0.5');
  });
});

describe('what may be observed', () => {
  it.each([
    [bernoulli(), [0, 1], [2, 0.5, -1, Infinity], 'must be 0 or 1'],
    [bernoulli({ link: 'probit' }), [0, 1], [2, 0.5, -1], 'must be 0 or 1'],
    [poisson(), [0, 1, 1e9], [-1, 0.5, Infinity], 'must be a whole number of at least 0'],
    [negativeBinomial(), [0, 1, 1e9], [-1, 0.5, Infinity], 'must be a whole number of at least 0'],
    [gamma(), [1e-300, 2.5], [0, -1, Infinity], 'must be a finite number above 0'],
    [gaussian(), [-5, 0, 1e9], [Infinity, -Infinity], 'must be a finite number'],
  ] as const)('%o says why not', (observation, allowed, refused, reason) => {
    const { refusal } = scalarFamilyOf(observation);
    for (const y of allowed) expect(refusal(y)).toBe(null);
    for (const y of [...refused, Number.NaN]) expect(refusal(y)).toBe(reason);
  });
});
