import fc from 'fast-check';
import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { fitPsychometric } from '../../src/models/fitPsychometric.ts';
import { standardErrors } from '../../src/models/inference/standardErrors.ts';
import { classLapses } from '../../src/models/lapses.ts';
import { glm } from '../../src/models/presets.ts';
import { psychometricLikelihood } from '../../src/models/psychometricLikelihood.ts';
import { random } from '../../src/numerics/random.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { trialsOf } from '../support/models.ts';

interface Drawn {
  readonly x: number[];
  readonly choices: number[];
}

function drawn(seed: number, n: number, [low, high, slope, bias]: readonly number[]): Drawn {
  const draw = random(seed);
  const x = Array.from({ length: n }, () => Math.round(10 * draw.normal()) / 5);
  const choices = x.map((value) => {
    const p = low + (1 - low - high) / (1 + Math.exp(-slope * value - bias));
    return Number(draw.uniform() < p);
  });
  return { x, choices };
}

const dataOf = ({ x, choices }: Drawn, weights = x.map(() => 1)) => ({
  x: Float64Array.from(x),
  chosen: Uint8Array.from(choices),
  weights: Float64Array.from(weights),
});

describe('the likelihood of a psychometric function', () => {
  it('has the gradient and the information of differences', () => {
    const unit = fc.double({ min: 0.01, max: 0.4, noNaN: true });
    const real = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(unit, unit, real, real, fc.nat(1000), (low, high, slope, bias, seed) => {
        const draw = random(seed);
        const some = drawn(seed, 40, [0.1, 0.2, 1, 0.3]);
        const data = dataOf(
          some,
          some.x.map(() => 2 * draw.uniform()),
        );
        const at = Float64Array.of(low, high, slope, bias);
        const { gradient, observed } = psychometricLikelihood(data, at);
        for (let i = 0; i < 4; i++) {
          const along = (by: number) =>
            psychometricLikelihood(
              data,
              at.map((value, j) => (i === j ? value + by : value)),
            );
          const [above, below] = [along(1e-5), along(-1e-5)];
          const numeric = (above.value - below.value) / 2e-5;
          expect(Math.abs(numeric - gradient[i])).toBeLessThan(1e-5 * (1 + Math.abs(numeric)));
          for (let j = 0; j < 4; j++) {
            const second = -(above.gradient[j] - below.gradient[j]) / 2e-5;
            expect(Math.abs(second - observed[i * 4 + j])).toBeLessThan(1e-4 * (1 + Math.abs(second)));
          }
        }
      }),
    );
  });

  it('expects the information that it observes on average', () => {
    const at = Float64Array.of(0.1, 0.15, 1.2, -0.4);
    const data = { x: Float64Array.of(0.7, 0.7), weights: new Float64Array(2) };
    const p = 0.1 + 0.75 / (1 + Math.exp(-1.2 * 0.7 + 0.4));
    const both = { ...data, chosen: Uint8Array.of(1, 0), weights: Float64Array.of(p, 1 - p) };
    const { expected, observed } = psychometricLikelihood(both, at);
    for (let i = 0; i < 16; i++) expect(observed[i]).toBeCloseTo(expected[i], 12);
  });
});

