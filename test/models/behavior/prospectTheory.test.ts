import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { probabilityWeight, subjectiveValue } from '../../../src/models/behavior/prospects.ts';
import { prospectTheory, prospectTheoryModel } from '../../../src/models/behavior/prospectTheory.ts';
import { plainArithmetic } from '../../../src/numerics/differentiation/plainArithmetic.ts';
import { random } from '../../../src/numerics/random.ts';
import { logLikelihoodOf, withEmptyCells, withoutTrials } from '../../support/behaviorLatents.ts';
import { expectExactDerivatives, expectScoresAboutZero, simulated } from '../../support/behaviorLaws.ts';
import { golden } from '../../support/golden.ts';
import { expectGoldenModel, trialsOfColumns } from '../../support/goldenBehavior.ts';

const spec = prospectTheory();
const typical = {
  gainCurvature: 0.8,
  lossCurvature: 0.7,
  lossAversion: 1.8,
  probabilityWeighting: 0.6,
  choiceSensitivity: 0.5,
};

describe('prospectTheory', () => {
  it('likelihood, maximum and Hessian are those of the reference', () => {
    const { compared, impossible } = expectGoldenModel(
      'pt',
      spec,
      ({ gamble, probs, certain, choice }) =>
        trialsOfColumns({
          outcome1: gamble.map(([first]: number[]) => first),
          outcome2: gamble.map(([, second]: number[]) => second),
          probability1: probs.map(([first]: number[]) => first),
          certain,
          choice,
        }),
      'clip',
    );
    expect([compared, impossible]).toEqual([54, 6]);
  });

  it('weights and values are those of the reference', () => {
    const { pt_weight, pt_value } = golden('pyem/misc_primitives');
    // the reference keeps the curvature above 0.01, where weights are below 1e-29
    for (const { p, gamma, w } of pt_weight)
      expect(Math.abs(probabilityWeight<number>(p, gamma, plainArithmetic) - w)).toBeLessThan(1e-14);
    for (const { x, alpha, beta, lam, v } of pt_value) {
      const found = subjectiveValue<number>(
        x,
        { gainCurvature: alpha, lossCurvature: beta, lossAversion: lam },
        plainArithmetic,
      );
      expect(Math.abs(found - v)).toBeLessThan(1e-14 * (1 + Math.abs(v)));
    }
  });

  it('derivatives agree with differences, also where outcomes are 0 or certain', () => {
    const trials = simulated(spec, typical, { numTrials: 60 }, random(3));
    trials.columns.certain[0] = 0;
    trials.columns.probability1[1] = 0;
    trials.columns.probability1[2] = 1;
    for (const x of [
      [1.4, 0.8, -2.3, 0.4, -3.7],
      [0.3, -0.5, 0.2, -1.1, -2],
      [-1, 2, -3, 1.5, 0.6],
    ])
      expectExactDerivatives(spec, trials, Float64Array.from(x));
  });

  it('simulated choices follow the likelihood', () => {
    expectScoresAboutZero(spec, { ...typical, choiceSensitivity: 0.2 }, { task: { numTrials: 60 } });
  });

  it('a trial without a choice is left out', () => {
    const trials = simulated(spec, typical, { numTrials: 30 }, random(2));
    expect(logLikelihoodOf(spec, typical, withEmptyCells(trials, 'choice', [0, 7, 20]))).toBeCloseTo(
      logLikelihoodOf(spec, typical, withoutTrials(trials, [0, 7, 20])),
      12,
    );
  });

  it('simulated gambles are of gains, losses and both in fixed shares', () => {
    const { outcome1, outcome2, probability1 } = prospectTheoryModel(spec).design({}, random(1)).columns;
    const signs = Array.from(outcome1, (first, t) => [Math.sign(first), Math.sign(outcome2[t])]);
    expect(signs.filter(([first, second]) => first > 0 && second < 0)).toHaveLength(90);
    expect(signs.filter(([first, second]) => first > 0 && second >= 0)).toHaveLength(30);
    expect(signs.filter(([first, second]) => first < 0 && second <= 0)).toHaveLength(30);
    expect(probability1.every((p) => [0.1, 0.3, 0.5, 0.7, 0.9].includes(p))).toBe(true);
  });

  it('refuses options that are unknown or out of range', () => {
    expect(() => prospectTheory({ maxLossAversion: -1 })).toThrow(SpecError);
    expect(() => prospectTheory({ maxChoiceSensitivity: Number.NaN })).toThrow(SpecError);
    expect(() => prospectTheory({ sensitivity: 3 } as object)).toThrow(SpecError);
    expect(() => prospectTheoryModel(spec).design({ numTrials: 0 }, random(1))).toThrow(SpecError);
  });
});
