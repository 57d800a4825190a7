import { describe, expect, it } from 'vitest';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { simulateSubjects } from '../../src/models/behavior/simulateSubjects.ts';
import { selectSubjects } from '../../src/models/behavior/subjects.ts';
import { twoStep } from '../../src/models/behavior/twoStep.ts';
import {
  cauchyGroup,
  gaussianGroup,
  laplaceGroup,
  studentTGroup,
  weakHyperprior,
} from '../../src/models/hierarchical/group/groups.ts';
import { type HierarchicalSpec, hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { importanceSampling, quadrature } from '../../src/models/hierarchical/integration/integration.ts';
import { normalPrior, ownPrior, uniformPrior } from '../../src/models/hierarchical/priors.ts';
import { toNatural, unit } from '../../src/models/hierarchical/scales.ts';
import { random } from '../../src/numerics/random.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { golden, largestDifference } from '../support/golden.ts';
import { learners, subjectsFrom } from '../support/learners.ts';

const quick = learners('quickstart_rw1a1b', 40);
const oneRate = rescorlaWagner();

describe('a prior that is given', () => {
  const { subjects, prior: reference } = golden('pyem/model_rw1a1b');
  const [beta, rate] = [0, 1].map((k) => normalPrior(reference.mu[k], Math.sqrt(reference.var[k])));
  const prior = { inverseTemperature: beta, learningRate: rate };
  const data = subjectsFrom(
    subjects.map(({ data: { choices } }: { data: { choices: number[][] } }) => choices),
    subjects.map(({ data: { rewards } }: { data: { rewards: number[][] } }) => rewards),
  );

  it('gives the maxima of the reference', async () => {
    const fit = await fitSubjects(data, hierarchical(oneRate, { prior }));
    subjects.forEach(({ MAP }: { MAP: { x: number[]; npl: number; inv_hessian: number[][] } }, s: number) => {
      expect(largestDifference(fit.subjects.mode.data.subarray(2 * s, 2 * s + 2), MAP.x)).toBeLessThan(1e-7);
      expect(-fit.subjects.logLikelihood[s] - fit.subjects.logPrior[s]).toBeCloseTo(MAP.npl, 9);
      expect(largestDifference(fit.subjects.covariance.data.subarray(4 * s, 4 * s + 4), MAP.inv_hessian)).toBeLessThan(
        1e-6,
      );
    });
    expect(fit.group).toBeNull();
    expect(fit.converged).toBe(true);
  });

  it('may be a density of one’s own', async () => {
    const own = ownPrior({
      logDensity: (x, out) => {
        out.value = 0;
        out.hessian.fill(0);
        for (const k of [0, 1]) {
          const [mean, variance] = [reference.mu[k], reference.var[k]];
          out.value -= 0.5 * ((x[k] - mean) ** 2 / variance + Math.log(2 * Math.PI * variance));
          out.gradient[k] = -(x[k] - mean) / variance;
          out.hessian[3 * k] = -1 / variance;
        }
      },
    });
    const [given, written] = await Promise.all([
      fitSubjects(data, hierarchical(oneRate, { prior: own })),
      fitSubjects(data, hierarchical(oneRate, { prior })),
    ]);
    expect(largestDifference(given.subjects.mode.data, Array.from(written.subjects.mode.data))).toBeLessThan(1e-9);
    expect(given.logEvidence).toBeCloseTo(written.logEvidence, 9);
  });

  it('keeps a uniform prior’s bounds', async () => {
    const narrow = { inverseTemperature: uniformPrior(-5, -2), learningRate: uniformPrior(-3, 3) };
    const fit = await fitSubjects(quick, hierarchical(oneRate, { prior: narrow }));
    for (let s = 0; s < 40; s++) {
      expect(fit.subjects.mode.data[2 * s]).toBeLessThanOrEqual(-2);
      expect(Math.abs(fit.subjects.mode.data[2 * s + 1])).toBeLessThanOrEqual(3);
    }
  });
});

describe('maximum likelihood', () => {
  it('is at least as likely as the reference’s, subject by subject', async () => {
    const reference = golden('pyem/scipy_minimize_mle_rw1a1b');
    const fit = await fitSubjects(quick, hierarchical(oneRate, { prior: 'none' }));
    fit.subjects.logLikelihood.forEach((value, s) => {
      expect(value).toBeGreaterThan(-reference.NLL[s] - 1e-3);
    });
    expect(Number.isNaN(fit.logEvidence)).toBe(true);
    expect(fit.diagnostics.map(({ code }) => code)).toContain('subjectAtBound');
  });

  it('keeps to bounds in natural values', async () => {
    const bounds = { inverseTemperature: [0.5, 5], learningRate: [0, 0.6] } as const;
    const fit = await fitSubjects(quick, hierarchical(oneRate, { prior: 'none', bounds }));
    for (let s = 0; s < 40; s++) {
      const beta = 20 * toNatural(unit(), fit.subjects.mode.data[2 * s]);
      expect(beta).toBeGreaterThan(0.5 - 1e-9);
      expect(beta).toBeLessThan(5 + 1e-9);
      expect(toNatural(unit(), fit.subjects.mode.data[2 * s + 1])).toBeLessThan(0.6 + 1e-9);
    }
  });
});

describe('a group', () => {
  it('is the same for any order of subjects', async () => {
    const order = Array.from({ length: 40 }, (_, s) => (7 * s) % 40);
    const [one, other] = await Promise.all([
      fitSubjects(quick, hierarchical(oneRate)),
      fitSubjects(selectSubjects(quick, order), hierarchical(oneRate)),
    ]);
    expect(
      largestDifference(other.group?.coefficients.data ?? [], Array.from(one.group?.coefficients.data ?? [])),
    ).toBeLessThan(1e-6);
    order.forEach((from, to) => {
      expect(other.subjects.mode.data[2 * to]).toBeCloseTo(one.subjects.mode.data[2 * from], 5);
    });
  });

  it.each([
    ['laplace', laplaceGroup()],
    ['t', studentTGroup()],
    ['cauchy', cauchyGroup()],
    ['full covariance', gaussianGroup({ covariance: 'full' })],
  ])('of another family converges near the normal one: %s', async (_, group) => {
    const fit = await fitSubjects(quick, hierarchical(oneRate, { group }));
    const normal = await fitSubjects(quick, hierarchical(oneRate));
    expect(fit.converged).toBe(true);
    expect(
      largestDifference(fit.group?.coefficients.data ?? [], Array.from(normal.group?.coefficients.data ?? [])),
    ).toBeLessThan(0.4);
    expect(fit.group?.coefficientErrors.data.every((error) => error > 0 && error < 1)).toBe(true);
  });

  it('recovers a correlation between parameters', async () => {
    const draw = random(11);
    const parameters = Array.from({ length: 150 }, () => {
      const [a, b] = [draw.normal(), draw.normal()];
      return [20 * toNatural(unit(), -1.2 + 0.6 * a), toNatural(unit(), 0.7 * a + 0.7 * b)];
    });
    const subjects = simulateSubjects(oneRate, { parameters, task: { numBlocks: 10, numTrials: 40 }, seed: 2 });
    const fit = await fitSubjects(subjects, hierarchical(oneRate, { group: gaussianGroup({ covariance: 'full' }) }));
    const [v, c, , w] = fit.group?.covariance?.data ?? [];
    expect(c / Math.sqrt(v * w)).toBeGreaterThan(0.5);
    expect(c / Math.sqrt(v * w)).toBeLessThan(0.9);
  });

  it('with a hyperprior of great strength has its variance', async () => {
    const spec = hierarchical(oneRate, { hyperprior: weakHyperprior({ standardDeviation: 2, strength: 1e7 }) });
    const fit = await fitSubjects(quick, spec);
    expect(fit.group?.scale.data[0]).toBeCloseTo(2, 3);
  });

  it('ends in the same place from other starts', async () => {
    const first = await fitSubjects(quick, hierarchical(oneRate));
    const start = { mean: { inverseTemperature: -1, learningRate: 1 }, standardDeviation: { learningRate: 0.5 } };
    const other = await fitSubjects(quick, hierarchical(oneRate), { start, restarts: 3, seed: 4 });
    expect(
      largestDifference(other.group?.coefficients.data ?? [], Array.from(first.group?.coefficients.data ?? [])),
    ).toBeLessThan(1e-5);
  });

  it('by importance sampling is near that by quadrature', async () => {
    const spec = (integration: HierarchicalSpec['integration']) => hierarchical(oneRate, { integration });
    const exact = await fitSubjects(quick, spec(quadrature()), { tolerance: 1e-5 });
    const sampled = await fitSubjects(quick, spec(importanceSampling({ draws: 2000 })), { tolerance: 1e-5 });
    expect(Math.abs(sampled.logEvidence - exact.logEvidence)).toBeLessThan(1);
    const [, error] = exact.group?.coefficientErrors.data ?? [];
    expect(
      Math.abs((sampled.group?.coefficients.data[1] ?? 0) - (exact.group?.coefficients.data[1] ?? 0)),
    ).toBeLessThan(error);
  });

  it('of six parameters converges', async () => {
    const spec = twoStep({ learning: 'sarsa' });
    const draw = random(3);
    const parameters = Array.from({ length: 12 }, () =>
      [4, 3, 0.4, 0.4, 0.6].map((value) => value * (0.7 + 0.6 * draw.uniform())).concat(0.2 * draw.normal()),
    );
    const subjects = simulateSubjects(spec, { parameters, seed: 1 });
    const fit = await fitSubjects(subjects, hierarchical(spec, { hyperprior: weakHyperprior() }));
    expect(fit.converged).toBe(true);
    expect(fit.subjects.status.every((status) => status === 'converged')).toBe(true);
  });
});

describe('the run of a fit', () => {
  it('can be stopped', async () => {
    const stop = new AbortController();
    const fitting = fitSubjects(quick, hierarchical(oneRate), {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(fitting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('reports log evidence, and that it is done', async () => {
    const seen: { done: boolean; objective?: string }[] = [];
    await fitSubjects(quick, hierarchical(oneRate), { onProgress: (now) => seen.push(now) });
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.every(({ objective }) => objective === 'log evidence')).toBe(true);
    expect(seen.map(({ done }) => done).lastIndexOf(true)).toBe(seen.length - 1);
  });

  it('that is cut short says so', async () => {
    const fit = await fitSubjects(quick, hierarchical(oneRate), { maxIterations: 3 });
    expect(fit.converged).toBe(false);
    expect(fit.diagnostics[0].code).toBe('notConverged');
    expect(fit.trace).toHaveLength(3);
  });

  it('gives the same numbers again, bit for bit', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => fitSubjects(quick, hierarchical(oneRate))));
    expect({ ...other, seconds: 0 }).toEqual({ ...one, seconds: 0 });
  });
});
