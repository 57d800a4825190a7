import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../../src/errors.ts';
import { behaviorOf } from '../../../../src/models/behavior/behaviors.ts';
import { rescorlaWagner } from '../../../../src/models/behavior/rescorlaWagner.ts';
import { signalDetection } from '../../../../src/models/behavior/signalDetection.ts';
import { groupDraws } from '../../../../src/models/hierarchical/group/drawFromGroup.ts';
import {
  cauchyGroup,
  type GroupFamily,
  gaussianGroup,
  laplaceGroup,
  studentTGroup,
} from '../../../../src/models/hierarchical/group/groups.ts';
import { hierarchical } from '../../../../src/models/hierarchical/hierarchical.ts';
import type { HierarchicalFit } from '../../../../src/models/hierarchical/hierarchicalFit.ts';
import { type TrueParameters, truthsOf } from '../../../../src/models/hierarchical/truths/trueParameters.ts';
import {
  betaTruths,
  type TruthDistribution,
  truncatedNormalTruths,
  uniformTruths,
} from '../../../../src/models/hierarchical/truths/truths.ts';
import { quantile } from '../../../../src/numerics/quantile.ts';
import { random } from '../../../../src/numerics/random.ts';
import { fitSubjects } from '../../../../src/workflows/fitSubjects.ts';
import { learners } from '../../../support/learners.ts';

const learner = behaviorOf(rescorlaWagner());
const observer = behaviorOf(signalDetection());
const numSubjects = 4000;

const drawn = (parameters: TrueParameters, model = learner, seed = 1) =>
  truthsOf(model, parameters, undefined).draw(numSubjects, seed);
const column = (rows: readonly (readonly number[])[], k: number) => rows.map((row) => row[k]);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value / values.length, 0);
const sd = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
/** Standard errors that a mean of draws may be off. */
const errors = 4 / Math.sqrt(numSubjects);

describe('distributions of true values', () => {
  it('are drawn from within their bounds, with their moments', () => {
    const rows = drawn({ inverseTemperature: uniformTruths(2, 8), learningRate: betaTruths(2, 3) });
    const [temperatures, rates] = [column(rows, 0), column(rows, 1)];
    expect(Math.min(...temperatures)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...temperatures)).toBeLessThan(8);
    expect(Math.abs(mean(temperatures) - 5)).toBeLessThan(errors * Math.sqrt(3));
    expect(Math.abs(mean(rates) - 0.4)).toBeLessThan(errors * 0.2);
    const normal = column(
      drawn({ learningRate: truncatedNormalTruths({ mean: 0.4, standardDeviation: 0.05, max: 0.45 }) }),
      1,
    );
    expect(Math.max(...normal)).toBeLessThanOrEqual(0.45);
    expect(quantile(normal, 0.5)).toBeCloseTo(0.3893, 2);
  });

  it('of a truncated normal end where the scale does', () => {
    const rows = drawn({ inverseTemperature: truncatedNormalTruths({ mean: 0, standardDeviation: 30 }) });
    const values = column(rows, 0);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThanOrEqual(20);
  });

  it('are standard normal in x for parameters without one', () => {
    const rows = drawn({ sensitivity: uniformTruths(1, 2) }, observer);
    const criteria = column(rows, 1);
    expect(Math.abs(mean(criteria))).toBeLessThan(errors);
    expect(Math.abs(sd(criteria) - 1)).toBeLessThan(errors);
  });

  it('give a subject the same whatever the number of subjects', () => {
    const truths = truthsOf(learner, { learningRate: betaTruths(2, 3) }, undefined);
    expect(truths.draw(20, 3).slice(0, 5)).toEqual(truths.draw(5, 3));
    expect(truths.draw(5, 4)).not.toEqual(truths.draw(5, 3));
  });

  it('are plain data, complete but for bounds that are the scale’s', () => {
    const all = [
      uniformTruths(1, 2),
      truncatedNormalTruths({ mean: 1, standardDeviation: 2 }),
      truncatedNormalTruths({ mean: 1, standardDeviation: 2, min: 0, max: 9 }),
      betaTruths(1, 2),
    ];
    expect(JSON.parse(JSON.stringify(all))).toEqual(all);
    expect(all[1]).toEqual({ kind: 'truncatedNormal', mean: 1, standardDeviation: 2 });
    expect(all[3]).toEqual({ kind: 'beta', a: 1, b: 2, min: 0, max: 1 });
  });

  it.each([
    [() => uniformTruths(2, 2), 'max of uniformTruths() must be above min, 2, but is 2.'],
    [() => uniformTruths(Number.NaN, 2), 'min must be a finite number, but is NaN.'],
    [
      () => truncatedNormalTruths({ mean: 1, standardDeviation: 1, min: 3, max: 2 }),
      'max of truncatedNormalTruths() must be above min, 3, but is 2.',
    ],
    [
      () => truncatedNormalTruths({ mean: 1, standardDeviation: 0 }),
      'standardDeviation must be a finite number above 0, but is 0.',
    ],
    [() => betaTruths(0, 1), 'a must be a finite number above 0, but is 0.'],
    [
      () => betaTruths(1, 1, { max: 8 }),
      'max of betaTruths() must be between 0 and 1, as all its values are, but is 8.',
    ],
    [() => betaTruths(1, 1, { min: 0.6, max: 0.4 }), 'max of betaTruths() must be above min, 0.6, but is 0.4.'],
  ])('that cannot be are refused: %#', (make, message) => {
    expect(make).toThrow(SpecError);
    expect(make).toThrow(message);
  });
});

