import { describe, expect, it } from 'vitest';
import { DataError, SpecError } from '../../../src/errors.ts';
import { behaviorOf } from '../../../src/models/behavior/behaviors.ts';
import { selfOtherLearning } from '../../../src/models/behavior/selfOtherLearning.ts';
import { random } from '../../../src/numerics/random.ts';
import { latentsOf, logLikelihoodOf, withEmptyCells, withoutTrials } from '../../support/behaviorLatents.ts';
import { expectExactDerivatives, expectScoresAboutZero, simulated } from '../../support/behaviorLaws.ts';
import { expectGoldenModel, trialsOfBlocks, trialsOfColumns } from '../../support/goldenBehavior.ts';

const spec = selfOtherLearning();
const natural = {
  inverseTemperature: 2,
  learningRateSelfPositive: 0.4,
  learningRateSelfNegative: 0.2,
  learningRateOtherPositive: 0.3,
  learningRateOtherNegative: 0.1,
};

interface ReferenceData {
  readonly choices: number[][];
  readonly outcomes_self: number[][];
  readonly outcomes_other: number[][];
  readonly option_pairs: number[][][];
}

describe('selfOtherLearning', () => {
  it('has the likelihood, maximum and Hessian of the reference', () => {
    const trials = ({ choices, outcomes_self, outcomes_other, option_pairs }: ReferenceData) =>
      trialsOfBlocks({
        choice: choices,
        option1: option_pairs.map((block) => block.map(([one]) => one)),
        option2: option_pairs.map((block) => block.map(([, two]) => two)),
        outcomeSelf: outcomes_self,
        outcomeOther: outcomes_other,
      });
    expect(expectGoldenModel('rw4a1b', spec, trials)).toEqual({ compared: 54, impossible: 6 });
  });

  it('is differentiated exactly', () => {
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

  it('simulates what its likelihood describes', () => {
    expectScoresAboutZero(spec, natural, { subjects: 300 });
  });

  it('passes over trials without a choice', () => {
    const trials = simulated(spec, natural, {}, random(3));
    const left = [0, 5, 20, 21, 239];
    expect(logLikelihoodOf(spec, natural, withEmptyCells(trials, 'choice', left))).toBe(
      logLikelihoodOf(spec, natural, withoutTrials(trials, left)),
    );
  });

  it('learns at the rate of each target and sign, from where the value was before', () => {
    const trials = trialsOfColumns({
      option1: [3, 0, 0],
      option2: [1, 3, 1],
      choice: [3, 3, 1],
      outcomeSelf: [1, -1, 0],
      outcomeOther: [-1, 1, 0],
    });
    const latents = latentsOf(spec, natural, trials);
    const afterFirst = 0.4 - 0.1;
    expect(latents.value3[1]).toBeCloseTo(afterFirst, 14);
    expect(latents.value3[2]).toBeCloseTo(afterFirst + 0.2 * (-1 - afterFirst) + 0.3 * (1 - afterFirst), 14);
    expect(latents.value0).toEqual([0, 0, 0]);
    expect(latents.predictionErrorSelf[1]).toBeCloseTo(-1 - afterFirst, 14);
    expect(latents.logLikelihood[1]).toBeCloseTo(-Math.log1p(Math.exp(-2 * afterFirst)), 14);
  });

  it('is the same whichever option is named first', () => {
    const trials = simulated(spec, natural, {}, random(4));
    const { option1, option2, ...rest } = trials.columns;
    const swapped = { ...trials, columns: { ...rest, option1: option2, option2: option1 } };
    expect(logLikelihoodOf(spec, natural, swapped)).toBe(logLikelihoodOf(spec, natural, trials));
  });

  it('draws every pair once in six blocks and outcomes in fixed shares', () => {
    const { columns, blockStarts, numTrials } = behaviorOf(spec).design({}, random(5));
    expect(numTrials).toBe(240);
    const pairs = Array.from(blockStarts, (start) => `${columns.option1[start]}${columns.option2[start]}`);
    for (const from of [0, 6]) expect(pairs.slice(from, from + 6).sort()).toEqual(['01', '02', '03', '12', '13', '23']);
    const share = (name: string, value: number) => columns[name].slice(20, 40).filter((one) => one === value).length;
    for (const good of ['outcomeSelf0', 'outcomeSelf1', 'outcomeOther0', 'outcomeOther2'])
      expect([share(good, 1), share(good, 0), share(good, -1)]).toEqual([15, 3, 2]);
    for (const bad of ['outcomeSelf2', 'outcomeSelf3', 'outcomeOther1', 'outcomeOther3'])
      expect([share(bad, 1), share(bad, 0), share(bad, -1)]).toEqual([2, 3, 15]);
    expect(columns.outcomeSelf0.slice(0, 20)).not.toEqual(columns.outcomeOther0.slice(0, 20));
  });

  it('gives only outcomes of the option that was chosen', () => {
    const { columns, numTrials } = simulated(spec, natural, {}, random(6));
    for (let t = 0; t < numTrials; t++) {
      expect([columns.option1[t], columns.option2[t]]).toContain(columns.choice[t]);
      expect(columns.outcomeSelf[t]).toBe(columns[`outcomeSelf${columns.choice[t]}`][t]);
      expect(columns.outcomeOther[t]).toBe(columns[`outcomeOther${columns.choice[t]}`][t]);
    }
  });

  it('refuses a choice that was not on offer', () => {
    const of = (option1: number, option2: number, choice: number) => () =>
      logLikelihoodOf(
        spec,
        natural,
        trialsOfColumns({
          option1: [option1],
          option2: [option2],
          choice: [choice],
          outcomeSelf: [0],
          outcomeOther: [0],
        }),
      );
    expect(of(0, 1, 1)).not.toThrow();
    expect(of(0, 1, 2)).toThrow(
      'choice of trial 0 must be one of two different options on offer, but is 2 of option1 0 and option2 1.',
    );
    expect(of(1, 1, 1)).toThrow(DataError);
  });

  it('refuses options and tasks that cannot be', () => {
    expect(() => selfOtherLearning({ initialValue: Number.POSITIVE_INFINITY })).toThrow(SpecError);
    expect(() => selfOtherLearning({ maxInverseTemperature: -1 })).toThrow(SpecError);
    // @ts-expect-error
    expect(() => selfOtherLearning({ numOptions: 4 })).toThrow('"numOptions" is not an option');
    expect(() => behaviorOf(spec).design({ outcomeShares: [0.5, 0.1, 0.1] }, random(1))).toThrow(SpecError);
    expect(() => behaviorOf(spec).design({ numTrials: 0 }, random(1))).toThrow(SpecError);
  });
});
