import { beforeAll, describe, expect, it } from 'vitest';
import { DataError } from '../../../../src/errors.ts';
import { behaviorOf } from '../../../../src/models/behavior/behaviors.ts';
import { ownBehavior } from '../../../../src/models/behavior/ownBehavior.ts';
import { rescorlaWagner } from '../../../../src/models/behavior/rescorlaWagner.ts';
import type { Subjects } from '../../../../src/models/behavior/subjects.ts';
import { gaussianGroup, laplaceGroup, studentTGroup } from '../../../../src/models/hierarchical/group/groups.ts';
import { type HierarchicalSpec, hierarchical } from '../../../../src/models/hierarchical/hierarchical.ts';
import type { HierarchicalFit } from '../../../../src/models/hierarchical/hierarchicalFit.ts';
import { averageOverDraws, groupDrawsOf } from '../../../../src/models/hierarchical/integration/priorDraws.ts';
import { hierarchicalProblem } from '../../../../src/models/hierarchical/problem.ts';
import { real, toNatural } from '../../../../src/models/hierarchical/scales.ts';
import { plainArithmetic } from '../../../../src/numerics/differentiation/plainArithmetic.ts';
import { fitSubjects } from '../../../../src/workflows/fitSubjects.ts';
import { integratedBic } from '../../../../src/workflows/integratedBic.ts';
import { golden } from '../../../support/golden.ts';
import { learners } from '../../../support/learners.ts';

const oneRate = hierarchical(rescorlaWagner());
const twoRates = hierarchical(rescorlaWagner({ learningRates: 2 }));

describe('averages over draws from the group', () => {
  const { z, cases } = golden('pyem/bicint_fixed_draws');

  it.each([0, 1, 2])('are those of the reference with its draws (case %i)', (which) => {
    const { data_file, model, mu, var: variances, iLog, BICint_pyem } = cases[which];
    const spec = model === 'RW2' ? twoRates : oneRate;
    const subjects = learners(data_file.replace('.json', ''));
    const problem = { ...hierarchicalProblem(spec, subjects), logLikelihood: guardedLikelihood(spec, subjects) };
    const group = {
      coefficients: Float64Array.from(mu as number[]),
      scale: Float64Array.from(variances as number[], Math.sqrt),
      covariance: null,
    };
    const draws: number[][] = z[0].map((_: number, i: number) => mu.map((__: number, k: number) => z[k][i]));
    let total = 0;
    iLog.forEach((expected: number, s: number) => {
      const found = averageOverDraws(problem, s, groupDrawsOf(group, problem.design, s, draws)).logIntegral;
      expect(Math.abs(found - expected)).toBeLessThan(1e-10);
      total += found;
    });
    expect(mu.length * Math.log(96) - 2 * total).toBeCloseTo(BICint_pyem, 8);
  });
});

/** As in the reference, which adds 1e-12 to each probability. */
function guardedLikelihood(spec: HierarchicalSpec, { trials }: Subjects): (s: number, x: Float64Array) => number {
  const model = behaviorOf(spec.model);
  const scales = Object.entries(model.parameters);
  return (s, x) => {
    let sum = 0;
    const natural = Object.fromEntries(scales.map(([name, scale], k) => [name, toNatural(scale, x[k])]));
    model.logLikelihood(natural, trials[s], plainArithmetic, (latent, _, value) => {
      if (latent === 'logLikelihood') sum += Math.log(Math.exp(value) + 1e-12);
    });
    return sum;
  };
}

