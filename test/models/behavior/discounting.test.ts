import { describe, expect, it } from 'vitest';
import { behaviorOf, checkedBehavior } from '../../../src/models/behavior/behaviors.ts';
import { type DiscountingOptions, discounting } from '../../../src/models/behavior/discounting.ts';
import { plainArithmetic } from '../../../src/numerics/differentiation/plainArithmetic.ts';
import { random } from '../../../src/numerics/random.ts';
import {
  expectExactDerivatives,
  expectMissingToBeRemoved,
  expectNotesToAddUp,
  expectScoresAboutZero,
  naturalAt,
  simulated,
} from '../../support/behaviorLaws.ts';
import { expectGoldenModel, trialsOfBlocks } from '../../support/goldenBehavior.ts';

interface Ladder {
  readonly choices: number[][];
  readonly block_var: number[];
  readonly beneficiary?: number[];
}

const everyTrial = (choices: number[][], values: number[]) => choices.map((block, b) => block.map(() => values[b]));

const twoAmounts =
  (cost: string, first: string, second: string) =>
  ({ choices, payouts, block_var, beneficiary }: Ladder & { payouts: number[][][] }) =>
    trialsOfBlocks({
      choice: choices,
      [cost]: everyTrial(choices, block_var),
      [first]: payouts.map((block) => block.map((offer) => offer[0])),
      [second]: payouts.map((block) => block.map((offer) => offer[1])),
      ...(beneficiary && { beneficiary: everyTrial(choices, beneficiary) }),
    });

const fourAmounts = ({ choices, payouts, block_var }: Ladder & { payouts: number[][][][] }) => {
  const amount = (option: number, target: number) =>
    payouts.map((block) => block.map((offer) => offer[option][target]));
  return trialsOfBlocks({
    choice: choices,
    socialDistance: everyTrial(choices, block_var),
    ownSelfish: amount(0, 0),
    otherSelfish: amount(0, 1),
    ownProsocial: amount(1, 0),
    otherProsocial: amount(1, 1),
  });
};

const effort = twoAmounts('effort', 'amountLow', 'amountHigh');

/** Every kind of discounter, with true parameters at which choices are uncertain. */
const kinds: readonly (readonly [DiscountingOptions, readonly number[], object])[] = [
  [{ cost: 'delay' }, [-3], { amounts: [30, 33, 36], discountedAmount: 40, costs: [0.2, 0.5, 1] }],
  [{ cost: 'probability', shape: 'linear' }, [-1], { amounts: [30, 33, 36], discountedAmount: 40, costs: [0.4, 0.6] }],
  [{ cost: 'effort' }, [-2.2], {}],
  [{ cost: 'effort', shape: 'hyperbolic', discountRates: 2 }, [-3, -4], { costs: [0.1, 0.2] }],
  [{ cost: 'effort', discountRates: 2, inverseTemperature: true }, [-4, -2.2, -1.5], {}],
  [{ cost: 'social', otherWeight: true, inverseTemperature: true }, [-4, -3, -5.5], {}],
  [{ cost: 'social', otherWeight: true }, [-3, -5.5], {}],
  [{ cost: 'social', shape: 'parabolic' }, [-8], {}],
  [{ cost: 'social', shape: 'linear', inverseTemperature: true }, [-4, -4], {}],
];