describe('true values', () => {
  it.each<[TrueParameters, RegExp]>([
    [
      [[1, 0.5, 3]],
      /^parameters of subject 0 .* must be 2 natural values, of inverseTemperature, learningRate, but are/,
    ],
    [[[1, 1.5]], /^learningRate of subject 0 \(counted from 0\) is a parameter between 0 and 1, but is 1\.5\./],
    [[], /^parameters hold no subject\./],
    [{ learningRte: [0.1] }, /^parameters names "learningRte"\. Did you mean "learningRate"\?/],
    [{ learningRate: [0.1] }, /^parameters\.inverseTemperature must be a list of true values, one a subject/],
    [{ learningRate: [0.1], inverseTemperature: [1, 2] }, /holds 2, 1 of inverseTemperature, learningRate\.$/],
    [
      { learningRate: uniformTruths(0, 1.2) },
      /^max of the true values of "learningRate" is 1\.2, but it is a parameter between 0 and 1\./,
    ],
    [
      { inverseTemperature: truncatedNormalTruths({ mean: 1, standardDeviation: 1, min: -1 }) },
      /^min of the true values of "inverseTemperature" is -1, but it is a parameter between 0 and 20\./,
    ],
    [
      { learningRate: { kind: 'normal' } as unknown as TruthDistribution },
      /^parameters\.learningRate must be made by uniformTruths\(\), truncatedNormalTruths\(\) or betaTruths\(\)/,
    ],
    [7 as unknown as TrueParameters, /^parameters must be true values, distributions .* or a fit, but is 7\.$/],
  ])('that cannot be are refused: %#', (parameters, message) => {
    expect(() => truthsOf(learner, parameters, undefined)).toThrow(message);
  });

  it('are taken as rows, as an array with axes and as lists by parameter alike', () => {
    const rows = [
      [3, 0.2],
      [5, 0.6],
    ];
    const array = { axes: ['subject', 'parameter'] as const, shape: [2, 2], data: Float64Array.from(rows.flat()) };
    const lists = { learningRate: Float64Array.of(0.2, 0.6), inverseTemperature: [3, 5] };
    for (const parameters of [rows, array, lists]) expect(drawn(parameters)).toEqual(rows);
  });
});

