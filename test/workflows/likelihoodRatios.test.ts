import { describe, expect, it } from 'vitest';
import { dirichlet } from '../../src/models/dirichlet.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { ridge } from '../../src/models/penalties.ts';
import { glm, staticGlmHmm } from '../../src/models/presets.ts';
import { simulate } from '../../src/models/simulation/simulate.ts';
import { type GlmHmmSpec, glmHmm } from '../../src/models/specs.ts';
import { inputDriven, perSession } from '../../src/models/transitionModels.ts';
import type { Trials } from '../../src/models/trials.ts';
import { randomWalk } from '../../src/models/weightModels.ts';
import { chiSquareTail } from '../../src/numerics/chiSquareTail.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { likelihoodRatios } from '../../src/workflows/likelihoodRatios.ts';
import { randomTrials } from '../support/randomTrials.ts';

/** Choices of which the first feature decides, the second does nothing. */
function madeBy(spec: GlmHmmSpec, weights: number[][], seed: number, lengths = [200, 200]): Trials {
  const like = randomTrials(seed, { lengths, numFeatures: 2, values: 'any' });
  const K = spec.numStates;
  const transitionMatrix = Array.from({ length: K }, (_, i) =>
    Array.from({ length: K }, (_, j) => (i === j ? 0.95 : 0.05 / (K - 1))),
  );
  const truth = fitFrom(spec, { weights, ...(K > 1 && { transitionMatrix }) }, like);
  return simulate(truth, { like, seed }).trials;
}

describe('likelihoodRatios of a GLM', () => {
  const trials = madeBy(glm(), [[0.2, 1.5, 0]], 3);

  it('are those of the two fits without penalty, whatever the penalty of the fit', async () => {
    const free = await fitTrials(trials, glm());
    const fit = await fitTrials(trials, glm({ penalty: ridge(30, { includeBias: true }) }));
    const ratios = await likelihoodRatios(trials, fit);
    expect(ratios.map(({ regressor }) => regressor)).toEqual(trials.featureNames);
    for (const { regressor, chi2, df, p, logLikelihood, converged } of ratios) {
      const without = await fitTrials(trials, glm({ frozen: { [regressor]: 0 } }));
      expect(logLikelihood).toBeCloseTo(without.logLikelihood, 8);
      expect(chi2).toBeCloseTo(2 * (free.logLikelihood - without.logLikelihood), 7);
      expect(df).toBe(1);
      expect(p).toBe(chiSquareTail(chi2, 1));
      expect(converged).toBe(true);
    }
    expect(ratios[1].p).toBeLessThan(1e-6);
  });

  it('hold p uniform where a regressor does nothing', async () => {
    const ps: number[] = [];
    for (let seed = 1; seed <= 60; seed++) {
      const silent = madeBy(glm(), [[0.2, 1, 0]], seed);
      ps.push((await likelihoodRatios(silent, await fitTrials(silent, glm())))[2].p);
    }
    // 99.9 % of binomial counts of 60 trials of one half, and of 5 %
    const half = ps.filter((p) => p < 0.5).length;
    expect(half).toBeGreaterThanOrEqual(17);
    expect(half).toBeLessThanOrEqual(43);
    expect(ps.filter((p) => p < 0.05).length).toBeLessThanOrEqual(10);
  });

  it('leave out regressors that are frozen, and take progress', async () => {
    const fit = await fitTrials(trials, glm({ frozen: { x1: 0.1 } }));
    const stages = new Set<string | undefined>();
    const ratios = await likelihoodRatios(trials, fit, { onProgress: ({ stage }) => stages.add(stage) });
    expect(ratios.map(({ regressor }) => regressor)).toEqual(['bias', 'x0']);
    expect([...stages]).toEqual(['all regressors', 'without bias', 'without x0']);
  });
});

describe('likelihoodRatios of several states', () => {
  const spec = staticGlmHmm({ numStates: 2, transitionPrior: dirichlet({ stay: 5, leave: 1 }) });
  const trials = madeBy(
    glmHmm({ numStates: 2 }),
    [
      [0, 3, 0],
      [1.5, 0, 0],
    ],
    5,
  );

  it('remove a weight a state, and none is below 0', async () => {
    const ratios = await likelihoodRatios(trials, await fitTrials(trials, spec), { restarts: 3, seed: 2 });
    expect(ratios.map(({ df }) => df)).toEqual([2, 2, 2]);
    expect(ratios[1].chi2).toBeGreaterThan(50);
    expect(ratios[2].chi2).toBeLessThan(20);
    for (const { chi2 } of ratios) expect(chi2).toBeGreaterThanOrEqual(0);
  });

  it('are of the highest full model that was found, also from a poor fit', async () => {
    const row = [0, 0.1, 0];
    const transitionMatrix = [
      [0.5, 0.5],
      [0.5, 0.5],
    ];
    const poor = fitFrom(glmHmm({ numStates: 2 }), { weights: [row, row], transitionMatrix }, trials);
    const ratios = await likelihoodRatios(trials, poor, { restarts: 4 });
    const { logLikelihood } = await fitTrials(trials, glmHmm({ numStates: 2 }), { restarts: 4 });
    for (const one of ratios) expect(one.chi2 / 2 + one.logLikelihood).toBeGreaterThan(logLikelihood - 1e-6);
  });

  it('count only the states in which a regressor is free, and hold it where it is not', async () => {
    const frozen = [{ x1: 0.4 }, {}];
    const fit = await fitTrials(trials, glmHmm({ numStates: 2, frozen }), { restarts: 2 });
    const ratios = await likelihoodRatios(trials, fit, { restarts: 1 });
    expect(ratios.map(({ df }) => df)).toEqual([2, 2, 1]);
  });

  it('keep what drives the transitions', async () => {
    const driven = glmHmm({ numStates: 2, transitions: inputDriven({ features: ['x0'], ridge: 1 }) });
    const fit = await fitTrials(trials, driven, { restarts: 2 });
    expect((await likelihoodRatios(trials, fit, { restarts: 1 })).map(({ df }) => df)).toEqual([2, 2, 2]);
  });
});

it.each([
  ['weights', glm({ weights: randomWalk({ sigma: 0.1 }) }), { weights: [[[0, 1]], [[0, 1]]] }],
  [
    'transitions',
    glmHmm({ numStates: 2, transitions: perSession({ alpha: 1 }) }),
    {
      weights: [
        [0, 1],
        [1, 0],
      ],
      transitionMatrix: new Array(2).fill([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
    },
  ],
])('likelihoodRatios refuses %s that are defined by a prior', async (option, spec, parameters) => {
  const trials = randomTrials(1, { lengths: [20, 20] });
  await expect(likelihoodRatios(trials, fitFrom(spec, parameters, trials))).rejects.toThrow(
    expect.objectContaining({ name: 'SpecError', option }),
  );
});
