import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { scalarFamilyOf } from '../../../src/models/observations/families.ts';
import { namedLinks } from '../../../src/models/observations/links.ts';
import {
  bernoulli,
  gamma,
  gaussian,
  type LinkedObservation,
  negativeBinomial,
  poisson,
} from '../../../src/models/observations/observationSpecs.ts';
import type { ObservationTerms, ScalarFamily } from '../../../src/models/observations/scalarFamily.ts';
import { golden } from '../../support/golden.ts';

const counts = [0, 1, 2, 7, 11, 40, 300];
const positive = [1e-3, 0.2, 1, 4.5, 30];
const anywhere = [-2, -0.7, 0.3, 1.6, 5];
const above = [0.05, 0.4, 1.3, 7];
const scales = [0.02, 0.4, 1, 3.7];

/** Every family with every link: what it may observe, and linear predictors within reach. */
const cases: readonly [name: string, observation: LinkedObservation, ys: readonly number[], etas: readonly number[]][] =
  [
    ['bernoulli, logit', bernoulli(), [0, 1], [-20, ...anywhere, 20]],
    ['bernoulli, probit', bernoulli({ link: 'probit' }), [0, 1], [-12, ...anywhere, 12]],
    ['bernoulli, own link', bernoulli({ link: { ...namedLinks.probit } }), [0, 1], anywhere],
    ['poisson, log', poisson(), counts, [-20, ...anywhere]],
    ['poisson, softplus', poisson({ link: 'softplus' }), counts, [-14, -10, ...anywhere, 40]],
    ['poisson, identity', poisson({ link: 'identity' }), counts, above],
    ['poisson, own link', poisson({ link: { ...namedLinks.softplus } }), counts, anywhere],
    ['gaussian, identity', gaussian(), anywhere, [-1000, ...anywhere]],
    ['gaussian, log', gaussian({ link: 'log' }), anywhere, anywhere],
    ['gaussian, softplus', gaussian({ link: 'softplus' }), anywhere, anywhere],
    ['gaussian, inverse', gaussian({ link: 'inverse' }), anywhere, anywhere],
    ['gamma, log', gamma(), positive, anywhere],
    ['gamma, inverse', gamma({ link: 'inverse' }), positive, above],
    ['gamma, softplus', gamma({ link: 'softplus' }), positive, anywhere],
    ['gamma, identity', gamma({ link: 'identity' }), positive, above],
    ['negative binomial, log', negativeBinomial(), counts, [-15, ...anywhere]],
    ['negative binomial, softplus', negativeBinomial({ link: 'softplus' }), counts, [-10, ...anywhere, 40]],
    ['negative binomial, identity', negativeBinomial({ link: 'identity' }), counts, above],
  ];

const scalesOf = (family: ScalarFamily): readonly number[] => (family.hasScale ? scales : [1]);

function termsOf(family: ScalarFamily, y: number, eta: number, scale: number): ObservationTerms {
  const terms = { logProbability: 0, slope: 0, curvature: 0, scaleSlope: 0, scaleCurvature: 0 };
  family.evaluate(y, eta, family.constantsOf(scale), terms);
  return terms;
}

/** First derivative by central differences of two steps, the error of the first taken away. */
function derivative(f: (x: number) => number, x: number, step: number): number {
  const central = (h: number): number => (f(x + h) - f(x - h)) / (2 * h);
  return (4 * central(step) - central(2 * step)) / 3;
}

function forAll(
  [, observation, ys, etas]: (typeof cases)[number],
  check: (family: ScalarFamily, y: number, eta: number, scale: number) => void,
): void {
  const family = scalarFamilyOf(observation);
  for (const y of ys) for (const eta of etas) for (const scale of scalesOf(family)) check(family, y, eta, scale);
}