describe('fitPsychometric', () => {
  it('is the GLM with lapses to classes, standard errors too', async () => {
    const some = drawn(4, 3000, [0.1, 0.06, 2.5, 0.4]);
    const trials = trialsOf({ choices: some.choices, features: { bias: some.x.map(() => 1), x: some.x } });
    const fit = await fitTrials(trials, glm({ lapses: classLapses({ max: 0.5 }) }), { tolerance: 1e-13 });
    const found = fitPsychometric(some.x, some.choices);
    expect(found.logLikelihood).toBeCloseTo(fit.logLikelihood, 6);
    const [bias, slope] = fit.params.weights.data;
    const [upper, lower] = fit.params.lapses?.data ?? [];
    expect(found.slope).toBeCloseTo(slope, 3);
    expect(found.bias).toBeCloseTo(bias, 3);
    expect(found.lowerLapse).toBeCloseTo(lower, 4);
    expect(found.upperLapse).toBeCloseTo(upper, 4);
    expect(found.threshold).toBeCloseTo(-bias / slope, 3);
    const errors = standardErrors(fit, trials);
    if (errors.kind === 'none') throw new Error(errors.reason);
    const ours = found.standardErrors;
    expect(ours?.slope).toBeCloseTo(errors.weights.data[1], 3);
    expect(ours?.bias).toBeCloseTo(errors.weights.data[0], 3);
    expect(ours?.upperLapse).toBeCloseTo(errors.lapses?.data[0] ?? 0, 4);
    expect(ours?.lowerLapse).toBeCloseTo(errors.lapses?.data[1] ?? 0, 4);
  });

  it('recovers what was simulated within its standard errors', () => {
    const truth = [0.08, 0.15, 3, -0.8];
    let inside = 0;
    for (let seed = 0; seed < 40; seed++) {
      const { x, choices } = drawn(seed, 2000, truth);
      const { lowerLapse, upperLapse, slope, bias, standardErrors: errors, converged } = fitPsychometric(x, choices);
      expect(converged).toBe(true);
      const found = [lowerLapse, upperLapse, slope, bias];
      const widths = [errors?.lowerLapse, errors?.upperLapse, errors?.slope, errors?.bias];
      found.forEach((value, i) => {
        if (Math.abs(value - truth[i]) < 2 * (widths[i] ?? 0)) inside++;
      });
    }
    // 95 % of 160 are 153; a chance of about 1e-4 to fall short of 141
    expect(inside).toBeGreaterThan(141);
  });

  it('finds the likeliest curve, a steep one too: no place of a random search is above it', () => {
    for (let seed = 0; seed < 60; seed++) {
      const draw = random(seed);
      const truth = [0.4 * draw.uniform(), 0.4 * draw.uniform(), 5 * draw.normal(), draw.normal()];
      const some = drawn(seed, 60 + 5 * seed, truth);
      const found = fitPsychometric(some.x, some.choices);
      expect(found.converged, `seed ${seed}`).toBe(true);
      const near = (value: number): number => Math.min(0.5, Math.abs(value + 0.02 * draw.normal()));
      for (let i = 0; i < 200; i++) {
        const place =
          i % 2 === 0
            ? [0.5 * draw.uniform(), 0.5 * draw.uniform(), 6 * draw.normal(), 2 * draw.normal()]
            : [
                near(found.lowerLapse),
                near(found.upperLapse),
                found.slope * (1 + 0.1 * draw.normal()),
                found.bias + 0.1 * draw.normal(),
              ];
        const { value } = psychometricLikelihood(dataOf(some), Float64Array.from(place));
        expect(found.logLikelihood, `seed ${seed}`).toBeGreaterThan(value - 1e-7);
      }
    }
  });

  it('without lapses is logistic regression, whatever the unit of x', () => {
    const { x, choices } = drawn(2, 500, [0, 0, 1.5, 0.5]);
    const theta = [0, 0];
    let information = Matrix.zeros(2, 2);
    for (let i = 0; i < 30; i++) {
      const gradient = [0, 0];
      information = Matrix.zeros(2, 2);
      x.forEach((value, t) => {
        const p = 1 / (1 + Math.exp(-theta[0] * value - theta[1]));
        const row = [value, 1];
        for (const a of [0, 1]) {
          gradient[a] += (choices[t] - p) * row[a];
          for (const b of [0, 1]) information.set(a, b, information.get(a, b) + p * (1 - p) * row[a] * row[b]);
        }
      });
      const step = inverse(information).mmul(Matrix.columnVector(gradient)).to1DArray();
      step.forEach((change, a) => {
        theta[a] += change;
      });
    }
    const [slopeError, biasError] = inverse(information).diagonal().map(Math.sqrt);
    for (const [unit, origin] of [
      [1, 0],
      [1000, 0],
      [0.01, 50],
    ]) {
      const found = fitPsychometric(
        x.map((value) => unit * value + origin),
        choices,
        { lapses: false },
      );
      expect(found.slope * unit).toBeCloseTo(theta[0], 6);
      expect(found.bias + found.slope * origin).toBeCloseTo(theta[1], 5);
      expect(found.standardErrors?.slope).toBeCloseTo(slopeError / unit, 6);
      if (origin === 0) expect(found.standardErrors?.bias).toBeCloseTo(biasError, 6);
      expect(found.standardErrors?.lowerLapse).toBe(null);
      expect(found.lowerLapse).toBe(0);
    }
  });

  it('keeps lapse rates within 0 and their bound exactly, and can reach both', () => {
    const none = drawn(5, 400, [0, 0, 1, 0]);
    const many = drawn(5, 1000, [0.3, 0.3, 4, 0]);
    const free = Array.from({ length: 20 }, (_, seed) =>
      fitPsychometric(drawn(seed, 200, [0, 0, 2, 0]).x, drawn(seed, 200, [0, 0, 2, 0]).choices),
    );
    expect(free.some(({ lowerLapse }) => lowerLapse === 0)).toBe(true);
    for (const { lowerLapse, standardErrors: errors } of free) {
      expect(lowerLapse).toBeGreaterThanOrEqual(0);
      if (lowerLapse === 0 && errors) expect(errors.lowerLapse).toBe(null);
    }
    const bounded = fitPsychometric(many.x, many.choices, { max: 0.1 });
    expect([bounded.lowerLapse, bounded.upperLapse]).toEqual([0.1, 0.1]);
    expect(bounded.converged).toBe(true);
    const without = fitPsychometric(none.x, none.choices, { lapses: false });
    expect(fitPsychometric(none.x, none.choices).logLikelihood).toBeGreaterThanOrEqual(without.logLikelihood - 1e-9);
  });

  it('takes a weight of 2 for a trial that is there twice, 0 and no choice for none', () => {
    const { x, choices } = drawn(6, 300, [0.1, 0.1, 2, 0]);
    const weights = x.map((_, t) => t % 3);
    const repeated = x.flatMap((_, t) => new Array<number>(t % 3).fill(t));
    const one = fitPsychometric(x, choices, { weights });
    const other = fitPsychometric(
      repeated.map((t) => x[t]),
      repeated.map((t) => choices[t]),
    );
    const third = fitPsychometric([...repeated.map((t) => x[t]), Number.NaN], [...repeated.map((t) => choices[t]), -1]);
    for (const same of [other, third]) {
      expect(one.logLikelihood).toBeCloseTo(same.logLikelihood, 9);
      expect(one.slope).toBeCloseTo(same.slope, 6);
      expect(one.numTrials).toBe(same.numTrials);
    }
  });

  it('has no standard errors where choices separate x, or all are the same', () => {
    const x = [-2, -1, 1, 2, -2, -1, 1, 2];
    for (const choices of [x.map((value) => Number(value > 0)), x.map(() => 1)]) {
      const found = fitPsychometric(x, choices);
      expect(found.standardErrors).toBe(null);
      for (const value of [found.slope, found.bias, found.logLikelihood]) expect(value).toSatisfy(Number.isFinite);
    }
  });
});
