import { describe, expect, it } from 'vitest';
import { driftDiffusion } from '../../../../src/models/behavior/driftDiffusion.ts';
import { rescorlaWagner } from '../../../../src/models/behavior/rescorlaWagner.ts';
import { simulateSubjects } from '../../../../src/models/behavior/simulateSubjects.ts';
import { laplaceEvidence } from '../../../../src/models/hierarchical/comparison/laplaceEvidence.ts';
import { maximumLikelihoodCriteria } from '../../../../src/models/hierarchical/comparison/maximumLikelihoodCriteria.ts';
import { pseudoR2 } from '../../../../src/models/hierarchical/comparison/pseudoR2.ts';
import { hierarchical } from '../../../../src/models/hierarchical/hierarchical.ts';
import { quadrature } from '../../../../src/models/hierarchical/integration/integration.ts';
import { normalPrior } from '../../../../src/models/hierarchical/priors.ts';
import { fitSubjects } from '../../../../src/workflows/fitSubjects.ts';
import { golden, largestDifference } from '../../../support/golden.ts';
import { learners } from '../../../support/learners.ts';

describe('laplaceEvidence', () => {
  it.each([
    ['quickstart_rw1a1b', 'em_exact_quickstart', 'rw1a1b', 1],
    ['compare_rw1_rw2', 'em_exact_compare', 'rw1a1b', 1],
    ['compare_rw1_rw2', 'em_exact_compare', 'rw2a1b', 2],
  ] as const)('is that of the reference (%s, %s, %s)', async (data, file, id, learningRates) => {
    const exact = golden(`pyem/${file}`).models[id];
    const fit = await fitSubjects(learners(data), hierarchical(rescorlaWagner({ learningRates })));
    const found = laplaceEvidence(fit);
    expect(largestDifference(found.bySubject, exact.laplace_loglik)).toBeLessThan(1e-6);
    expect(found.total).toBeCloseTo(fit.logEvidence, 8);
    expect(found.pyemLogModelEvidence).toBeCloseTo(exact.LME_pyem_formula, 5);
    expect(found.withoutMaximum).toEqual([]);
  });

  it('is found at the modes of fits that were integrated', async () => {
    const subjects = learners('quickstart_rw1a1b', 8);
    const given = {
      inverseTemperature: normalPrior(-1.8, 0.4),
      learningRate: normalPrior(0, 1.1),
    };
    const [byLaplace, byRule] = await Promise.all([
      fitSubjects(subjects, hierarchical(rescorlaWagner(), { prior: given })),
      fitSubjects(subjects, hierarchical(rescorlaWagner(), { prior: given, integration: quadrature() })),
    ]);
    expect(byRule.logEvidence).not.toBeCloseTo(byLaplace.logEvidence, 3);
    expect(laplaceEvidence(byRule, subjects).total).toBeCloseTo(byLaplace.logEvidence, 8);
    expect(laplaceEvidence(byRule, subjects).pyemLogModelEvidence).toBeNull();
    expect(() => laplaceEvidence(byRule)).toThrow('laplaceEvidence(fit, subjects)');
  });

  it('is not there without a prior', async () => {
    const fit = await fitSubjects(learners('quickstart_rw1a1b', 3), hierarchical(rescorlaWagner(), { prior: 'none' }));
    expect(() => laplaceEvidence(fit)).toThrow('maximumLikelihoodCriteria(fit)');
  });
});

describe('maximumLikelihoodCriteria', () => {
  it('pays for the parameters of each subject', async () => {
    const subjects = learners('quickstart_rw1a1b', 5);
    subjects.trials[2].columns.choice.fill(Number.NaN, 40);
    const fit = await fitSubjects(subjects, hierarchical(rescorlaWagner(), { prior: 'none' }));
    const found = maximumLikelihoodCriteria(fit);
    expect(found.aicBySubject[1]).toBeCloseTo(4 - 2 * fit.subjects.logLikelihood[1], 12);
    expect(found.bicBySubject[2]).toBeCloseTo(2 * Math.log(40) - 2 * fit.subjects.logLikelihood[2], 12);
    expect(found.aic).toBeCloseTo(20 - 2 * fit.logLikelihood, 10);
    expect(found.bic).toBeCloseTo(8 * Math.log(96) + 2 * Math.log(40) - 2 * fit.logLikelihood, 10);
  });

  it('refuses fits with a prior', async () => {
    const fit = await fitSubjects(learners('quickstart_rw1a1b', 3), hierarchical(rescorlaWagner()), {
      maxIterations: 2,
    });
    expect(() => maximumLikelihoodCriteria(fit)).toThrow("Fit with prior: 'none'");
  });
});

describe('pseudoR2', () => {
  it('holds each subject to its observed choices', async () => {
    const subjects = learners('quickstart_rw1a1b', 5);
    subjects.trials[2].columns.choice.fill(Number.NaN, 40);
    const fit = await fitSubjects(subjects, hierarchical(rescorlaWagner()), { maxIterations: 5 });
    const shares = Array.from(fit.subjects.logLikelihood, (nats, s) => 1 + nats / ((s === 2 ? 40 : 96) * Math.log(2)));
    expect(pseudoR2(fit, subjects, { over: 'mean' })).toBeCloseTo(shares.reduce((sum, one) => sum + one, 0) / 5, 12);
    expect(pseudoR2(fit, subjects)).toBeCloseTo(shares.sort((a, b) => a - b)[2], 12);
    expect(() => pseudoR2(fit, subjects, { over: 'sum' } as object)).toThrow("'mean' or 'median'");
    expect(() => pseudoR2(fit, learners('compare_rw1_rw2', 5))).toThrow('has other trials');
  });

  it('is of choices only', async () => {
    const spec = driftDiffusion();
    const subjects = simulateSubjects(spec, {
      parameters: [
        [1, 1, 0.2, 0.5],
        [1.5, 1.2, 0.25, 0.5],
        [0.5, 1.5, 0.2, 0.5],
      ],
    });
    const fit = await fitSubjects(subjects, hierarchical(spec), { maxIterations: 1 });
    expect(() => pseudoR2(fit, subjects)).toThrow('predicts "responseTime", a measurement');
  });
});
