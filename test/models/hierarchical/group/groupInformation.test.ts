import { describe, expect, it } from 'vitest';
import { ownBehavior } from '../../../../src/models/behavior/ownBehavior.ts';
import { rescorlaWagner } from '../../../../src/models/behavior/rescorlaWagner.ts';
import type { Subjects } from '../../../../src/models/behavior/subjects.ts';
import { createEStep } from '../../../../src/models/hierarchical/eStep.ts';
import type { GroupParams } from '../../../../src/models/hierarchical/group/groupParams.ts';
import { type GroupFamily, gaussianGroup, studentTGroup } from '../../../../src/models/hierarchical/group/groups.ts';
import { type HierarchicalSpec, hierarchical } from '../../../../src/models/hierarchical/hierarchical.ts';
import type { HierarchicalFit } from '../../../../src/models/hierarchical/hierarchicalFit.ts';
import { quadrature } from '../../../../src/models/hierarchical/integration/integration.ts';
import { hierarchicalProblem } from '../../../../src/models/hierarchical/problem.ts';
import { real } from '../../../../src/models/hierarchical/scales.ts';
import { random } from '../../../../src/numerics/random.ts';
import { fitSubjects } from '../../../../src/workflows/fitSubjects.ts';
import { learners } from '../../../support/learners.ts';

/** y is normal about a level of each subject, with known noise: everything about the group is known in closed form. */
const levels = ownBehavior({
  name: 'level',
  parameters: { level: real() },
  columns: { y: { role: 'response' } },
  logLikelihood: ({ level }, { columns }, math) => {
    let total = math.multiply(0, level);
    for (const y of columns.y) {
      const error = math.subtract(y, level);
      total = math.subtract(total, math.multiply(0.5, math.multiply(error, error)));
    }
    return total;
  },
});

function levelled(numSubjects: number, numTrials: number, covariate?: (s: number) => number): Subjects {
  const draw = random(5);
  const names = Array.from({ length: numSubjects }, (_, s) => `s${s}`);
  return {
    kind: 'subjects',
    names,
    trials: names.map((_, s) => {
      const level = 1 + 0.8 * draw.normal() + (covariate?.(s) ?? 0);
      return {
        numTrials,
        blockStarts: Int32Array.of(0),
        columns: { y: Float64Array.from({ length: numTrials }, () => level + draw.normal()) },
      };
    }),
    classes: {},
    covariates: covariate ? { dose: names.map((_, s) => covariate(s)) } : {},
  };
}

/** Standard errors by differences of the log evidence around the fit: of coefficients, then of log scales. */
function byDifferences(subjects: Subjects, spec: HierarchicalSpec, fit: HierarchicalFit): number[] {
  const problem = hierarchicalProblem(spec, subjects);
  const { coefficients, scale } = fit.group as NonNullable<HierarchicalFit['group']>;
  const center = [...coefficients.data, ...Array.from(scale.data, Math.log)];
  const numCoefficients = coefficients.data.length;
  const evidence = (point: readonly number[]): number => {
    const group: GroupParams = {
      coefficients: Float64Array.from(point.slice(0, numCoefficients)),
      scale: Float64Array.from(point.slice(numCoefficients), Math.exp),
      covariance: null,
    };
    const eStep = createEStep(problem);
    eStep.run(group, false);
    return eStep.posteriors.logEvidence.reduce((sum, value) => sum + value, 0);
  };
  const step = 1e-2;
  const size = center.length;
  const at = (k: number, j: number, a: number, b: number): number =>
    evidence(center.map((value, i) => value + (i === k ? a * step : 0) + (i === j ? b * step : 0)));
  const information = Array.from({ length: size }, (_, k) =>
    Array.from(
      { length: size },
      (_, j) => -(at(k, j, 1, 1) - at(k, j, 1, -1) - at(k, j, -1, 1) + at(k, j, -1, -1)) / (4 * step * step),
    ),
  );
  return inverseDiagonal(information).map(Math.sqrt);
}

function inverseDiagonal(matrix: readonly (readonly number[])[]): number[] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => Number(i === j))]);
  for (let i = 0; i < size; i++) {
    const pivot = rows[i][i];
    rows[i] = rows[i].map((value) => value / pivot);
    for (let k = 0; k < size; k++)
      if (k !== i) {
        const factor = rows[k][i];
        rows[k] = rows[k].map((value, j) => value - factor * rows[i][j]);
      }
  }
  return rows.map((row, i) => row[size + i]);
}

function errorsOf(fit: HierarchicalFit): number[] {
  return [...(fit.group?.coefficientErrors.data ?? []), ...(fit.group?.logScaleErrors.data ?? [])];
}

describe('standard errors of a group', () => {
  it.each([
    ['a mean', gaussianGroup(), undefined],
    ['a mean and a slope', gaussianGroup({ covariates: ['dose'] }), (s: number) => (s % 7) / 3],
  ] as const)(
    'are those of the marginal likelihood where it is known exactly: %s',
    async (_, group: GroupFamily, covariate) => {
      const subjects = levelled(60, 4, covariate);
      const spec = hierarchical(levels, { group });
      const fit = await fitSubjects(subjects, spec, { tolerance: 1e-10 });
      const expected = byDifferences(subjects, spec, fit);
      errorsOf(fit).forEach((error, i) => {
        expect(Math.abs(error / expected[i] - 1)).toBeLessThan(2e-3);
      });
    },
  );

  it('of a normal group: the error of the mean is that of independent subjects', async () => {
    const numTrials = 4;
    const fit = await fitSubjects(levelled(60, numTrials), hierarchical(levels), { tolerance: 1e-10 });
    const variance = (fit.group?.scale.data[0] ?? 0) ** 2;
    expect(errorsOf(fit)[0]).toBeCloseTo(Math.sqrt((variance + 1 / numTrials) / 60), 8);
  });

  it('of a t group are near those of its marginal likelihood', async () => {
    const subjects = levelled(80, 6);
    const spec = hierarchical(levels, { group: studentTGroup({ degreesOfFreedom: 5 }), integration: quadrature() });
    const fit = await fitSubjects(subjects, spec, { tolerance: 1e-8 });
    const expected = byDifferences(subjects, spec, fit);
    errorsOf(fit).forEach((error, i) => {
      expect(Math.abs(error / expected[i] - 1)).toBeLessThan(0.15);
    });
  });

  it('of learners are near those of their true marginal likelihood', async () => {
    const subjects = learners('quickstart_rw1a1b', 60);
    const spec = hierarchical(rescorlaWagner(), { integration: quadrature() });
    const fit = await fitSubjects(subjects, spec, { tolerance: 1e-8 });
    const expected = byDifferences(subjects, spec, fit);
    errorsOf(fit).forEach((error, i) => {
      expect(Math.abs(error / expected[i] - 1)).toBeLessThan(0.2);
    });
  });
});