describe('every family with every link', () => {
  it.each(cases)('%s: the slope is the derivative of the log-probability', (...one) => {
    forAll(one, (family, y, eta, scale) => {
      const { slope, logProbability } = termsOf(family, y, eta, scale);
      const step = 1e-3 * Math.min(1, Math.abs(eta));
      const numeric = derivative((x) => family.logProbability(y, x, scale), eta, step);
      // the difference of two log-probabilities has their rounding
      const rounding = (1e-15 * Math.abs(logProbability)) / step;
      expect(Math.abs(numeric - slope), `y ${y}, η ${eta}, scale ${scale}`).toBeLessThan(
        1e-6 * Math.abs(slope) + 10 * rounding + 1e-9,
      );
    });
  });

  it.each(cases)('%s: the curvature is minus the second derivative where that is positive', (...one) => {
    forAll(one, (family, y, eta, scale) => {
      const { curvature, slope } = termsOf(family, y, eta, scale);
      const step = 1e-3 * Math.min(1, Math.abs(eta));
      const numeric = -derivative((x) => termsOf(family, y, x, scale).slope, eta, step);
      const tolerance = 1e-6 * Math.abs(numeric) + (1e-14 * Math.abs(slope)) / step + 1e-10;
      expect(curvature).toBeGreaterThan(0);
      if (numeric > tolerance)
        expect(Math.abs(numeric - curvature), `y ${y}, η ${eta}, scale ${scale}`).toBeLessThan(tolerance);
    });
  });

  it.each(cases.filter(([, observation]) => scalarFamilyOf(observation).hasScale))(
    '%s: the slope by log scale is a derivative too',
    (...one) => {
      forAll(one, (family, y, eta, scale) => {
        const { scaleSlope, scaleCurvature, logProbability } = termsOf(family, y, eta, scale);
        const numeric = derivative((x) => family.logProbability(y, eta, Math.exp(x)), Math.log(scale), 1e-3);
        expect(Math.abs(numeric - scaleSlope), `y ${y}, η ${eta}, scale ${scale}`).toBeLessThan(
          1e-6 * Math.abs(scaleSlope) + 1e-11 * Math.abs(logProbability) + 1e-9,
        );
        expect(scaleCurvature).toBeGreaterThan(0);
      });
    },
  );

  it.each(cases)('%s: what is drawn has the mean, and its slopes cancel', (...one) => {
    const [, observation, , etas] = one;
    const family = scalarFamilyOf(observation);
    for (const eta of etas.filter((x) => Math.abs(x) < 2))
      for (const scale of scalesOf(family)) {
        const { total, mean, slope, scaleSlope } = expectations(family, observation.kind, eta, scale);
        expect(total).toBeCloseTo(1, 6);
        expect(mean).toBeCloseTo(family.mean(eta), 5);
        expect(slope).toBeCloseTo(0, 5);
        expect(scaleSlope).toBeCloseTo(0, 5);
      }
  });

  it.each(cases)('%s: never gives NaN, whatever the predictor and the scale', (_, observation, ys) => {
    const family = scalarFamilyOf(observation);
    fc.assert(
      fc.property(
        fc.constantFrom(...ys),
        fc.oneof(fc.double({ noNaN: true }), fc.double({ min: -800, max: 800, noNaN: true })),
        fc.oneof(fc.double({ min: 0, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true })),
        (y, eta, scale) => {
          const { logProbability, slope, curvature, scaleSlope, scaleCurvature } = termsOf(family, y, eta, scale);
          expect(logProbability).toBeLessThan(Infinity);
          expect(curvature).toBeGreaterThanOrEqual(0);
          expect(scaleCurvature).toBeGreaterThanOrEqual(0);
          expect([slope, curvature, scaleSlope, scaleCurvature].every(Number.isFinite)).toBe(true);
          expect(family.logProbability(y, eta, scale)).toBe(logProbability);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Sums over y, or integrals, of the probability and what multiplies it. */
function expectations(family: ScalarFamily, kind: LinkedObservation['kind'], eta: number, scale: number) {
  const sums = { total: 0, mean: 0, slope: 0, scaleSlope: 0 };
  const add = (y: number, width: number): void => {
    const terms = termsOf(family, y, eta, scale);
    const p = Math.exp(terms.logProbability) * width;
    sums.total += p;
    sums.mean += p * y;
    sums.slope += p * terms.slope;
    sums.scaleSlope += p * terms.scaleSlope;
  };
  const center = family.mean(eta);
  if (kind === 'gaussian') {
    const step = 0.02 * Math.sqrt(scale);
    for (let i = -500; i <= 500; i++) add(center + i * step, step);
  } else if (kind === 'gamma') {
    // over log y, where the density falls off at both sides
    const step = 0.01;
    for (let x = -80; x < 8; x += step) add(center * Math.exp(x), center * Math.exp(x) * step);
  } else for (let y = 0; y <= (kind === 'bernoulli' ? 1 : 3000); y++) add(y, 1);
  return sums;
}

describe('log-probabilities', () => {
  const families = {
    Poisson: poisson({ link: 'identity' }),
    Bernoulli: bernoulli(),
    Gaussian: gaussian(),
    Gamma: gamma({ link: 'identity' }),
    NegativeBinomial: negativeBinomial({ link: 'identity' }),
  };

  it.each(Object.entries(families))('agree with the reference: %s', (name, observation) => {
    const family = scalarFamilyOf(observation);
    const rows: { y: number; mu: number; scale: number; log_lik: number }[] = golden('nemos/observation_loglik')[name];
    expect(rows.length).toBeGreaterThan(5);
    for (const { y, mu, scale, log_lik } of rows) {
      const eta = observation.kind === 'bernoulli' ? namedLinks.logit.value(mu) : mu;
      expect(Math.abs(family.logProbability(y, eta, scale) - log_lik)).toBeLessThan(1e-10);
    }
  });

  it('keep their digits at predictors where means overflow or vanish', () => {
    expect(scalarFamilyOf(poisson()).logProbability(2, -700, 1)).toBeCloseTo(-1400 - Math.LN2, 9);
    expect(termsOf(scalarFamilyOf(poisson()), 2, -700, 1)).toMatchObject({ slope: 2, curvature: Math.exp(-700) });
    expect(scalarFamilyOf(poisson()).logProbability(2, 700, 1)).toBe(-Math.exp(700));
    expect(scalarFamilyOf(poisson({ link: 'softplus' })).logProbability(2, -700, 1)).toBeCloseTo(-1400 - Math.LN2, 9);
    expect(scalarFamilyOf(negativeBinomial()).logProbability(0, 700, 1)).toBeCloseTo(-700, 9);
    const probit = scalarFamilyOf(bernoulli({ link: 'probit' }));
    expect(termsOf(probit, 1, -700, 1).slope).toBeCloseTo(700 + 1 / 700, 7);
    expect(termsOf(probit, 1, -700, 1).curvature).toBeCloseTo(1 - 1 / 700 ** 2, 9);
    const canonical = termsOf(scalarFamilyOf(gamma({ link: 'inverse' })), 1e20, 2, 0.5);
    expect(canonical.curvature).toBe(2 / 4);
  });

  it('become those of Poisson counts where the dispersion vanishes', () => {
    const [spread, plain] = [scalarFamilyOf(negativeBinomial()), scalarFamilyOf(poisson())];
    for (const y of [0, 3, 40, 1000])
      for (const dispersion of [1e-15, 1e-200, Number.MIN_VALUE]) {
        const expected = plain.logProbability(y, 1.2, 1);
        expect(spread.logProbability(y, 1.2, dispersion) / expected).toBeCloseTo(1, 8);
        expect(Math.abs(termsOf(spread, y, 1.2, dispersion).scaleSlope)).toBeLessThan(1e-8);
      }
  });

  it('become those of a normal distribution where a gamma distribution narrows', () => {
    const family = scalarFamilyOf(gamma());
    for (const scale of [1e-8, 1e-12]) {
      const normal = -0.5 * Math.log(2 * Math.PI * scale);
      expect(family.logProbability(1, 0, scale)).toBeCloseTo(normal, 6);
      expect(family.logProbability(1 + Math.sqrt(scale), 0, scale)).toBeCloseTo(normal - 0.5, 3);
      expect(termsOf(family, 1, 0, scale).scaleSlope).toBeCloseTo(-0.5, 6);
    }
  });

  it('are -Infinity with flat derivatives where the link gives no possible mean', () => {
    for (const [observation, eta] of [
      [poisson({ link: 'identity' }), 0],
      [poisson({ link: 'identity' }), -2],
      [gamma({ link: 'inverse' }), -1],
      [gamma({ link: 'identity' }), -1],
      [negativeBinomial({ link: 'identity' }), -1],
      [gaussian({ link: 'inverse' }), 0],
    ] as const)
      expect(termsOf(scalarFamilyOf(observation), 1, eta, 1)).toEqual({
        logProbability: -Infinity,
        slope: 0,
        curvature: 0,
        scaleSlope: 0,
        scaleCurvature: 0,
      });
  });

  it('have the expected curvature where the exact one is not positive', () => {
    const mean = Math.exp(-2);
    expect(termsOf(scalarFamilyOf(gaussian({ link: 'log' })), 5, -2, 0.5).curvature).toBeCloseTo(mean ** 2 / 0.5, 12);
    expect(termsOf(scalarFamilyOf(poisson({ link: 'identity' })), 0, 4, 1).curvature).toBeCloseTo(1 / 4, 12);
    expect(termsOf(scalarFamilyOf(gamma({ link: 'identity' })), 0.1, 4, 0.5).curvature).toBeCloseTo(2 / 16, 12);
    expect(termsOf(scalarFamilyOf(negativeBinomial({ link: 'identity' })), 0, 4, 0.5).curvature).toBeCloseTo(
      1 / (4 + 8),
      12,
    );
  });

  it('agree between a named link and the same link as functions', () => {
    for (const [named, own] of [
      [poisson({ link: 'softplus' }), poisson({ link: { ...namedLinks.softplus } })],
      [gamma({ link: 'inverse' }), gamma({ link: { ...namedLinks.inverse } })],
      [bernoulli(), bernoulli({ link: { ...namedLinks.logit } })],
      [bernoulli({ link: 'probit' }), bernoulli({ link: { ...namedLinks.probit } })],
    ])
      for (const eta of [0.2, 1, 3]) {
        const [a, b] = [termsOf(scalarFamilyOf(named), 1, eta, 0.7), termsOf(scalarFamilyOf(own), 1, eta, 0.7)];
        for (const name of Object.keys(a) as (keyof ObservationTerms)[]) expect(a[name]).toBeCloseTo(b[name], 9);
      }
  });

  it('need the functions of a link that is the export of a module', () => {
    const observation = poisson({ link: { module: './links.js', export: 'cube' } });
    expect(() => scalarFamilyOf(observation)).toThrow(SpecError);
    expect(() => scalarFamilyOf(observation)).toThrow('"cube" of "./links.js", which has not been loaded');
  });
});
