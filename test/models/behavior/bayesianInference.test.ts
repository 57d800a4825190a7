import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { bayesianInference, bayesianInferenceModel } from '../../../src/models/behavior/bayesianInference.ts';
import { subjectLikelihood } from '../../../src/models/behavior/subjectLikelihood.ts';
import { plainArithmetic } from '../../../src/numerics/differentiation/plainArithmetic.ts';
import { random } from '../../../src/numerics/random.ts';
import { logLikelihoodOf, withEmptyCells, withoutTrials } from '../../support/behaviorLatents.ts';
import { expectExactDerivatives, expectScoresAboutZero, simulated } from '../../support/behaviorLaws.ts';
import { golden } from '../../support/golden.ts';
import { expectGoldenModel, trialsOfBlocks, trialsOfColumns } from '../../support/goldenBehavior.ts';

describe('bayesianInference', () => {
  it('likelihood, maximum and Hessian are those of the reference', () => {
    const { compared, impossible } = expectGoldenModel('bayes', bayesianInference(), ({ choices, observations }) =>
      trialsOfBlocks({ observation: observations, choice: choices }),
    );
    expect([compared, impossible]).toEqual([57, 3]);
  });

  it('beliefs are those of filtering with the matrix of the reference', () => {
    const observation = [0, 1, 1, 2, 0, 0, 1];
    for (const { lambda1, n, matrix } of golden('pyem/misc_primitives').bayes_fish_matrix) {
      const model = bayesianInferenceModel(bayesianInference({ numCategories: n }));
      const trials = trialsOfColumns({ observation, choice: observation.map(() => 0) });
      const found = observation.map(() => new Float64Array(n));
      model.logLikelihood({ assumedReliability: lambda1 }, trials, plainArithmetic, (latent, t, value) => {
        if (latent.startsWith('belief')) found[t][Number(latent.slice(6))] = value;
      });
      let beliefs: number[] = new Array(n).fill(1 / n);
      observation.forEach((seen, t) => {
        const joint = beliefs.map((belief, k) => belief * matrix[seen][k]);
        const all = joint.reduce((sum, one) => sum + one, 0);
        beliefs = joint.map((one) => one / all);
        for (let k = 0; k < n; k++) expect(found[t][k]).toBeCloseTo(beliefs[k], 14);
      });
    }
  });

  it('derivatives agree with differences', () => {
    const trials = simulated(bayesianInference(), { assumedReliability: 0.6 }, {}, random(3));
    for (const x of [[-1.5], [0.4], [2]]) expectExactDerivatives(bayesianInference(), trials, Float64Array.from(x));
  });

  it.each([
    [{}, 0.5],
    [{ numCategories: 4 }, 0.35],
    [{ numCategories: 2 }, 0.3],
  ])('simulated choices follow the likelihood: %j, %d', (options, assumedReliability) => {
    expectScoresAboutZero(bayesianInference(options), { assumedReliability });
  });

  it('a trial without a choice counts for nothing, and nothing is learned from it', () => {
    const spec = bayesianInference();
    const natural = { assumedReliability: 0.5 };
    const trials = simulated(spec, natural, { numBlocks: 2, numTrials: 12 }, random(2));
    expect(logLikelihoodOf(spec, natural, withEmptyCells(trials, 'choice', [0, 7, 20]))).toBeCloseTo(
      logLikelihoodOf(spec, natural, withoutTrials(trials, [0, 7, 20])),
      12,
    );
  });

  it('a certainty that rounds to 1 is impossible rather than undefined', () => {
    const trials = trialsOfColumns({ observation: [0, 1], choice: [0, 1] });
    expect(subjectLikelihood(bayesianInferenceModel(bayesianInference())).value(trials, Float64Array.of(40))).toBe(
      -Infinity,
    );
  });

  it('shows each category in as many blocks as the others, to one', () => {
    const { columns } = bayesianInferenceModel(bayesianInference()).design({ numBlocks: 10 }, random(1));
    const blocks = [0, 1, 2].map((k) => columns.category.filter((of) => of === k).length / 15);
    expect(blocks).toEqual([4, 3, 3]);
    const own = columns.observation.filter((seen, t) => seen === columns.category[t]).length / 150;
    expect(Math.abs(own - 0.8)).toBeLessThan(0.12);
  });

  it('refuses options that are unknown or out of range', () => {
    expect(() => bayesianInference({ numCategories: 1 })).toThrow(SpecError);
    expect(() => bayesianInference({ categories: 3 } as object)).toThrow(SpecError);
    expect(() => bayesianInferenceModel(bayesianInference()).design({ reliability: 2 }, random(1))).toThrow(SpecError);
  });
});
