import { describe, expect, it } from 'vitest';
import { glmHmmProblem } from '../../../src/models/glmHmm/problem.ts';
import { drawStart, startingGlm } from '../../../src/models/glmHmm/starts.ts';
import { glm, staticGlmHmm } from '../../../src/models/presets.ts';
import { dirichlet, randomWalk, ridge } from '../../../src/models/specs.ts';
import type { Trials } from '../../../src/models/trials.ts';
import { toNested } from '../../../src/numerics/ndarray.ts';
import { fitTrials } from '../../../src/workflows/fitTrials.ts';
import { trialsOf } from '../../support/models.ts';
import { randomTrials } from '../../support/randomTrials.ts';

const trials = randomTrials(31, { lengths: [200], numFeatures: 2, values: 'any' });
const three = staticGlmHmm({ numStates: 3 });
const problem = glmHmmProblem(three, trials);

function inUnitsOf(factor: number, trials: Trials): Trials {
  const data = trials.features.data.map((value, i) => (i % 3 === 1 ? value * factor : value));
  return { ...trials, features: { ...trials.features, data } };
}

describe('the weights that starts are drawn around', () => {
  it('are those of the GLM with the same penalty', async () => {
    for (const penalty of [ridge(0), ridge(5)]) {
      const { params } = await fitTrials(trials, glm({ penalty }));
      const { weights } = startingGlm(
        staticGlmHmm({ numStates: 2, penalty, transitionPrior: dirichlet({ stay: 5, leave: 1 }) }),
        trials,
      );
      expect(Array.from(weights.data)).toEqual(Array.from(params.weights.data));
    }
  });

  it('stay near where choices are separable', () => {
    const x = [-2, -1, 1, 2];
    const separable = trialsOf({ choices: [0, 0, 1, 1], features: { x } });
    expect(Math.abs(startingGlm(glm(), separable).weights.data[0])).toBeLessThanOrEqual(5);
  });
});

describe('drawStart', () => {
  const average = startingGlm(three, trials);

  it('makes states distinct and sticky', () => {
    const { weights: drawn, transitionMatrix, initialProbs } = drawStart(problem, average, 1, 0);
    expect(drawn.shape).toEqual([3, 3]);
    expect(new Set(drawn.data).size).toBe(9);
    expect(toNested(transitionMatrix)).toEqual([
      [0.95, expect.closeTo(0.025), expect.closeTo(0.025)],
      [expect.closeTo(0.025), 0.95, expect.closeTo(0.025)],
      [expect.closeTo(0.025), expect.closeTo(0.025), 0.95],
    ]);
    expect(Array.from(initialProbs.data)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it('gives each start and each seed draws of its own, always the same', () => {
    const first = (seed: number, index: number): number => drawStart(problem, average, seed, index).weights.data[0];
    expect(first(1, 0)).toBe(first(1, 0));
    expect(new Set([first(1, 0), first(1, 1), first(2, 0), first(2, 1)]).size).toBe(4);
  });

  it('is the GLM itself with one state', () => {
    const spec = glm({ weights: randomWalk({ sigma: 1 }) });
    const start = drawStart(glmHmmProblem(spec, trials), average, 1, 3);
    expect(Array.from(start.weights.data)).toEqual(Array.from(average.weights.data));
    expect(toNested(start.transitionMatrix)).toEqual([[1]]);
  });

  it('does not depend on the units of a feature', () => {
    const scaled = inUnitsOf(1000, trials);
    const start = drawStart(problem, average, 1, 0).weights.data;
    const other = drawStart(glmHmmProblem(three, scaled), startingGlm(three, scaled), 1, 0).weights.data;
    other.forEach((weight, i) => {
      expect(i % 3 === 1 ? weight * 1000 : weight).toBeCloseTo(start[i], 5);
    });
  });
});
