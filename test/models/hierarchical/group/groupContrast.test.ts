import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../../src/errors.ts';
import { groupContrast } from '../../../../src/models/hierarchical/group/groupContrast.ts';
import { gaussianGroup } from '../../../../src/models/hierarchical/group/groups.ts';
import { hierarchical } from '../../../../src/models/hierarchical/hierarchical.ts';
import { twoSidedP } from '../../../../src/numerics/studentT.ts';
import { fitSubjects } from '../../../../src/workflows/fitSubjects.ts';
import { level, levelSubjects, meanResponses } from '../../../support/levelSubjects.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const squares = (values: readonly number[]): number => sum(values.map((value) => (value - mean(values)) ** 2));

const byGroup = hierarchical(level, { group: gaussianGroup({ covariates: ['group'] }) });

describe('groupContrast', () => {
  it('of two groups is the t test of the means, where subjects have as many trials each', async () => {
    const group = Array.from({ length: 24 }, (_, s) => (s % 3 === 0 ? 'patient' : 'control'));
    const subjects = levelSubjects(24, { group: ['control', ...group.slice(1)] }, (s) => (s % 3 === 0 ? 2 : 0.5), 3);
    const fit = await fitSubjects(subjects, byGroup);
    const found = groupContrast(fit, { parameter: 'level', weights: { 'group: patient': 1 } });
    const means = meanResponses(subjects);
    const of = (name: string) => means.filter((_, s) => subjects.covariates.group[s] === name);
    const [patients, controls] = [of('patient'), of('control')];
    const difference = mean(patients) - mean(controls);
    const variance = (squares(patients) + squares(controls)) / 22;
    const error = Math.sqrt(variance * (1 / patients.length + 1 / controls.length));
    expect(found.estimate).toBeCloseTo(difference, 6);
    expect(found.standardError).toBeCloseTo(error, 6);
    expect(found.statistic).toBeCloseTo(difference / error, 5);
    expect(found.degreesOfFreedom).toBe(22);
    expect(found.p).toBeCloseTo(twoSidedP(difference / error, 22), 6);
    expect(found.lower).toBeCloseTo(difference - 2.0738730679 * error, 5);
    expect(found.upper).toBeCloseTo(difference + 2.0738730679 * error, 5);
  });

  it('of three groups compares any two, and the mean of one with 0', async () => {
    const group = Array.from({ length: 21 }, (_, s) => ['A', 'B', 'C'][s % 3]);
    const subjects = levelSubjects(21, { group }, (s) => [0, 1, 3][s % 3], 5);
    const fit = await fitSubjects(subjects, byGroup);
    const means = meanResponses(subjects);
    const of = (name: string) => means.filter((_, s) => group[s] === name);
    const variance = (squares(of('A')) + squares(of('B')) + squares(of('C'))) / 18;
    const between = groupContrast(fit, { parameter: 'level', weights: { 'group: C': 1, 'group: B': -1 } });
    expect(between.estimate).toBeCloseTo(mean(of('C')) - mean(of('B')), 6);
    expect(between.standardError).toBeCloseTo(Math.sqrt((2 * variance) / 7), 6);
    const middle = groupContrast(fit, { parameter: 'level', weights: { mean: 1, 'group: C': 1 } });
    expect(middle.estimate).toBeCloseTo(mean(of('C')), 6);
    expect(middle.standardError).toBeCloseTo(Math.sqrt(variance / 7), 6);
    expect(middle.degreesOfFreedom).toBe(18);
  });

  it('of a slope is that of a regression', async () => {
    const age = Array.from({ length: 15 }, (_, s) => 20 + ((s * 7) % 31));
    const subjects = levelSubjects(15, { age }, (s) => 0.1 * age[s], 8);
    const fit = await fitSubjects(
      subjects,
      hierarchical(level, { group: gaussianGroup({ covariates: ['age'], covariance: 'full' }) }),
    );
    const y = meanResponses(subjects);
    const slope = sum(age.map((value, s) => (value - mean(age)) * y[s])) / squares(age);
    const left = y.map((value, s) => value - mean(y) - slope * (age[s] - mean(age)));
    const error = Math.sqrt(sum(left.map((one) => one * one)) / 13 / squares(age));
    const { estimate, standardError } = groupContrast(fit, { parameter: 'level', weights: { age: 1 } });
    expect(estimate).toBeCloseTo(slope, 6);
    expect(standardError).toBeCloseTo(error, 6);
  });

  it('refuses what it cannot compare', async () => {
    const subjects = levelSubjects(6, { group: ['a', 'a', 'a', 'b', 'b', 'b'] }, () => 0, 1);
    const fit = await fitSubjects(subjects, byGroup);
    const alone = await fitSubjects(subjects, hierarchical(level, { prior: 'none' }));
    for (const [call, words] of [
      [() => groupContrast(fit, { parameter: 'levels', weights: { mean: 1 } }), '"level"'],
      [() => groupContrast(fit, { parameter: 'level', weights: { 'group: a': 1 } }), 'group: b'],
      [() => groupContrast(fit, { parameter: 'level', weights: { mean: 0 } }), 'not all be 0'],
      [() => groupContrast(fit, { parameter: 'level', weights: { mean: Number.NaN } }), 'finite'],
      [() => groupContrast(alone, { parameter: 'level', weights: { mean: 1 } }), "prior: 'group'"],
      [() => groupContrast(subjects as never, { parameter: 'level', weights: { mean: 1 } }), 'hierarchical fit'],
    ] as const) {
      expect(call).toThrow(SpecError);
      expect(call).toThrow(words);
    }
  });
});
