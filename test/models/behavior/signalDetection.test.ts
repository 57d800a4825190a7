import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import { signalDetection, signalDetectionModel } from '../../../src/models/behavior/signalDetection.ts';
import { normalQuantile } from '../../../src/numerics/normalDistribution.ts';
import { random } from '../../../src/numerics/random.ts';
import { logLikelihoodOf, withEmptyCells, withoutTrials } from '../../support/behaviorLatents.ts';
import { expectExactDerivatives, expectScoresAboutZero, simulated } from '../../support/behaviorLaws.ts';
import { expectGoldenModel, trialsOfColumns } from '../../support/goldenBehavior.ts';

describe('signalDetection', () => {
  const spec = signalDetection();

  it('likelihood, maximum and Hessian are those of the reference', () => {
    const { compared, impossible } = expectGoldenModel(
      'sdt',
      spec,
      ({ is_old, resp_old }) => trialsOfColumns({ signal: is_old, choice: resp_old }),
      'clip',
    );
    expect([compared, impossible]).toEqual([54, 6]);
  });

  it('is most likely where hits and false alarms are those of the data', () => {
    // 40 of 50 hits, 15 of 50 false alarms
    const signal = Array.from({ length: 100 }, (_, t) => (t < 50 ? 1 : 0));
    const choice = signal.map((_, t) => (t < 40 || (t >= 50 && t < 65) ? 1 : 0));
    const [hits, alarms] = [normalQuantile(0.8), normalQuantile(0.3)];
    const trials = trialsOfColumns({ signal, choice });
    const at = (sensitivity: number, criterion: number) => logLikelihoodOf(spec, { sensitivity, criterion }, trials);
    const most = at(hits - alarms, -(hits + alarms) / 2);
    expect(most).toBeCloseTo(40 * Math.log(0.8) + 10 * Math.log(0.2) + 15 * Math.log(0.3) + 35 * Math.log(0.7), 10);
    for (const [more, up] of [
      [0.01, 0],
      [-0.01, 0],
      [0, 0.01],
      [0, -0.01],
    ])
      expect(at(hits - alarms + more, -(hits + alarms) / 2 + up)).toBeLessThan(most);
  });

  it('derivatives agree with differences', () => {
    const trials = simulated(spec, { sensitivity: 1.5, criterion: 0.3 }, {}, random(3));
    for (const x of [
      [-2.3, 0.3],
      [0.4, -1.2],
      [3, 4],
    ])
      expectExactDerivatives(spec, trials, Float64Array.from(x));
  });

  it('simulated choices follow the likelihood', () => {
    expectScoresAboutZero(spec, { sensitivity: 1.2, criterion: -0.3 });
  });

  it('a trial without a choice is left out', () => {
    const natural = { sensitivity: 1, criterion: 0.2 };
    const trials = simulated(spec, natural, { numTrials: 30 }, random(2));
    expect(logLikelihoodOf(spec, natural, withEmptyCells(trials, 'choice', [0, 7, 20]))).toBeCloseTo(
      logLikelihoodOf(spec, natural, withoutTrials(trials, [0, 7, 20])),
      12,
    );
  });

  it('half of the simulated trials hold a signal', () => {
    const { columns } = signalDetectionModel(spec).design({ numBlocks: 2, numTrials: 13 }, random(1));
    expect(columns.signal.filter((is) => is === 1)).toHaveLength(13);
  });

  it('refuses options that are unknown or out of range', () => {
    expect(() => signalDetection({ maxSensitivity: 0 })).toThrow(SpecError);
    expect(() => signalDetection({ max: 3 } as object)).toThrow(SpecError);
    expect(() => signalDetectionModel(spec).design({ trials: 3 }, random(1))).toThrow(SpecError);
  });
});
