import { describe, expect, it } from 'vitest';
import { DataError, SpecError } from '../../src/errors.ts';
import type { Fit } from '../../src/models/fit.ts';
import { fitFrom } from '../../src/models/fitFrom.ts';
import { logLikelihood } from '../../src/models/inference/logLikelihood.ts';
import { lasso, ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { hideTrials } from '../../src/models/trials.ts';
import { type FinishedSteps, type FitState, type FitUpdate, fitSteps } from '../../src/workflows/fitSteps.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { untyped } from '../badInput/refusal.ts';
import { randomTrials } from '../support/randomTrials.ts';

const trials = randomTrials(8);
const spec = staticGlmHmm({ numStates: 2, penalty: ridge(0.5) });

/** Every step, and where they ended. */
function run(steps: Generator<FitUpdate, FinishedSteps, void>): { updates: FitUpdate[]; end: FinishedSteps } {
  const updates: FitUpdate[] = [];
  let next = steps.next();
  for (; !next.done; next = steps.next()) updates.push(next.value);
  return { updates, end: next.value };
}

function throughJson(state: FitState): FitState {
  return JSON.parse(JSON.stringify(state));
}

const specs = {
  static: spec,
  walking: partialGlmHmm({ numStates: 2, sigma: 0.2 }),
  dynamic: dynamicGlmHmm({
    numStates: 2,
    sigma: 0.2,
    alpha: 3,
    center: [
      [0.9, 0.1],
      [0.1, 0.9],
    ],
  }),
  sparse: staticGlmHmm({ numStates: 2, penalty: lasso(2) }),
};

describe('fitSteps', () => {
  it.each(Object.entries(specs))('takes the steps of fitModel from its first start: %s', async (_, one) => {
    const { updates, end } = run(fitSteps(trials, one));
    const fit = await fitTrials(trials, one, { restarts: 1 });
    expect(updates.map(({ evaluation }) => evaluation)).toEqual(updates.map((_, i) => i + 1));
    expect(updates).toHaveLength(fit.evaluations);
    const trace = updates.filter(({ accepted }) => accepted).map(({ logPosterior }) => logPosterior);
    expect(Float64Array.from(trace)).toEqual(fit.trace);
    expect(end.fit.params).toEqual(fit.params);
    expect(end).toMatchObject({ logPosterior: fit.logPosterior, stopReason: fit.stopReason });
  });

  it.each(Object.entries(specs))('yields states that survive JSON and are fits: %s', (_, one) => {
    const { updates, end } = run(fitSteps(trials, one, { maxIterations: 12 }));
    for (const { state } of updates) {
      expect(throughJson(state)).toEqual(state);
      expect(structuredClone(state)).toEqual(state);
    }
    const { state } = updates[updates.length - 1];
    const fit = fitFrom(state.spec, state.params, state);
    expect(fit).toEqual(end.fit);
    expect(logLikelihood(fit, trials).total).toBe(logLikelihood(end.fit, trials).total);
  });

  it('keeps the best parameters in its state where a step is refused', () => {
    const { updates } = run(fitSteps(trials, specs.dynamic));
    expect(updates.some(({ accepted }) => !accepted)).toBe(true);
    updates.forEach(({ accepted, state, logPosterior }, i) => {
      if (i === 0) return;
      if (accepted) expect(logPosterior).toBeGreaterThanOrEqual(updates[i - 1].logPosterior - 1e-9);
      else expect(state).toBe(updates[i - 1].state);
    });
  });

  it('goes on from a state as if it had not stopped, step for step with EM', () => {
    const control = { method: 'em', maxIterations: 14 } as const;
    const { updates } = run(fitSteps(trials, spec, control));
    const startFrom = throughJson(updates[5].state);
    const resumed = run(fitSteps(trials, spec, { ...control, startFrom, maxIterations: 9 })).updates;
    resumed.forEach(({ logPosterior }, i) => {
      expect(logPosterior).toBeCloseTo(updates[5 + i].logPosterior, 9);
    });
  });

  it.each(Object.entries(specs))('reaches from a state what it would have reached: %s', (_, one) => {
    const { updates, end } = run(fitSteps(trials, one));
    const startFrom = throughJson(updates[Math.floor(updates.length / 2)].state);
    const resumed = run(fitSteps(trials, one, { startFrom }));
    expect(resumed.end.logPosterior).toBeCloseTo(end.logPosterior, 5);
  });

  it('starts from a fit, whose matrix is the center that transitions per session lack', () => {
    const { fit } = run(fitSteps(trials, specs.walking)).end;
    const lacking = dynamicGlmHmm({ numStates: 2, sigma: 0.2, alpha: 3 });
    const [{ state }] = run(fitSteps(trials, lacking, { startFrom: fit, maxIterations: 2 })).updates;
    expect(state.spec.transitions).toEqual({
      kind: 'perSession',
      alpha: 3,
      center: [
        Array.from(fit.params.transitionMatrix.data.subarray(0, 2)),
        Array.from(fit.params.transitionMatrix.data.subarray(2)),
      ],
    });
    expect(() => fitSteps(trials, lacking)).toThrow('Transitions per session need a center');
  });

  it('refuses what fitModel refuses, when it is called and not at its first step', () => {
    const other: Fit = { ...run(fitSteps(trials, spec, { maxIterations: 1 })).end.fit, featureNames: ['bias', 'x9'] };
    expect(() => fitSteps(trials, spec, { startFrom: other })).toThrow(SpecError);
    expect(() => fitSteps(trials, spec, { maxIterations: 0 })).toThrow('maxIterations');
    expect(() => fitSteps(trials, spec, { method: untyped('newtons') })).toThrow("method must be one of 'auto', 'em'");
    const none = hideTrials(trials, () => true);
    expect(() => fitSteps(none, spec)).toThrow(DataError);
    const { state } = run(fitSteps(trials, spec, { maxIterations: 1 })).updates[0];
    const broken = { ...state, params: { ...state.params, initialProbs: [0.7, 0.7] } };
    expect(() => fitSteps(trials, spec, { startFrom: broken })).toThrow('initialProbs must sum to 1');
  });
});
