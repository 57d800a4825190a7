import { describe, expect, it } from 'vitest';
import type { TrainedFit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { alignStates } from '../../src/models/states/alignStates.ts';
import type { Trials } from '../../src/models/trials.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { golden, largestDifference } from '../support/golden.ts';
import { ibl, rat } from '../support/publishedTrials.ts';

const expected = golden('ibl_ashwood/mle_six_mice');

async function requireReference(
  trials: Trials,
  numStates: number,
  reference: (typeof expected)['six']['K3'],
): Promise<TrainedFit> {
  const spec = staticGlmHmm({ numStates });
  const fit = await fitTrials(trials, spec);
  expect(fit.logLikelihood).toBeGreaterThan(reference.logLikelihood - 1e-3);
  const { weights, transitions: transitionMatrix, initial: initialProbs } = reference;
  const truth = fitFrom(spec, { weights, transitionMatrix, initialProbs }, trials);
  const [{ fit: aligned }] = alignStates([fit], { on: trials, to: truth });
  expect(largestDifference(aligned.params.weights.data, weights)).toBeLessThan(1e-3);
  expect(largestDifference(aligned.params.transitionMatrix.data, transitionMatrix)).toBeLessThan(1e-4);
  return fit;
}

describe('on six real mice', () => {
  it('finds the maximum likelihood of one, two and three pooled states by default', async (test) => {
    const trials = await ibl(test);
    for (const numStates of [1, 2, 3]) {
      const fit = await requireReference(trials, numStates, expected.six[`K${numStates}`]);
      expect(fit.diagnostics).toEqual([]);
    }
  });

  it('finds the maximum likelihood of three states of one mouse by default', async (test) => {
    await requireReference(await ibl(test, 0), 3, expected.cshl008.K3);
  });

  it('stops finite and says so where the weights of a fourth state run to infinity', async (test) => {
    const trials = await ibl(test, 0);
    const spec = staticGlmHmm({ numStates: 4 });
    const { weights, transitions: transitionMatrix, initial: initialProbs } = expected.cshl008.K4;
    const near = fitFrom(spec, { weights, transitionMatrix, initialProbs }, trials);
    for (const fit of [await fitTrials(trials, spec, { startFrom: near }), await fitTrials(trials, spec)]) {
      expect(fit.params.weights.data.every(Number.isFinite)).toBe(true);
      const runaway = fit.diagnostics.filter(({ code }) => code === 'weightsRunToInfinity');
      expect(runaway.length).toBeGreaterThan(0);
      const named = fit.restarts.flatMap(({ diagnostics }) => diagnostics).map(({ message }) => message);
      expect(named.join()).toMatch(/weights? of "(stimulus|bias|previousChoice|wsls)".* in state \d.*ridge/);
    }
  });
});

describe('on a real rat', () => {
  it('fits walking weights of one state, and two states, without a diagnostic', async (test) => {
    const trials = await rat(test);
    const one = await fitTrials(trials, partialGlmHmm({ numStates: 1, sigma: 0.1 }));
    const two = await fitTrials(trials, staticGlmHmm({ numStates: 2 }));
    const walking = await fitTrials(trials, partialGlmHmm({ numStates: 2, sigma: 0.1 }), { startFrom: two });
    for (const fit of [one, two, walking]) {
      expect(fit.diagnostics).toEqual([]);
      expect(fit.converged).toBe(true);
    }
    expect(walking.logLikelihood).toBeGreaterThan(two.logLikelihood);
  });
});
