import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { behaviorOf } from '../../../src/models/behavior/behaviors.ts';
import { twoStep } from '../../../src/models/behavior/twoStep.ts';
import { random } from '../../../src/numerics/random.ts';
import { latentsOf, logLikelihoodOf, withEmptyCells, withoutTrials } from '../../support/behaviorLatents.ts';
import { expectExactDerivatives, expectScoresAboutZero, simulated } from '../../support/behaviorLaws.ts';
import { expectGoldenModel, trialsOfColumns } from '../../support/goldenBehavior.ts';

const natural = {
  inverseTemperature1: 4,
  inverseTemperature2: 3,
  learningRate1: 0.4,
  learningRate2: 0.5,
  eligibility: 0.6,
  modelBasedWeight: 0.45,
  perseveration: 0.2,
};
const sarsa = twoStep({ learning: 'sarsa' });
const modelBased = twoStep({ learning: 'modelBased' });
const hybrid = twoStep();
const all = [sarsa, modelBased, hybrid, twoStep({ transitions: 'known', commonProbability: 0.8 })];

interface ReferenceData {
  readonly choices1: number[];
  readonly states2: number[];
  readonly choices2: number[];
  readonly rewards: number[];
}

describe('twoStep', () => {
  it.each([
    ['sarsa_lambda', sarsa],
    ['model_based', modelBased],
    ['hybrid_mbmf', hybrid],
  ] as const)('%s: likelihood, maximum and Hessian are those of the reference', (id, spec) => {
    const trials = ({ choices1, states2, choices2, rewards }: ReferenceData) =>
      trialsOfColumns({ choice1: choices1, state: states2, choice2: choices2, reward: rewards });
    expect(expectGoldenModel(id, spec, trials)).toEqual({ compared: 60, impossible: 0 });
  });

  it.each(all)('is differentiated exactly: $learning, transitions $transitions', (spec) => {
    const trials = simulated(spec, natural, {}, random(1));
    const source = random(2);
    const size = Object.keys(behaviorOf(spec).parameters).length;
    for (let point = 0; point < 3; point++)
      expectExactDerivatives(
        spec,
        trials,
        Float64Array.from({ length: size }, () => source.normal()),
      );
  });

  it.each(all)('simulates what its likelihood describes: $learning, transitions $transitions', (spec) => {
    expectScoresAboutZero(spec, natural, {
      subjects: 200,
      task: { numTrials: 120, numBlocks: 2, rewardRange: [0.1, 0.9] },
    });
  });

  it.each(all)('passes over trials without a choice: $learning, transitions $transitions', (spec) => {
    const trials = simulated(spec, natural, { numBlocks: 2, numTrials: 50 }, random(3));
    const withEmpty = withEmptyCells(withEmptyCells(trials, 'choice1', [0, 7, 50]), 'choice2', [7, 8, 99]);
    expect(logLikelihoodOf(spec, natural, withEmpty)).toBe(
      logLikelihoodOf(spec, natural, withoutTrials(trials, [0, 7, 8, 50, 99])),
    );
  });

  it('is model-free or model-based where all the weight is on one', () => {
    const trials = simulated(hybrid, natural, {}, random(4));
    const weighted = (modelBasedWeight: number) => logLikelihoodOf(hybrid, { ...natural, modelBasedWeight }, trials);
    expect(weighted(0)).toBeCloseTo(logLikelihoodOf(sarsa, natural, trials), 9);
    expect(weighted(1)).toBeCloseTo(logLikelihoodOf(modelBased, natural, trials), 9);
    expect(Math.abs(weighted(0) - weighted(1))).toBeGreaterThan(1);
  });

  it('begins anew in every block', () => {
    const trials = simulated(hybrid, natural, { numBlocks: 2, numTrials: 40 }, random(5));
    const half = Array.from({ length: 40 }, (_, t) => t);
    const first = {
      ...withoutTrials(
        trials,
        half.map((t) => t + 40),
      ),
      blockStarts: Int32Array.of(0),
    };
    const second = { ...withoutTrials(trials, half), blockStarts: Int32Array.of(0) };
    expect(logLikelihoodOf(hybrid, natural, trials)).toBeCloseTo(
      logLikelihoodOf(hybrid, natural, first) + logLikelihoodOf(hybrid, natural, second),
      10,
    );
  });

  it('carries values through two trials as the definition says', () => {
    const trials = trialsOfColumns({ choice1: [0, 0, 1], state: [0, 1, 1], choice2: [1, 0, 0], reward: [1, 1, 0] });
    const latents = latentsOf(hybrid, natural, trials);
    expect(latents.state0Value1[1]).toBeCloseTo(0.5, 14);
    expect(latents.modelFreeValue0[1]).toBeCloseTo(0.4 * 0.6, 14);
    expect(latents.modelBasedValue0[1]).toBeCloseTo(0.7 * 0.5, 14);
    expect(latents.modelBasedValue1[1]).toBeCloseTo(0.3 * 0.5, 14);
    expect(latents.predictionError1[1]).toBeCloseTo(-0.24, 14);
    expect(latents.modelFreeValue0[2]).toBeCloseTo(0.24 + 0.4 * (-0.24 + 0.6), 14);
    const advantage = 0.45 * 0.4 * 0.5 + 0.55 * 0.24 + 0.2;
    expect(latents.logLikelihood1[1]).toBeCloseTo(-Math.log1p(Math.exp(-4 * advantage)), 14);
    expect(latents.logLikelihood2[1]).toBeCloseTo(Math.log(0.5), 14);
    expect(latents.logLikelihood2[2]).toBeCloseTo(-Math.log1p(Math.exp(-3 * 0.5)), 14);
    const parts = [...latents.logLikelihood1, ...latents.logLikelihood2].reduce((total, part) => total + part);
    expect(parts).toBeCloseTo(logLikelihoodOf(hybrid, natural, trials), 13);
  });

  it('holds the transitions for common that it has seen more often, and knows them from the start where told to', () => {
    const rare = trialsOfColumns({ choice1: [0, 1], state: [1, 0], choice2: [0, 0], reward: [1, 0] });
    expect(latentsOf(modelBased, natural, rare).modelBasedValue0[1]).toBeCloseTo(0.7 * 0.5, 14);
    const known = twoStep({ learning: 'modelBased', transitions: 'known' });
    expect(latentsOf(known, natural, rare).modelBasedValue0[1]).toBeCloseTo(0.3 * 0.5, 14);
    const common = trialsOfColumns({ choice1: [0, 0], state: [0, 0], choice2: [0, 0], reward: [1, 0] });
    for (const spec of [modelBased, known])
      expect(latentsOf(spec, natural, common).modelBasedValue0[1]).toBeCloseTo(0.7 * 0.5, 14);
  });

  it('has the parameters of what it learns by, and no others', () => {
    expect(Object.keys(behaviorOf(sarsa).parameters)).not.toContain('modelBasedWeight');
    expect(Object.keys(behaviorOf(modelBased).parameters)).toEqual([
      'inverseTemperature1',
      'inverseTemperature2',
      'learningRate2',
      'perseveration',
    ]);
    const trials = simulated(modelBased, natural, { numTrials: 5 }, random(6));
    expect(latentsOf(modelBased, natural, trials)).not.toHaveProperty('predictionError1');
    expect(latentsOf(sarsa, natural, trials)).not.toHaveProperty('modelBasedValue0');
  });

  it('draws reward probabilities that walk within their range', () => {
    const { columns, numTrials } = behaviorOf(hybrid).design({ drift: 0.1 }, random(7));
    expect(numTrials).toBe(200);
    for (const walk of Object.values(columns)) {
      expect(Math.min(...walk)).toBeGreaterThanOrEqual(0.25);
      expect(Math.max(...walk)).toBeLessThanOrEqual(0.75);
      expect(new Set(walk).size).toBeGreaterThan(150);
    }
  });

  it('leads to the common state as often as it should', () => {
    const { columns, numTrials } = simulated(hybrid, natural, { numTrials: 4000 }, random(8));
    const numCommon = columns.state.filter((state, t) => state === columns.choice1[t]).length;
    expect(Math.abs(numCommon / numTrials - 0.7)).toBeLessThan(5 * Math.sqrt(0.21 / numTrials));
  });

  it('refuses options and tasks that cannot be', () => {
    // @ts-expect-error
    expect(() => twoStep({ learning: 'modelFree' })).toThrow(
      "learning of twoStep() must be 'sarsa', 'modelBased' or 'hybrid', but is \"modelFree\".",
    );
    // @ts-expect-error
    expect(() => twoStep({ transitions: 'learned' })).toThrow(SpecError);
    for (const commonProbability of [0.5, 1.1, Number.NaN])
      expect(() => twoStep({ commonProbability })).toThrow('commonProbability of twoStep() must be');
    expect(() => twoStep({ maxInverseTemperature: 0 })).toThrow(SpecError);
    const { design } = behaviorOf(hybrid);
    for (const task of [{ rewardRange: [0.8, 0.2] }, { rewardRange: [0, 1, 2] }, { drift: -1 }, { drifts: 1 }])
      expect(() => design(task, random(1))).toThrow(SpecError);
  });
});
