import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { driftDiffusion, driftDiffusionModel } from '../../../src/models/behavior/driftDiffusion.ts';
import { subjectLikelihood } from '../../../src/models/behavior/subjectLikelihood.ts';
import { createDerivatives } from '../../../src/numerics/differentiation/derivatives.ts';
import { random } from '../../../src/numerics/random.ts';
import { logLikelihoodOf, withEmptyCells, withoutTrials } from '../../support/behaviorLatents.ts';
import { expectExactDerivatives, expectScoresAboutZero, simulated } from '../../support/behaviorLaws.ts';
import { expectGoldenModel, trialsOfColumns } from '../../support/goldenBehavior.ts';

const values = driftDiffusion();
const lottery = driftDiffusion({ task: 'lottery' });
const typical = { driftScale: 1.5, boundary: 1.3, nonDecisionTime: 0.2, startPoint: 0.45 };

describe('driftDiffusion', () => {
  it.each([
    ['ddm4', values, 39],
    ['ddm4_lotto', lottery, 43],
  ] as const)('%s: likelihood, maximum and Hessian are those of the reference', (id, spec, rows) => {
    const { compared, impossible } = expectGoldenModel(
      id,
      spec,
      ({ rt, choice, up, low }) => trialsOfColumns({ [spec.upper]: up, [spec.lower]: low, choice, responseTime: rt }),
      'none',
    );
    expect([compared, impossible]).toEqual([rows, 60 - rows]);
  });

  it('derivatives agree with differences', () => {
    const trials = simulated(values, { ...typical, nonDecisionTime: 0.4 }, { numTrials: 40 }, random(3));
    for (const x of [
      [1.5, -0.7, 1.2, -0.2],
      [-0.5, 0.4, 0.3, 1.3],
      [2.8, -1.6, -1, -1.4],
    ])
      expectExactDerivatives(values, trials, Float64Array.from(x));
  });

  it.each([
    ['values', values, typical],
    ['values, slow and biased', values, { driftScale: -0.4, boundary: 2.5, nonDecisionTime: 0.35, startPoint: 0.7 }],
    ['lottery', lottery, { driftScale: 2.5, boundary: 0.8, nonDecisionTime: 0.1, startPoint: 0.3 }],
  ] as const)('simulated choices and times follow the likelihood: %s', (_, spec, parameters) => {
    expectScoresAboutZero(spec, parameters, { task: { numTrials: 20 }, subjects: 500 });
  });

  it('a trial without choice or response time is left out', () => {
    const trials = simulated(values, typical, { numTrials: 30 }, random(2));
    for (const column of ['choice', 'responseTime'])
      expect(logLikelihoodOf(values, typical, withEmptyCells(trials, column, [0, 7, 20]))).toBeCloseTo(
        logLikelihoodOf(values, typical, withoutTrials(trials, [0, 7, 20])),
        12,
      );
  });

  it('a response before the non-decision time is over is impossible', () => {
    const trials = simulated(values, typical, { numTrials: 10 }, random(2));
    trials.columns.responseTime[4] = 0.2;
    const likelihood = subjectLikelihood(driftDiffusionModel(values));
    const x = Float64Array.of(1.5, -0.7, 2, 0);
    expect(likelihood.value(trials, x)).toBe(-Infinity);
    const out = createDerivatives(4);
    likelihood.evaluate(trials, x, out);
    expect(out.value).toBe(-Infinity);
  });

  it('upper and lower name the columns of values', () => {
    const model = driftDiffusionModel(driftDiffusion({ upper: 'left', lower: 'right' }));
    expect(Object.keys(model.columns)).toEqual(['left', 'right', 'choice', 'responseTime']);
    expect(Object.keys(model.design({}, random(1)).columns)).toEqual(['left', 'right']);
    expect(Object.keys(driftDiffusionModel(lottery).columns).slice(0, 2)).toEqual(['expectedValueRisky', 'safe']);
  });

  it('simulated values are a high and a low one, lotteries on either side of the safe amount', () => {
    const { valueHigh, valueLow } = driftDiffusionModel(values).design({}, random(1)).columns;
    expect(valueHigh.every((high, t) => high - valueLow[t] > 0.1 && high - valueLow[t] < 1.5)).toBe(true);
    const { expectedValueRisky, safe } = driftDiffusionModel(lottery).design({}, random(1)).columns;
    const risky = expectedValueRisky.filter((value, t) => value > safe[t]).length;
    expect(risky).toBeGreaterThan(30);
    expect(risky).toBeLessThan(70);
  });

  it('refuses options that are unknown or out of range', () => {
    expect(() => driftDiffusion({ task: 'dots' } as object)).toThrow(SpecError);
    expect(() => driftDiffusion({ upper: 'choice' })).toThrow(SpecError);
    expect(() => driftDiffusion({ upper: 'value', lower: 'value' })).toThrow(SpecError);
    expect(() => driftDiffusion({ maxBoundary: 0 })).toThrow(SpecError);
    expect(() => driftDiffusion({ maxNonDecisionTime: -1 })).toThrow(SpecError);
    expect(() => driftDiffusion({ boundary: 2 } as object)).toThrow(SpecError);
    expect(() => driftDiffusionModel(values).design({ gap: 1 }, random(1))).toThrow(SpecError);
  });
});
