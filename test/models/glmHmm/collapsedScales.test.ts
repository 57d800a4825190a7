import { describe, expect, it } from 'vitest';
import { bias } from '../../../src/data/features.ts';
import { readTrials } from '../../../src/data/readTrials.ts';
import { fitFrom } from '../../../src/models/fitFrom.ts';
import { diagnose } from '../../../src/models/glmHmm/diagnose.ts';
import { glmHmmProblem } from '../../../src/models/glmHmm/problem.ts';
import {
  gamma,
  gaussian,
  negativeBinomial,
  type Observation,
} from '../../../src/models/observations/observationSpecs.ts';
import { glmHmm } from '../../../src/models/specs.ts';
import type { Trials } from '../../../src/models/trials.ts';
import { random } from '../../../src/numerics/random.ts';
import { fitTrials } from '../../../src/workflows/fitTrials.ts';

const read = (y: readonly number[]): Trials => readTrials({ y }, { y: 'y', features: { bias: bias() } });
const draws = random(5);
/** Durations of every size, among them ten of one same value: a state can fit those without error. */
const repeated = read(Array.from({ length: 240 }, (_, t) => (t >= 100 && t < 110 ? 3 : 0.1 + 2 * draws.gamma(1))));
const two = glmHmm({ numStates: 2, initialProbs: 'uniform', observation: gamma() });

const codesAt = (observation: Observation, scale: number): string[] => {
  const trials = read([1, 2, 3, 5, 8, 13]);
  const fit = fitFrom(
    glmHmm({ numStates: 2, initialProbs: 'uniform', observation }),
    {
      weights: [[1], [2]],
      transitionMatrix: [
        [0.9, 0.1],
        [0.1, 0.9],
      ],
      scale: [1, scale],
    },
    trials,
  );
  const said = diagnose(glmHmmProblem(fit.spec, trials), fit.params, 'converged');
  return said.map(({ code }) => code).filter((code) => code === 'scaleRunsToZero');
};

describe('scales that run to zero', () => {
  it('are told where a density has no bound, beside the spread of the observations', () => {
    for (const observation of [gaussian(), gamma()]) {
      expect(codesAt(observation, 1e-6)).toEqual([]);
      expect(codesAt(observation, 1e-12)).toEqual(['scaleRunsToZero']);
    }
    expect(codesAt(negativeBinomial(), 1e-12)).toEqual([]);
  });

  it('lose to every start that stayed bounded, however high they went', async () => {
    const fit = await fitTrials(repeated, two, { restarts: 10, seed: 1 });
    const boundless = fit.restarts.filter(({ diagnostics }) =>
      diagnostics.some((one) => one.code === 'scaleRunsToZero'),
    );
    expect(boundless.length).toBeGreaterThan(0);
    expect(Math.max(...boundless.map(({ logPosterior }) => logPosterior))).toBeGreaterThan(fit.logPosterior + 100);
    expect(fit.diagnostics).toEqual([]);
    expect(fit.converged).toBe(true);
  });

  it('are told with state, trials and advice when every start ends so', async () => {
    for (const value of [0, 3]) {
      const fit = await fitTrials(
        read(new Array<number>(6).fill(value)),
        glmHmm({ numStates: 1, observation: gaussian() }),
      );
      expect(fit.diagnostics.find(({ code }) => code === 'scaleRunsToZero')?.message).toBe(
        'The scale of state 1 (counted from 1, in the order of params) runs to 0: the state fits its 6.0 trials without error, so the likelihood grows for ever and says nothing. Look for a feature that the response was computed from, or for a response that never changes.',
      );
    }
  });
});
