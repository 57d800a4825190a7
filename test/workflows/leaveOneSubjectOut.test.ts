import { describe, expect, it } from 'vitest';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { type Subjects, selectSubjects } from '../../src/models/behavior/subjects.ts';
import { gaussianGroup, weakHyperprior } from '../../src/models/hierarchical/group/groups.ts';
import {
  type HierarchicalOptions,
  type HierarchicalSpec,
  hierarchical,
} from '../../src/models/hierarchical/hierarchical.ts';
import { importanceSampling, quadrature } from '../../src/models/hierarchical/integration/integration.ts';
import { normalPrior } from '../../src/models/hierarchical/priors.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { leaveOneSubjectOut } from '../../src/workflows/leaveOneSubjectOut.ts';
import { learners } from '../support/learners.ts';
import { level, levelSubjects } from '../support/levelSubjects.ts';

/** The evidence of a subject under the group of the others, by fitting these from scratch. */
async function refitted(subjects: Subjects, spec: HierarchicalSpec, left: number): Promise<number> {
  const others = selectSubjects(
    subjects,
    subjects.names.flatMap((_, s) => (s === left ? [] : [s])),
  );
  const { group, parameterNames } = await fitSubjects(others, spec);
  const prior = Object.fromEntries(
    parameterNames.map((name, k) => [
      name,
      normalPrior(group?.coefficients.data[k] ?? Number.NaN, group?.scale.data[k] ?? Number.NaN),
    ]),
  );
  const alone = hierarchical(spec.model, { prior, integration: spec.integration });
  return (await fitSubjects(selectSubjects(subjects, [left]), alone)).logEvidence;
}

describe('leaveOneSubjectOut', () => {
  const subjects = learners('quickstart_rw1a1b', 20);

  it.each([
    ['laplace', {}],
    ['a hyperprior', { hyperprior: weakHyperprior() }],
    ['quadrature', { integration: quadrature({ nodes: 7 }) }],
    ['importance sampling', { integration: importanceSampling({ draws: 200 }) }],
  ] satisfies [string, HierarchicalOptions][])(
    'is what fitting the others from scratch gives (%s)',
    async (_, options) => {
      const spec = hierarchical(rescorlaWagner(), options);
      const found = await leaveOneSubjectOut(subjects, spec);
      expect(found.converged.every(Boolean)).toBe(true);
      expect(found.logEvidence).toHaveLength(20);
      for (const left of [0, 11]) expect(found.logEvidence[left]).toBeCloseTo(await refitted(subjects, spec, left), 4);
      expect(found.total).toBeLessThan(found.fittedLogEvidence.reduce((sum, value) => sum + value, 0));
    },
  );

  it('takes few E-steps a subject', async () => {
    const { iterations } = await leaveOneSubjectOut(subjects, hierarchical(rescorlaWagner()));
    expect(iterations.reduce((sum, count) => sum + count, 0) / 20).toBeLessThan(8);
  });

  it('leaves a subject out of groups with covariates and full covariance, too', async () => {
    const age = Array.from({ length: 12 }, (_, s) => s - 5.5);
    const people = levelSubjects(12, { age }, (s) => 1 + 0.5 * age[s], 7);
    const spec = hierarchical(level, { group: gaussianGroup({ covariates: ['age'], covariance: 'full' }) });
    const { logEvidence } = await leaveOneSubjectOut(people, spec);
    // all is normal: means of 4 responses are normal about the line of the others, with the group's variance and 1 / 4
    const others = selectSubjects(people, [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11]);
    const { group } = await fitSubjects(others, spec);
    const [at, slope] = group?.coefficients.data ?? [];
    const y = people.trials[3].columns.y;
    const mean = y.reduce((sum, value) => sum + value, 0) / 4;
    const within = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const variance = (group?.scale.data[0] ?? Number.NaN) ** 2 + 1 / 4;
    const expected =
      -0.5 * ((mean - at - slope * age[3]) ** 2 / variance + Math.log(2 * Math.PI * variance)) -
      0.5 * within -
      1.5 * Math.log(2 * Math.PI) -
      0.5 * Math.log(4);
    expect(logEvidence[3]).toBeCloseTo(expected, 5);
  });

  it('is a subject’s own evidence where the prior is given', async () => {
    const prior = { inverseTemperature: normalPrior(-2, 1), learningRate: normalPrior(0, 1) };
    const spec = hierarchical(rescorlaWagner(), { prior });
    const found = await leaveOneSubjectOut(subjects, spec);
    expect(found.logEvidence).toEqual(found.fittedLogEvidence);
  });

  it('refuses what leaves nothing to fit', async () => {
    const spec = hierarchical(rescorlaWagner());
    await expect(leaveOneSubjectOut(learners('quickstart_rw1a1b', 2), spec)).rejects.toThrow('takes at least 3');
    await expect(leaveOneSubjectOut(subjects, hierarchical(rescorlaWagner(), { prior: 'none' }))).rejects.toThrow(
      'a subject has no evidence',
    );
    const patient = subjects.names.map((_, s) => (s === 4 ? 'yes' : 'no'));
    const oneOfAKind = hierarchical(rescorlaWagner(), { group: gaussianGroup({ covariates: ['patient'] }) });
    await expect(leaveOneSubjectOut({ ...subjects, covariates: { patient } }, oneOfAKind)).rejects.toThrow(
      'Without subject "s5" the group cannot be fitted: Covariate "patient" is "no" for all subjects',
    );
  });

  it('tells of its progress, is plain data, and can be aborted', async () => {
    const seen: string[] = [];
    const spec = hierarchical(rescorlaWagner());
    const found = await leaveOneSubjectOut(subjects, spec, {
      onProgress: ({ stage, fit, done }) => seen.push(`${stage} ${fit} ${done}`),
    });
    expect(seen[0]).toBe('all subjects undefined false');
    expect(seen.at(-1)).toBe('one subject left out 20 true');
    expect(seen.filter((one) => one.endsWith('true'))).toHaveLength(1);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    const stop = new AbortController();
    const aborted = leaveOneSubjectOut(subjects, spec, {
      signal: stop.signal,
      onProgress: ({ stage }) => stage === 'one subject left out' && stop.abort(),
    });
    await expect(aborted).rejects.toThrow('abort');
  });
});
