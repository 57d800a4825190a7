import { describe, expect, it } from 'vitest';
import { ownBehavior } from '../../src/models/behavior/ownBehavior.ts';
import { rescorlaWagner, rescorlaWagnerModel } from '../../src/models/behavior/rescorlaWagner.ts';
import { subjectLikelihood } from '../../src/models/behavior/subjectLikelihood.ts';
import { hierarchical } from '../../src/models/hierarchical/hierarchical.ts';
import { positive, unit } from '../../src/models/hierarchical/scales.ts';
import { fitSubjects } from '../../src/workflows/fitSubjects.ts';
import { golden, largestDifference } from '../support/golden.ts';
import { learners } from '../support/learners.ts';

const names = ['inverseTemperature', 'learningRate'] as const;

/** A start of the group from means and variances [parameter]. */
function startFrom(means: readonly number[], variances: readonly number[]) {
  const byName = (values: readonly number[]) => Object.fromEntries(names.map((name, k) => [name, values[k]]));
  return { mean: byName(means), standardDeviation: byName(variances.map(Math.sqrt)) };
}

describe('the quick start of pyEM', () => {
  it('from its start, after as many steps, is near where its searches by differences got to', async () => {
    const { settings, fit: reference, trace } = golden('pyem/quickstart_rw1a1b');
    const { mu, var: variances } = settings.initial_prior;
    const fit = await fitSubjects(learners('quickstart_rw1a1b'), hierarchical(rescorlaWagner()), {
      start: startFrom(mu, variances),
      accelerate: false,
      maxIterations: trace.length,
    });
    const negativeLogPosterior = -fit.subjects.logLikelihood.reduce(
      (sum, value, s) => sum + value + fit.subjects.logPrior[s],
      0,
    );
    const expected = reference.NPL.reduce((sum: number, value: number) => sum + value, 0);
    // one of its hundred searches ended in the lower of two maxima, 0.26 nats below the other
    expect(Math.abs(negativeLogPosterior - expected)).toBeLessThan(1);
    expect(largestDifference(fit.group?.coefficients.data ?? [], reference.group_mu)).toBeLessThan(0.1);
    const differences = Array.from(fit.subjects.mode.data, (x, i) => Math.abs(x - reference.params_norm.flat()[i]));
    expect(differences.sort((a, b) => a - b)[Math.floor(0.9 * differences.length)]).toBeLessThan(0.1);
  });
});

describe('emlib', () => {
  it('with its scales, on thirty subjects, finds the same group', async () => {
    const reference = golden('pyem/emlib_semantics_quickstart30');
    const { derivatives, value, ...model } = rescorlaWagnerModel(rescorlaWagner());
    const learner = ownBehavior({ ...model, parameters: { inverseTemperature: positive(), learningRate: unit() } });
    const [means, variances] = [0, 1].map((part) => reference.initial_theta.map((one: number[]) => one[part]));
    const subjects = learners('quickstart_rw1a1b', 30);
    const fit = await fitSubjects(subjects, hierarchical(learner), {
      start: startFrom(means, variances),
      tolerance: 1e-6,
    });
    const likelihood = subjectLikelihood(learner);
    for (const { subject, x, loglik } of reference.sample_loglik)
      expect(likelihood.value(subjects.trials[subject], Float64Array.from(x as number[]))).toBeCloseTo(loglik, 10);
    const [beta, rate] = reference.group.mu;
    expect(fit.group?.coefficients.data[0]).toBeCloseTo(beta, 2);
    expect(fit.group?.coefficients.data[1]).toBeCloseTo(rate, 2);
    reference.group.var.forEach((variance: number, k: number) => {
      expect((fit.group?.scale.data[k] ?? 0) ** 2).toBeCloseTo(variance, 2);
    });
  });
});
