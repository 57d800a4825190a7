import { describe, expect, it } from 'vitest';
import { rescorlaWagner } from '../../src/models/behavior/rescorlaWagner.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { quadrature } from '../../src/models/hierarchical/integration/integration.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { golden, largestDifference } from '../support/golden.ts';
import { learners } from '../support/learners.ts';

const oneRate = hierarchical(rescorlaWagner());
const twoRates = hierarchical(rescorlaWagner({ learningRates: 2 }));

const fits = [
  ['quickstart_rw1a1b', 'em_exact_quickstart', 'rw1a1b', oneRate],
  ['compare_rw1_rw2', 'em_exact_compare', 'rw1a1b', oneRate],
  ['compare_rw1_rw2', 'em_exact_compare', 'rw2a1b', twoRates],
] as const;

describe.each(fits)('exact Laplace EM on %s, %s, %s', (data, file, model, spec) => {
  const reference = golden(`pyem/${file}`).models[model];
  const subjects = learners(data);

  it('ends where the reference ends, accelerated', async () => {
    const fit = await fitSubjects(subjects, spec);
    expect(fit.converged).toBe(true);
    expect(largestDifference(fit.group?.coefficients.data ?? [], reference.group_mu)).toBeLessThan(1e-5);
    const variances = Array.from(fit.group?.scale.data ?? [], (scale) => scale ** 2);
    expect(largestDifference(variances, reference.group_var)).toBeLessThan(1e-5);
    expect(largestDifference(fit.subjects.mode.data, reference.params_norm)).toBeLessThan(1e-4);
    expect(largestDifference(fit.subjects.covariance.data, reference.inv_hessian)).toBeLessThan(1e-4);
    expect(
      largestDifference(
        fit.subjects.logLikelihood,
        reference.NLL.map((nll: number) => -nll),
      ),
    ).toBeLessThan(1e-4);
    expect(largestDifference(fit.subjects.logEvidence, reference.laplace_loglik)).toBeLessThan(1e-5);
    expect(fit.subjects.status.every((one) => one === 'converged')).toBe(true);
  });

  it('goes the way of the reference, step by step, when it is not', async () => {
    const fit = await fitSubjects(subjects, spec, { accelerate: false, maxIterations: 9 });
    const steps = reference.trace.filter(({ it: step }: { it: number }) => step < 8);
    expect(steps).toHaveLength(8);
    const severalOptima = steps.some(
      (step: { subjects_with_several_optima: number }) => step.subjects_with_several_optima > 0,
    );
    const width = fit.groupTrace.shape[1];
    for (const step of steps) {
      const next = Array.from(fit.groupTrace.data.subarray((step.it + 1) * width, (step.it + 2) * width), (value, i) =>
        i < width / 2 ? value : value ** 2,
      );
      const tolerance = severalOptima ? 1e-5 : 1e-6;
      expect(largestDifference(next, [...step.new_mu, ...step.new_var]), `step ${step.it}`).toBeLessThan(tolerance);
      expect(Math.abs(fit.trace[step.it] - step.laplace_loglik_sum)).toBeLessThan(1e-4);
    }
  });
});

describe.each(['quickstart_rw1a1b', 'compare_rw1_rw2'])('the true marginal likelihood of %s', (data) => {
  it('is what quadrature fits', async () => {
    const reference = golden('pyem/marginal_ml_rw1a1b').results[`${data}.json`];
    const spec = hierarchical(rescorlaWagner(), { integration: quadrature({ nodes: 41 }) });
    const fit = await fitSubjects(learners(data), spec, { tolerance: 1e-7 });
    expect(fit.converged).toBe(true);
    expect(Math.abs(fit.logEvidence - reference.loglik)).toBeLessThan(1e-4);
    expect(largestDifference(fit.group?.coefficients.data ?? [], reference.mu)).toBeLessThan(1e-4);
    const variances = Array.from(fit.group?.scale.data ?? [], (scale) => scale ** 2);
    expect(largestDifference(variances, reference.var)).toBeLessThan(1e-4);
    expect(largestDifference(fit.subjects.mean.data, reference.posterior_mean)).toBeLessThan(1e-4);
    expect(largestDifference(fit.subjects.logEvidence, reference.loglik_per_subject)).toBeLessThan(1e-4);
  });
});
