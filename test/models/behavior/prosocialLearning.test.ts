import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { behaviorOf } from '../../../src/models/behavior/behaviors.ts';
import { prosocialLearning } from '../../../src/models/behavior/prosocialLearning.ts';
import { rescorlaWagner } from '../../../src/models/behavior/rescorlaWagner.ts';
import { random } from '../../../src/numerics/random.ts';
import { latentsOf, logLikelihoodOf, withEmptyCells, withoutTrials } from '../../support/behaviorLatents.ts';
import { expectExactDerivatives, expectScoresAboutZero, simulated } from '../../support/behaviorLaws.ts';
import { expectGoldenModel, trialsOfBlocks, trialsOfColumns } from '../../support/goldenBehavior.ts';

const natural = { inverseTemperature: 3, learningRateSelf: 0.4, learningRateOther: 0.25, learningRateNoOne: 0.1 };
const both = [prosocialLearning(), prosocialLearning({ recipients: 'one' })];

interface ReferenceData {
  readonly choices: number[][];
  readonly rewards_self: number[][][];
  readonly rewards_other: number[][][];
  readonly rewards_noone: number[][][];
}

describe('prosocialLearning', () => {
  it('has the likelihood, maximum and Hessian of the reference, where all three rewards are learned from', () => {
    const trials = ({ choices, rewards_self, rewards_other, rewards_noone }: ReferenceData) => {
      const ofChoice = (rewards: number[][][]) =>
        rewards.map((block, b) => block.map((options, t) => options[choices[b][t]]));
      return trialsOfBlocks({
        choice: choices,
        rewardSelf: ofChoice(rewards_self),
        rewardOther: ofChoice(rewards_other),
        rewardNoOne: ofChoice(rewards_noone),
      });
    };
    expect(expectGoldenModel('rw3a1b', prosocialLearning(), trials)).toEqual({ compared: 54, impossible: 6 });
  });

  it.each(both)('is differentiated exactly, recipients $recipients', (spec) => {
    const trials = simulated(spec, natural, {}, random(1));
    const source = random(2);
    const size = Object.keys(behaviorOf(spec).parameters).length;
    for (let point = 0; point < 5; point++)
      expectExactDerivatives(
        spec,
        trials,
        Float64Array.from({ length: size }, () => source.normal()),
      );
  });

  it.each(both)('simulates what its likelihood describes, recipients $recipients', (spec) => {
    expectScoresAboutZero(spec, natural, { subjects: 400 });
  });

  it.each(both)('passes over trials without a choice, recipients $recipients', (spec) => {
    const trials = simulated(spec, natural, {}, random(3));
    const left = [0, 5, 16, 17, 143];
    expect(logLikelihoodOf(spec, natural, withEmptyCells(trials, 'choice', left))).toBe(
      logLikelihoodOf(spec, natural, withoutTrials(trials, left)),
    );
  });

  it('moves a value by all three errors from where it was before', () => {
    const trials = trialsOfColumns({
      choice: [1, 0],
      rewardSelf: [1, 0],
      rewardOther: [0, 1],
      rewardNoOne: [1, 1],
    });
    const latents = latentsOf(prosocialLearning({ initialValue: 0.5 }), natural, trials);
    expect(latents.value0).toEqual([0.5, 0.5]);
    expect(latents.value1[1]).toBeCloseTo(0.5 + 0.4 * 0.5 - 0.25 * 0.5 + 0.1 * 0.5, 14);
    expect(latents.predictionErrorOther).toEqual([-0.5, 0.5]);
    expect(latents.logLikelihood[0] + latents.logLikelihood[1]).toBeCloseTo(
      logLikelihoodOf(prosocialLearning({ initialValue: 0.5 }), natural, trials),
      14,
    );
  });

  it('is a Rescorla-Wagner learner when one recipient receives everything', () => {
    const trials = simulated(rescorlaWagner(), { inverseTemperature: 3, learningRate: 0.25 }, {}, random(4));
    const columns = { ...trials.columns, recipient: new Float64Array(trials.numTrials).fill(1) };
    expect(
      logLikelihoodOf(prosocialLearning({ recipients: 'one', initialValue: 0.5 }), natural, { ...trials, columns }),
    ).toBe(logLikelihoodOf(rescorlaWagner(), { inverseTemperature: 3, learningRate: 0.25 }, trials));
  });

  it('is the same with one recipient and with all when nothing is learned from the others', () => {
    const trials = simulated(both[0], natural, {}, random(5));
    const columns = {
      ...trials.columns,
      recipient: new Float64Array(trials.numTrials),
      reward: trials.columns.rewardSelf,
    };
    const selfish = { ...natural, learningRateOther: 0, learningRateNoOne: 0 };
    expect(logLikelihoodOf(both[1], selfish, { ...trials, columns })).toBeCloseTo(
      logLikelihoodOf(both[0], selfish, trials),
      10,
    );
  });

  it('gives each recipient a block in every three', () => {
    const { columns, blockStarts } = behaviorOf(both[1]).design({}, random(6));
    const ofBlocks = Array.from(blockStarts, (start) => columns.recipient[start]);
    for (const from of [0, 3, 6]) expect(ofBlocks.slice(from, from + 3).sort()).toEqual([0, 1, 2]);
    expect(columns.recipient.slice(0, 16).every((who) => who === ofBlocks[0])).toBe(true);
  });

  it('refuses options and tasks that cannot be', () => {
    // @ts-expect-error
    expect(() => prosocialLearning({ recipients: 'two' })).toThrow(
      "recipients of prosocialLearning() must be 'all' or 'one', but is \"two\".",
    );
    expect(() => prosocialLearning({ initialValue: Number.NaN })).toThrow(SpecError);
    expect(() => prosocialLearning({ maxInverseTemperature: 0 })).toThrow(SpecError);
    // @ts-expect-error
    expect(() => prosocialLearning({ recipient: 'one' })).toThrow('"recipient" is not an option');
    for (const rewardProbabilities of [
      [0.5, 0.5],
      [[0.5, 0.5]],
      [[0.5, 0.5], [0.5], [1, 0]],
      [
        [0, 1],
        [0, 1],
        [0, 2],
      ],
    ])
      expect(() => behaviorOf(both[0]).design({ rewardProbabilities }, random(1))).toThrow(SpecError);
    expect(() => behaviorOf(both[0]).design({ numRounds: 3 }, random(1))).toThrow(SpecError);
  });
});
