import { describe, expect, it } from 'vitest';
import { behaviorOf } from '../../../src/models/behavior/behaviors.ts';
import { rescorlaWagner } from '../../../src/models/behavior/rescorlaWagner.ts';
import { subjectLikelihood } from '../../../src/models/behavior/subjectLikelihood.ts';
import { createDerivatives } from '../../../src/numerics/differentiation/derivatives.ts';
import { random } from '../../../src/numerics/random.ts';
import {
  expectExactDerivatives,
  expectMissingToBeRemoved,
  expectNotesToAddUp,
  expectScoresAboutZero,
  simulated,
} from '../../support/behaviorLaws.ts';
import { expectGoldenModel, trialsOfBlocks } from '../../support/goldenBehavior.ts';

const trials = ({ choices, rewards }: { choices: number[][]; rewards: number[][] }) =>
  trialsOfBlocks({ choice: choices, reward: rewards });

const one = { inverseTemperature: 3, learningRate: 0.3 };
const two = { inverseTemperature: 3, learningRatePositive: 0.4, learningRateNegative: 0.2 };

const specs = [
  ['one rate', rescorlaWagner(), one, [-1.5, -0.7]],
  ['two rates', rescorlaWagner({ learningRates: 2 }), two, [-1.5, -0.3, -1.2]],
  ['three options', rescorlaWagner({ numOptions: 3, initialValue: 0 }), one, [-1.5, -0.7]],
  ['three options, two rates', rescorlaWagner({ numOptions: 3, learningRates: 2 }), two, [-1.5, -0.3, -1.2]],
] as const;

describe('rescorlaWagner', () => {
  it.each([
    ['rw1a1b', rescorlaWagner()],
    ['rw2a1b', rescorlaWagner({ learningRates: 2 })],
  ] as const)('%s: likelihood, maximum and Hessian are those of the reference', (id, spec) => {
    const { compared, impossible } = expectGoldenModel(id, spec, trials);
    expect([compared, impossible]).toEqual([54, 6]);
  });

  describe.each(specs)('%s', (_, spec, natural, x) => {
    it('has exact derivatives, and notes that add up', () => {
      const subject = simulated(spec, natural, {}, random(2));
      expectExactDerivatives(spec, subject, x);
      expectExactDerivatives(
        spec,
        subject,
        x.map((value) => -2 * value),
      );
      expectNotesToAddUp(spec, subject, natural);
    });

    it('learns nothing in a trial without a choice', () => {
      expectMissingToBeRemoved(spec, simulated(spec, natural, {}, random(2)), x, 'choice');
    });

    it('simulates what it finds likely', () => {
      expectScoresAboutZero(spec, natural, { subjects: 300 });
    });
  });

  it('stays exact where a choice is as good as impossible', () => {
    const unlikely = trialsOfBlocks({ choice: [[0, 1, 1, 0]], reward: [[1000, -500, 100, 1]] });
    const likelihood = subjectLikelihood(behaviorOf(rescorlaWagner()));
    const { derivatives, ...byDuals } = behaviorOf(rescorlaWagner());
    const [hand, duals] = [createDerivatives(2), createDerivatives(2)];
    const x = Float64Array.of(2, 1);
    likelihood.evaluate(unlikely, x, hand);
    subjectLikelihood(byDuals).evaluate(unlikely, x, duals);
    expect(hand.value).toBeLessThan(-1000);
    for (const part of ['gradient', 'hessian'] as const)
      hand[part].forEach((value, i) => {
        expect(Math.abs(value - duals[part][i])).toBeLessThan(1e-9 * (1 + Math.abs(value)));
      });
    expect(hand.value).toBeCloseTo(duals.value, 8);
  });

  it('begins anew in every block', () => {
    const blocks = trialsOfBlocks({
      choice: [
        [0, 1, 0],
        [1, 0, 0],
      ],
      reward: [
        [1, 0, 1],
        [0, 1, 1],
      ],
    });
    const likelihood = subjectLikelihood(behaviorOf(rescorlaWagner()));
    const each = [0, 3].map((from) => ({
      numTrials: 3,
      blockStarts: Int32Array.of(0),
      columns: Object.fromEntries(
        Object.entries(blocks.columns).map(([name, values]) => [name, values.slice(from, from + 3)]),
      ),
    }));
    const x = Float64Array.of(-1, 0.2);
    const sum = each.reduce((total, one) => total + likelihood.value(one, x), 0);
    expect(likelihood.value(blocks, x)).toBeCloseTo(sum, 12);
  });

  it.each([
    ['three learning rates', { learningRates: 3 as 2 }, 'learningRates'],
    ['one option', { numOptions: 1 }, 'numOptions'],
    ['a temperature of 0', { maxInverseTemperature: 0 }, 'maxInverseTemperature'],
    ['an unknown option', { rates: 2 } as object, 'rates'],
  ])('%s is refused', (_, options, option) => {
    expect(() => rescorlaWagner(options)).toThrow(option);
  });
});