describe('draws from a fitted group', () => {
  const subjects = learners('quickstart_rw1a1b', 30);
  const fitted = (group: GroupFamily) => fitSubjects(subjects, hierarchical(rescorlaWagner(), { group }));
  const draws = (fit: HierarchicalFit) => {
    const draw = groupDraws(fit, undefined);
    const source = random(5);
    return Array.from({ length: numSubjects }, (_, s) => Array.from(draw(s, source)));
  };

  it('have its means and covariance', async () => {
    const fit = await fitted(gaussianGroup({ covariance: 'full' }));
    const rows = draws(fit);
    const { coefficients, covariance } = fit.group as {
      coefficients: { data: Float64Array };
      covariance: { data: Float64Array };
    };
    const deviations = [0, 1].map((k) => column(rows, k).map((x) => x - coefficients.data[k]));
    for (const k of [0, 1]) {
      const width = Math.sqrt(covariance.data[3 * k]);
      expect(Math.abs(mean(deviations[k]))).toBeLessThan(errors * width);
      for (const j of [0, 1]) {
        const found = mean(deviations[k].map((x, s) => x * deviations[j][s]));
        expect(Math.abs(found - covariance.data[2 * k + j])).toBeLessThan(
          errors * Math.sqrt(2) * width * Math.sqrt(covariance.data[3 * j]),
        );
      }
    }
  });

  it.each([
    // quartiles of the standard densities
    ['laplace', laplaceGroup(), Math.log(2)],
    ['t', studentTGroup({ degreesOfFreedom: 3 }), 0.764892],
    ['Cauchy', cauchyGroup(), 1],
  ] as const)('have the quartiles of a %s group', async (_, group, quartile) => {
    const fit = await fitted(group);
    const rows = draws(fit);
    for (const k of [0, 1]) {
      const [location, scale] = [fit.group?.coefficients.data[k] ?? 0, fit.group?.scale.data[k] ?? 0];
      const units = column(rows, k).map((x) => (x - location) / scale);
      for (const [p, expected] of [
        [0.25, -quartile],
        [0.5, 0],
        [0.75, quartile],
      ])
        expect(Math.abs(Number(quantile(units, p)) - expected)).toBeLessThan(0.15);
    }
  });

  it('are of the fit’s own scales, and refused where the model has others', async () => {
    const fit = await fitted(gaussianGroup());
    const narrow = behaviorOf(rescorlaWagner({ maxInverseTemperature: 0.01 }));
    expect(() => drawn(fit, narrow)).toThrow(/^inverseTemperature is a parameter between 0 and 0\.01/);
    expect(() => drawn(fit, observer)).toThrow(
      /^parameters is a fit of inverseTemperature, learningRate, but the model has sensitivity, criterion\./,
    );
  });

  it('follow covariates, of subjects like which they are', async () => {
    const ill = subjects.names.map((_, s) => (s % 2 === 0 ? 'no' : 'yes'));
    const like = { ...subjects, covariates: { ill } };
    const fit = await fitSubjects(
      like,
      hierarchical(rescorlaWagner(), { group: gaussianGroup({ covariates: ['ill'] }) }),
    );
    const draw = groupDraws(fit, like);
    const of = (subject: number) => mean(Array.from({ length: numSubjects }, (_, i) => draw(subject, random(i))[1]));
    const { coefficients, scale } = fit.group as {
      coefficients: { data: Float64Array };
      scale: { data: Float64Array };
    };
    expect(Math.abs(of(0) - coefficients.data[1])).toBeLessThan(errors * scale.data[1]);
    expect(of(1) - of(0)).toBeCloseTo(coefficients.data[3], 10);
    expect(() => groupDraws(fit, undefined)).toThrow(
      /^The group of the fit depends on ill, which new subjects do not have\./,
    );
    const others = { ...like, covariates: { ill: [...ill].reverse() } };
    expect(() => groupDraws(fit, others)).toThrow(/Give subjects with the same values, in the same order/);
  });

  it('need a group', async () => {
    const fit = await fitSubjects(subjects, hierarchical(rescorlaWagner(), { prior: 'none' }));
    expect(() => groupDraws(fit, undefined)).toThrow(/^parameters is a fit without a group/);
  });
});