describe('integratedBic', () => {
  const subjects = learners('quickstart_rw1a1b');
  const exact = golden('pyem/em_exact_quickstart').models.rw1a1b;
  let fit: HierarchicalFit;
  beforeAll(async () => {
    fit = await fitSubjects(subjects, oneRate);
  });

  it('is that of the reference, under either penalty', async () => {
    const found = await integratedBic(fit, subjects);
    expect(Math.abs(found.value - exact.BICint_exact_2k_totaltrials_penalty)).toBeLessThan(1e-3);
    expect(found.penalty).toBeCloseTo(4 * Math.log(9600), 12);
    expect(found.method).toBe('quadrature');
    expect(found.error).toBeLessThan(5e-3);
    exact.integrated_loglik_quadrature.forEach((expected: number, s: number) => {
      expect(Math.abs(found.bySubject[s] - expected)).toBeLessThan(1e-4);
    });
    const asPyem = await integratedBic(fit, subjects, { penalty: 'pyem' });
    expect(Math.abs(asPyem.value - exact.BICint_exact_pyem_penalty)).toBeLessThan(1e-3);
  });

  it('is estimated by draws, to within the errors that it states', async () => {
    const reference = exact.BICint_exact_2k_totaltrials_penalty;
    for (const method of ['importanceSampling', 'priorDraws'] as const) {
      const { value, error, draws } = await integratedBic(fit, subjects, { method, draws: 500, seed: 3 });
      expect(draws).toBe(500);
      expect(error).toBeGreaterThan(0);
      expect(Math.abs(value - reference)).toBeLessThan(4 * error);
    }
  });

  it('takes given draws, whose errors go together in all subjects', async () => {
    const { z } = golden('pyem/bicint_fixed_draws');
    const draws: number[][] = z[0].map((first: number, i: number) => [first, z[1][i]]);
    const shared = await integratedBic(fit, subjects, { z: draws });
    expect(shared.method).toBe('priorDraws');
    expect(shared.draws).toBe(250);
    expect(Math.abs(shared.value - exact.BICint_exact_2k_totaltrials_penalty)).toBeLessThan(4 * shared.error);
    const [trials] = subjects.trials;
    const copies = { ...subjects, names: ['a', 'b', 'c', 'd'], trials: [trials, trials, trials, trials] };
    const alike = await fitSubjects(copies, oneRate, { maxIterations: 2 });
    const together = await integratedBic(alike, copies, { z: draws });
    expect(together.error).toBeCloseTo(2 * 4 * together.errorBySubject[0], 10);
    const apart = await integratedBic(alike, copies, { method: 'priorDraws' });
    expect(apart.error).toBeCloseTo(2 * Math.hypot(...apart.errorBySubject), 10);
  });

  it('integrates over groups of any family, with as many parameters as were fitted', async () => {
    const few = learners('compare_rw1_rw2', 12);
    for (const [group, numParameters] of [
      [laplaceGroup(), 4],
      [studentTGroup(), 4],
      [gaussianGroup({ covariance: 'full' }), 5],
    ] as const) {
      const own = await fitSubjects(few, hierarchical(rescorlaWagner(), { group }), { maxIterations: 30 });
      const byRule = await integratedBic(own, few);
      const byDraws = await integratedBic(own, few, { method: 'priorDraws', draws: 4000 });
      expect(byRule.penalty).toBeCloseTo(numParameters * Math.log(12 * 96), 10);
      expect(Math.abs(byRule.value - byDraws.value)).toBeLessThan(4 * byDraws.error + byRule.error);
    }
  });

  it('refuses a subject whose integral is not finite, by name', async () => {
    // possible near x = 0 only, where prior draws hardly ever are
    const spec = hierarchical(
      ownBehavior({
        name: 'narrow',
        parameters: { level: real() },
        columns: { y: { role: 'response' } },
        logLikelihood: ({ level }, { columns }, math) =>
          Math.abs(math.valueOf(level) - columns.y[0]) < 1e-9
            ? math.multiply(-0.5, math.multiply(level, level))
            : -Infinity,
      }),
    );
    const narrow: Subjects = {
      kind: 'subjects',
      names: ['here', 'there', 'nowhere'],
      trials: [0, 0, 0].map((y) => ({
        numTrials: 1,
        blockStarts: Int32Array.of(0),
        columns: { y: Float64Array.of(y) },
      })),
      classes: {},
      covariates: {},
    };
    const found = await fitSubjects(narrow, spec, { maxIterations: 2 });
    const refusal = integratedBic(found, narrow, { method: 'priorDraws', draws: 20 });
    await expect(refusal).rejects.toThrow(DataError);
    await expect(refusal).rejects.toThrow('Subject "here": the likelihood integrated over the group by priorDraws');
  });

  it('refuses other subjects, fits without a group and options that do not go together', async () => {
    const others = learners('compare_rw1_rw2');
    await expect(integratedBic(fit, others)).rejects.toThrow('Give the subjects that it was fitted to');
    const renamed = { ...learners('compare_rw1_rw2', 50), names: subjects.names.slice(0, 50) };
    const few = { ...fit, subjects: { ...fit.subjects, names: subjects.names.slice(0, 50) } };
    await expect(integratedBic(few, renamed)).rejects.toThrow('has other trials than the fit was made from');
    const alone = await fitSubjects(learners('compare_rw1_rw2', 2), hierarchical(rescorlaWagner(), { prior: 'none' }));
    await expect(integratedBic(alone, learners('compare_rw1_rw2', 2))).rejects.toThrow("Fit with prior: 'group'");
    const z = [...Array(20).keys()].map(() => [0, 0]);
    await expect(integratedBic(fit, subjects, { z: z.map(() => [0]) })).rejects.toThrow('rows of 2 finite numbers');
    await expect(integratedBic(fit, subjects, { z, method: 'quadrature' })).rejects.toThrow('Leave it out');
    await expect(integratedBic(fit, subjects, { draws: 3 })).rejects.toThrow('at least 20');
    await expect(integratedBic(fit, subjects, { penalty: 'huys' } as object)).rejects.toThrow("'groupParameters' or");
    await expect(integratedBic(fit, subjects, { nodes: 3 } as object)).rejects.toThrow('not an option');
  });

  it('tells of its progress and can be aborted', async () => {
    const seen: (number | undefined)[] = [];
    await integratedBic(fit, subjects, {
      onProgress: ({ fit: subject, done }) => seen.push(done ? undefined : subject),
    });
    expect(seen).toHaveLength(101);
    expect(seen.slice(0, 3)).toEqual([1, 2, 3]);
    await expect(integratedBic(fit, subjects, { signal: AbortSignal.abort() })).rejects.toThrow('abort');
  });
});
