import { describe, expect, it } from 'vitest';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { predict } from '../../src/models/inference/predict.ts';
import { predictChoices } from '../../src/models/inference/predictChoices.ts';
import { classLapses, historyLapses, type Lapses } from '../../src/models/lapses.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { glm } from '../../src/models/presets.ts';
import type { Nested } from '../../src/numerics/ndarray.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { golden, largestDifference } from '../support/golden.ts';
import { trialsOf } from '../support/models.ts';

const all = golden('glmhmmt/glm_lapse_C3');
const column = (d: number): number[] => all.X.map((row: number[]) => row[d]);
const trials = trialsOf({
  choices: all.y,
  features: { bias: column(0), x1: column(1), x2: column(2) },
  sessionStarts: [0, all.y.length],
});
const observation = softmax({ numClasses: 3 });
const zeros = [0, 0, 0];
const { cls, history, history_conditioned: byChoice } = all;

const cases: Readonly<Record<string, { lapses: Lapses; rates: number[] | null; p: Nested; nll: number }>> = {
  'no lapses': { lapses: { kind: 'none' }, rates: null, p: all.p_none, nll: all.nll_none },
  'lapses to each class': { lapses: classLapses(), rates: cls.rates, p: cls.p, nll: cls.nll },
  'lapses of history': {
    lapses: historyLapses(),
    rates: [history.repeat, history.alternate],
    p: history.p,
    nll: history.nll,
  },
  'lapses of history by previous choice': {
    lapses: historyLapses({ by: 'choice' }),
    rates: byChoice.repeat_by_prev.flatMap((r: number, k: number) => [r, byChoice.alternate_by_prev[k]]),
    p: byChoice.p,
    nll: byChoice.nll,
  },
};

describe('the GLM with lapses of the reference', () => {
  it.each(Object.entries(cases))('%s: probabilities and likelihood', (_, { lapses, rates, p, nll }) => {
    const fit = fitFrom(
      glm({ observation, lapses }),
      { weights: [[zeros, ...all.W]], lapses: rates && [rates] },
      trials,
    );
    expect(largestDifference(predict(fit, trials).perState.data, p)).toBeLessThan(1e-10);
    expect(largestDifference(predictChoices(fit, trials).probabilities, p)).toBeLessThan(1e-10);
    expect(Math.abs(logLikelihood(fit, trials).total + nll)).toBeLessThan(1e-10);
  });

  it('without lapses has its maximum where the reference found it', async () => {
    const fit = await fitTrials(trials, glm({ observation }));
    expect(fit.logLikelihood).toBeCloseTo(-all.mle_none.nll, 8);
    expect(largestDifference(fit.params.weights.data, [zeros, ...all.mle_none.W])).toBeLessThan(1e-4);
  });

  it.each(Object.entries(cases))('%s: are fitted at least as well as at given rates', async (_, { lapses, nll }) => {
    const fit = await fitTrials(trials, glm({ observation, lapses }));
    expect(fit.logLikelihood).toBeGreaterThan(-nll);
    for (const rate of fit.params.lapses?.data ?? []) {
      expect(rate).toBeGreaterThanOrEqual(0);
      expect(rate).toBeLessThanOrEqual(0.2);
    }
  });
});