describe('discounting', () => {
  it.each([
    ['td_hyp_k', discounting({ cost: 'delay' }), twoAmounts('delay', 'amountSooner', 'amountLater')],
    ['prd_hyp_k', discounting({ cost: 'probability' }), twoAmounts('probability', 'amountCertain', 'amountRisky')],
    ['ed_par_k', discounting({ cost: 'effort' }), effort],
    ['ped_par_k', discounting({ cost: 'effort' }), effort],
    ['ped_par_2k', discounting({ cost: 'effort', discountRates: 2 }), effort],
    ['sd_hyp_wk', discounting({ cost: 'social', otherWeight: true }), fourAmounts],
    ['sd_hyp_k', discounting({ cost: 'social' }), fourAmounts],
    ['sd_par_k', discounting({ cost: 'social', shape: 'parabolic' }), fourAmounts],
    ['sd_lin_k', discounting({ cost: 'social', shape: 'linear' }), fourAmounts],
  ] as const)('%s: likelihood, maximum and Hessian are those of the reference', (id, spec, trials) => {
    const { compared, impossible } = expectGoldenModel(id, spec, trials);
    expect(compared).toBe(60);
    expect(impossible).toBe(0);
  });

  it.each(kinds)('%j: derivatives are exact', (options, x, task) => {
    const spec = discounting(options);
    const source = random(3);
    const trials = simulated(spec, naturalAt(spec, x), task, source);
    for (let repeat = 0; repeat < 3; repeat++)
      expectExactDerivatives(
        spec,
        trials,
        x.map((value) => value + 0.3 * source.normal()),
      );
  });

  it.each(kinds)('%j: a missing choice is no trial, and trials add up', (options, x, task) => {
    const spec = discounting(options);
    const trials = simulated(spec, naturalAt(spec, x), task, random(4));
    expectMissingToBeRemoved(spec, trials, x, 'choice');
    expectNotesToAddUp(spec, trials, naturalAt(spec, x));
  });

  it.each(kinds)('%j: simulates what its likelihood says', (options, x, task) => {
    const spec = discounting(options);
    expectScoresAboutZero(spec, naturalAt(spec, x), { task, subjects: 300 });
  });

  it('is at any temperature 1 the discounter without one', () => {
    const options = { cost: 'social', otherWeight: true } as const;
    const natural = { otherWeight: 0.8, discountRate: 0.04 };
    const trials = simulated(discounting(options), { otherWeight: 0.9, discountRate: 0.08 }, {}, random(5));
    const without = behaviorOf(discounting(options)).logLikelihood(natural, trials, plainArithmetic);
    const model = behaviorOf(discounting({ ...options, inverseTemperature: true }));
    expect(model.logLikelihood({ ...natural, inverseTemperature: 1 }, trials, plainArithmetic)).toBe(without);
    expect(model.logLikelihood({ ...natural, inverseTemperature: 0 }, trials, plainArithmetic)).toBeCloseTo(
      -trials.numTrials * Math.log(2),
      10,
    );
  });

  it('tells the values of both options, of missing trials too', () => {
    const trials = {
      numTrials: 2,
      blockStarts: Int32Array.of(0),
      columns: {
        amountSooner: Float64Array.of(10, 20),
        amountLater: Float64Array.of(30, 40),
        delay: Float64Array.of(4, 1),
        choice: Float64Array.of(1, Number.NaN),
      },
    };
    const told: unknown[] = [];
    behaviorOf(discounting({ cost: 'delay' })).logLikelihood(
      { discountRate: 0.5 },
      trials,
      plainArithmetic,
      (...note) => told.push(note),
    );
    expect(told).toEqual([
      ['valueSooner', 0, 10],
      ['valueLater', 0, 10],
      ['logLikelihood', 0, -Math.log(2)],
      ['valueSooner', 1, 20],
      ['valueLater', 1, 40 / 1.5],
    ]);
  });

  it('asks for amounts of at least 0 for the other where costs are subtracted from gains alone', () => {
    expect(behaviorOf(discounting({ cost: 'social', shape: 'linear' })).columns.otherProsocial.min).toBe(0);
    expect(behaviorOf(discounting({ cost: 'social' })).columns.otherProsocial.min).toBeUndefined();
  });

  it('offers a ladder of amounts at each cost, for each beneficiary', () => {
    const { numTrials, blockStarts, columns } = behaviorOf(discounting({ cost: 'effort', discountRates: 2 })).design(
      { costs: [2, 5], amounts: [90, 60, 30], discountedAmount: 100 },
      random(1),
    );
    expect(numTrials).toBe(12);
    expect([...blockStarts]).toEqual([0, 3, 6, 9]);
    expect([...columns.effort]).toEqual([2, 2, 2, 5, 5, 5, 2, 2, 2, 5, 5, 5]);
    expect([...columns.beneficiary]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect([...columns.amountLow.slice(3, 6)]).toEqual([90, 60, 30]);
    expect(new Set(columns.amountHigh)).toEqual(new Set([100]));
  });

  it('is the same spec after a round trip through JSON', () => {
    for (const [options] of kinds) {
      const spec = discounting(options);
      expect(checkedBehavior(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
    }
  });

  it.each([
    [{ cost: 'time' }, /^cost of discounting\(\) must be 'delay', .* but is "time"\.$/],
    [{ cost: 'delay', shape: 'cubic' }, /^shape .* but is "cubic"\.$/],
    [{ cost: 'delay', discountRates: 2 }, /only effort is discounted for oneself and for another, but is 2\.$/],
    [{ cost: 'effort', discountRates: 3 }, /^discountRates .* must be 1 or 2, but is 3\.$/],
    [{ cost: 'effort', otherWeight: true }, /it belongs to 'social' and 'hyperbolic', but is true\.$/],
    [{ cost: 'social', shape: 'linear', otherWeight: true }, /it belongs to 'social' and 'hyperbolic', but is true\.$/],
    [{ cost: 'delay', inverseTemperature: 2 }, /^inverseTemperature .* must be true or false, but is 2\.$/],
    [{ cost: 'delay', maxDiscountRate: 0 }, /^maxDiscountRate must be a finite number above 0/],
    [{ cost: 'delay', rate: 1 }, /"rate" is not an option of discounting/],
  ])('refuses %j', (options, message) => {
    expect(() => discounting(options as DiscountingOptions)).toThrow(message);
  });

  it.each([
    [{ costs: [0] }, /^costs must be a list of probabilities above 0, but is \[0\]\.$/],
    [{ costs: [] }, /^costs must be a list/],
    [{ amounts: [Number.NaN] }, /^amounts must be a list of finite numbers/],
    [{ discountedAmount: Infinity }, /^discountedAmount must be a finite number/],
    [{ numTrials: 3 }, /"numTrials" is not an option of the task of discounting\(\)/],
  ])('refuses the task %j', (task, message) => {
    const model = behaviorOf(discounting({ cost: 'probability' }));
    expect(() => model.design(task, random(1))).toThrow(message);
  });
});
