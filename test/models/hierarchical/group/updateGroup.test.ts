import { describe, expect, it } from 'vitest';
import type { GroupDesign } from '../../../../src/models/hierarchical/group/groupParams.ts';
import {
  cauchyGroup,
  type GroupFamily,
  gaussianGroup,
  laplaceGroup,
  studentTGroup,
  weakHyperprior,
} from '../../../../src/models/hierarchical/group/groups.ts';
import { updateGroup } from '../../../../src/models/hierarchical/group/updateGroup.ts';
import { random } from '../../../../src/numerics/random.ts';
import { golden } from '../../../support/golden.ts';

function meanOnly(numSubjects: number): GroupDesign {
  return { names: ['mean'], rows: new Float64Array(numSubjects).fill(1), numSubjects };
}

function moments(mean: readonly (readonly number[])[], covariance: readonly (readonly (readonly number[])[])[]) {
  return { mean: Float64Array.from(mean.flat()), covariance: Float64Array.from(covariance.flat(2)) };
}

describe('updateGroup', () => {
  const { m, inv_h, families } = golden('pyem/mstep');

  it.each([
    ['gaussian', gaussianGroup(), 1e-9],
    ['laplace', laplaceGroup(), 1e-6],
    ['student_t', studentTGroup(), 1e-9],
    ['cauchy', cauchyGroup(), 1e-9],
  ] as const)('%s: location and scale are those of the reference', (name, family: GroupFamily, tolerance) => {
    const { coefficients, scale } = updateGroup(family, moments(m, inv_h), meanOnly(m.length));
    const { hyper } = families[name];
    for (const k of [0, 1]) {
      expect(Math.abs(coefficients[k] - (hyper.loc ?? hyper.mu)[k])).toBeLessThan(tolerance);
      const expected = hyper.scale ? hyper.scale[k] : Math.sqrt(hyper.var[k]);
      expect(Math.abs(scale[k] - expected)).toBeLessThan(tolerance);
    }
  });

  it('takes (H⁻¹)_kk for the variance of a subject, not 1 / H_kk', () => {
    // H = [[10, 9], [9, 10]]
    const inverse = [
      [10 / 19, -9 / 19],
      [-9 / 19, 10 / 19],
    ];
    const { scale } = updateGroup(
      gaussianGroup(),
      moments(
        [
          [1, 1],
          [1, 1],
        ],
        [inverse, inverse],
      ),
      meanOnly(2),
    );
    expect(scale[0] ** 2).toBeCloseTo(0.526, 3);
  });

  it('finds slopes on covariates by least squares, and the covariance of what is left', () => {
    const draw = random(3);
    const numSubjects = 50;
    const age = Array.from({ length: numSubjects }, () => draw.normal());
    const rows = Float64Array.from(age.flatMap((value) => [1, value]));
    const mean = age.map((value) => [0.5 + 2 * value, -1 - value]);
    const covariance = mean.map(() => [
      [0.1, 0.03],
      [0.03, 0.2],
    ]);
    const found = updateGroup(gaussianGroup({ covariance: 'full' }), moments(mean, covariance), {
      names: ['mean', 'age'],
      rows,
      numSubjects,
    });
    [0.5, -1, 2, -1].forEach((value, i) => {
      expect(found.coefficients[i]).toBeCloseTo(value, 12);
    });
    [0.1, 0.03, 0.03, 0.2].forEach((value, i) => {
      expect(found.covariance?.[i]).toBeCloseTo(value, 12);
    });
  });

  it('leaves a group of subjects without data as it is, in every family', () => {
    // the normal approximation that each family gives a subject that only its prior speaks of
    const variances = { gaussian: 4, laplace: (Math.PI / 2) * 4, studentT: 4, cauchy: 4 };
    for (const family of [gaussianGroup(), laplaceGroup(), studentTGroup({ degreesOfFreedom: 5 }), cauchyGroup()]) {
      const variance = variances[family.kind];
      const found = updateGroup(
        family,
        moments([[1], [1], [1]], [[[variance]], [[variance]], [[variance]]]),
        meanOnly(3),
      );
      expect(found.coefficients[0]).toBeCloseTo(1, 9);
      expect(found.scale[0]).toBeCloseTo(2, 9);
    }
  });

  it('a weak hyperprior counts as so many subjects more', () => {
    const data = moments([[1], [3]], [[[0]], [[0]]]);
    const { scale } = updateGroup(
      gaussianGroup(),
      data,
      meanOnly(2),
      weakHyperprior({ standardDeviation: 2, strength: 2 }),
    );
    expect(scale[0] ** 2).toBeCloseTo((1 + 1 + 2 * 4) / 4, 12);
  });

  it('a group whose subjects are all alike does not fall below the least scale', () => {
    const { scale } = updateGroup(gaussianGroup(), moments([[1], [1]], [[[0]], [[0]]]), meanOnly(2));
    expect(scale[0]).toBe(0.01);
  });
});
