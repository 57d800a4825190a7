import { describe, expect, it } from 'vitest';
import { SpecError } from '../../../src/errors.ts';
import type { BehaviorSpec } from '../../../src/models/behavior/behaviors.ts';
import { checkModel } from '../../../src/models/behavior/checkModel.ts';
import { driftDiffusion } from '../../../src/models/behavior/driftDiffusion.ts';
import { type OwnBehaviorOptions, ownBehavior } from '../../../src/models/behavior/ownBehavior.ts';
import { rescorlaWagner } from '../../../src/models/behavior/rescorlaWagner.ts';
import { twoStep } from '../../../src/models/behavior/twoStep.ts';
import { unit } from '../../../src/models/hierarchical/scales.ts';

const failed = (spec: BehaviorSpec): readonly string[] =>
  checkModel(spec, { numSubjects: 60 })
    .checks.filter(({ passed }) => !passed)
    .map(({ name }) => name);

/** P(choice is 1) = bias. */
const coin: OwnBehaviorOptions = {
  name: 'coin',
  parameters: { bias: unit() },
  columns: { choice: { role: 'response', numClasses: 2 } },
  logLikelihood: ({ bias }, { columns }, math, note) => {
    let total = math.multiply(0, bias);
    columns.choice.forEach((c, t) => {
      if (Number.isNaN(c)) return;
      const part = math.log(c === 1 ? bias : math.subtract(1, bias));
      note?.('logLikelihood', t, part);
      total = math.add(total, part);
    });
    return total;
  },
  design: () => ({ numTrials: 20, blockStarts: Int32Array.of(0), columns: {} }),
  simulate: ({ bias }, { numTrials }, random) => ({
    choice: Float64Array.from({ length: numTrials }, () => Number(random.uniform() < bias)),
  }),
};

describe('checkModel', () => {
  it.each([
    ['rescorlaWagner', rescorlaWagner({ learningRates: 2 })],
    ['twoStep', twoStep()],
    ['driftDiffusion', driftDiffusion()],
    ['a coin', ownBehavior(coin)],
  ])('passes %s', (_, spec) => {
    const { passed, checks } = checkModel(spec, { numSubjects: 60 });
    expect(checks.filter((check) => !check.passed)).toEqual([]);
    expect(passed).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual([
      'scales',
      'simulator',
      'derivatives',
      'notes',
      'missing responses',
      'score',
    ]);
  });

  it('finds a simulator that does something else', () => {
    const simulate: typeof coin.simulate = (parameters, design, random) => ({
      choice: Float64Array.from({ length: design.numTrials }, () => Number(random.uniform() < parameters.bias ** 2)),
    });
    expect(failed(ownBehavior({ ...coin, simulate }))).toEqual(['score']);
  });

  it('finds derivatives that are wrong', () => {
    const derivatives: typeof coin.derivatives = ([bias], { columns }, out) => {
      out.value = 0;
      out.gradient[0] = 0;
      out.hessian[0] = 0;
      for (const c of columns.choice) {
        if (Number.isNaN(c)) continue;
        out.value += Math.log(c === 1 ? bias : 1 - bias);
        out.gradient[0] += c === 1 ? 1 / bias : -1 / (1 - bias);
        out.hessian[0] -= c === 1 ? 1 / bias : 1 / (1 - bias) ** 2;
      }
    };
    expect(failed(ownBehavior({ ...coin, derivatives }))).toEqual(['derivatives']);
  });

  it('finds notes that do not add up', () => {
    const logLikelihood: typeof coin.logLikelihood = (parameters, trials, math, note) =>
      coin.logLikelihood(parameters, trials, math, note && ((name, t, value) => t > 0 && note(name, t, value)));
    expect(failed(ownBehavior({ ...coin, logLikelihood }))).toEqual(['notes']);
  });

  it('finds a likelihood that takes an empty response for a class', () => {
    const logLikelihood: typeof coin.logLikelihood = (parameters, trials, math, note) =>
      coin.logLikelihood(
        parameters,
        { ...trials, columns: { choice: trials.columns.choice.map((c) => (c === 1 ? 1 : 0)) } },
        math,
        note,
      );
    const { checks } = checkModel(ownBehavior({ ...coin, logLikelihood }), { numSubjects: 60 });
    expect(checks.filter(({ passed }) => !passed)).toEqual([
      { name: 'missing responses', passed: false, detail: 'Trial 1 counts although its choice is empty.' },
    ]);
  });

  it('finds a scale whose inverse is another', () => {
    const bias = { kind: 'own', ...scaleOf(2) } as const;
    expect(failed({ ...ownBehavior(coin), parameters: { bias } })).toEqual(['scales']);
    expect(failed({ ...ownBehavior(coin), parameters: { bias: { kind: 'own', ...scaleOf(1) } } })).toEqual([]);
  });

  it('reports what throws, and that nothing is left to look at', () => {
    const { simulate, ...rest } = coin;
    const { passed, checks } = checkModel(ownBehavior(rest), { numSubjects: 60 });
    expect(passed).toBe(false);
    expect(checks[1].detail).toContain('has no simulate');
    expect(checks[2].detail).toContain('no simulated data');
    expect(failed(ownBehavior({ ...coin, simulate: () => ({ choice: new Float64Array(20).fill(7) }) }))).toContain(
      'simulator',
    );
  });

  it('refuses impossible options', () => {
    expect(() => checkModel(rescorlaWagner(), { numSubjects: 3 })).toThrow(SpecError);
    expect(() => checkModel(rescorlaWagner(), { subjects: 3 } as never)).toThrow(SpecError);
  });
});

/** The logistic scale, with an inverse that is off by a factor. */
function scaleOf(factor: number) {
  const p = (x: number): number => 1 / (1 + Math.exp(-x));
  return {
    toNatural: p,
    fromNatural: (value: number) => factor * Math.log(value / (1 - value)),
    first: (x: number) => p(x) * (1 - p(x)),
    second: (x: number) => p(x) * (1 - p(x)) * (1 - 2 * p(x)),
  };
}
