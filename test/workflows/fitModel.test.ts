import { describe, expect, it } from 'vitest';
import { fitModel } from '../../src/data/files/fitModel.ts';
import { fitFromJson, fitToJson } from '../../src/data/fitJson.ts';
import type { FitProgress } from '../../src/execution/drive.ts';
import { interruption } from '../../src/execution/interruption.ts';
import { dirichlet } from '../../src/models/dirichlet.ts';
import { ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import { version } from '../../src/models/version.ts';
import { toNested } from '../../src/numerics/ndarray.ts';
import { randomTrials, startedAt } from '../support/randomTrials.ts';

const trials = randomTrials(21);
const two = staticGlmHmm({
  numStates: 2,
  penalty: ridge(1, { includeBias: true }),
  transitionPrior: dirichlet({ stay: 4, leave: 1 }),
});
const best = (fit: { readonly restarts: readonly { readonly logPosterior: number }[] }): number =>
  Math.max(...fit.restarts.map(({ logPosterior }) => logPosterior));

describe('starts', () => {
  it('are ten by default, one with one state or a given start', async () => {
    const fit = await fitModel(trials, two);
    expect(fit.restarts).toHaveLength(10);
    expect((await fitModel(trials, glm())).restarts).toHaveLength(1);
    expect((await fitModel(trials, two, { startFrom: fit })).restarts).toHaveLength(1);
  });

  it('are each reported, and the best is the fit', async () => {
    const fit = await fitModel(trials, two, { restarts: 4 });
    expect(fit.restarts).toHaveLength(4);
    expect(fit.logPosterior).toBe(best(fit));
    expect(fit.evaluations).toBe(fit.restarts.reduce((sum, one) => sum + one.evaluations, 0));
    for (const { converged, logPosterior, trace, evaluations } of fit.restarts) {
      expect(converged).toBe(true);
      expect(trace.at(-1)).toBe(logPosterior);
      expect(trace.length).toBeLessThanOrEqual(evaluations);
    }
    expect(Array.from(fit.trace)).toEqual(
      Array.from(fit.restarts.find(({ logPosterior }) => logPosterior === best(fit))?.trace ?? []),
    );
  });

  it('are those of a longer search from the same seed, and others from another', async () => {
    const control = { maxIterations: 3 };
    const few = await fitModel(trials, two, { ...control, restarts: 2, seed: 7 });
    const many = await fitModel(trials, two, { ...control, restarts: 4, seed: 7 });
    const others = await fitModel(trials, two, { ...control, restarts: 2, seed: 8 });
    expect(many.restarts.slice(0, 2)).toEqual(few.restarts);
    expect(others.restarts[0].trace[0]).not.toBe(few.restarts[0].trace[0]);
  });

  it('begin with the given one, and go on with drawn ones where more are asked for', async () => {
    const kept = await fitModel(trials, two, { restarts: 3 });
    const fit = await fitModel(trials, two, { startFrom: kept, restarts: 3, seed: 4 });
    const drawn = await fitModel(trials, two, { restarts: 2, seed: 4 });
    expect(fit.restarts[0].trace[0]).toBeCloseTo(kept.logPosterior, 9);
    expect(fit.restarts.slice(1)).toEqual(drawn.restarts);
    expect(fit.logPosterior).toBeGreaterThanOrEqual(kept.logPosterior);
  });

  it('can be given parameters of other origin', async () => {
    const start = startedAt(two, 1);
    const fit = await fitModel(trials, two, { startFrom: start });
    expect(fit.logPosterior).toBeCloseTo((await fitModel(trials, two)).logPosterior, 5);
  });
});

describe('the record of a fit', () => {
  it('says what it was fitted to, by what, and that log posterior = log-likelihood + log prior', async () => {
    const fit = await fitModel(trials, two, { restarts: 2, seed: 3 });
    expect(fit).toMatchObject({
      kind: 'fit',
      version,
      spec: two,
      seed: 3,
      converged: true,
      stopReason: 'converged',
      featureNames: ['bias', 'x0'],
      numTrials: 131,
      numObserved: 131,
    });
    expect(fit.dataHash).toMatch(/^[0-9a-f]{64}$/);
    expect(fit.requestHash).toMatch(/^[0-9a-f]{64}$/);
    expect(fit.seconds).toBeGreaterThan(0);
    expect(fit.logLikelihood + fit.logPrior).toBeCloseTo(fit.logPosterior, 10);
    expect(fit.logPrior).toBeLessThan(0);
  });

  it('survives structuredClone and JSON, bit for bit', async () => {
    const fit = await fitModel(trials, two, { restarts: 2 });
    expect(structuredClone(fit)).toEqual(fit);
    expect(fitFromJson(fitToJson(fit))).toEqual(fit);
  });

  it('is the same bit for bit whenever and beside whatever it is made', async () => {
    const control = { restarts: 3, seed: 11 };
    const spec = partialGlmHmm({ numStates: 2, sigma: 0.3, penalty: ridge(1) });
    const [one, other] = await Promise.all([
      fitModel(trials, spec, { ...control, onProgress: () => {} }),
      fitModel(trials, spec, control),
    ]);
    expect({ ...one, seconds: 0 }).toEqual({ ...other, seconds: 0 });
  });
});

describe('where a fit stops', () => {
  it('is maxIterations at the latest, which is said and does not throw', async () => {
    const fit = await fitModel(trials, two, { restarts: 2, maxIterations: 4 });
    expect(fit).toMatchObject({ converged: false, stopReason: 'maxIterations' });
    expect(fit.diagnostics).toContainEqual({
      code: 'notConverged',
      message: expect.stringContaining('raise maxIterations'),
    });
    for (const { evaluations } of fit.restarts) expect(evaluations).toBeLessThanOrEqual(4);
  });

  it('is where it converges when it goes on from a fit that had not', async () => {
    const early = await fitModel(trials, two, { restarts: 1, maxIterations: 6 });
    const late = await fitModel(trials, two, { startFrom: early });
    expect(late.converged).toBe(true);
    expect(late.trace[0]).toBeCloseTo(early.logPosterior, 9);
    expect(late.logPosterior).toBeGreaterThan(early.logPosterior);
  });

  it('comes sooner with a wider tolerance, and a little lower', async () => {
    const fine = await fitModel(trials, two, { restarts: 1 });
    const coarse = await fitModel(trials, two, { restarts: 1, tolerance: 1e-3, method: 'em' });
    const careful = await fitModel(trials, two, { restarts: 1, method: 'em' });
    expect(coarse.evaluations).toBeLessThanOrEqual(careful.evaluations);
    expect(coarse.logPosterior).toBeLessThanOrEqual(fine.logPosterior + 1e-6);
  });

  it('is the same for full EM steps, after more of them', async () => {
    const auto = await fitModel(trials, two, { restarts: 1 });
    const em = await fitModel(trials, two, { restarts: 1, method: 'em' });
    expect(em.logPosterior).toBeCloseTo(auto.logPosterior, 4);
    expect(em.converged).toBe(true);
    expect(em.evaluations).toBeGreaterThan(auto.evaluations);
  });
});

describe('onProgress', () => {
  it('tells start, evaluation and best value as they come, and the end once', async () => {
    const seen: FitProgress[] = [];
    const fit = await fitModel(trials, two, { restarts: 3, onProgress: (now) => seen.push(now) });
    const [last] = seen.slice(-1);
    expect(seen.filter(({ done }) => done)).toEqual([last]);
    expect(last).toMatchObject({ restart: 3, numRestarts: 3, logPosterior: fit.logPosterior, done: true });
    fit.restarts.forEach(({ evaluations, trace, logPosterior }, index) => {
      const own = seen.filter(({ restart, done }) => restart === index + 1 && !done);
      expect(own.map(({ evaluation }) => evaluation)).toEqual(Array.from({ length: evaluations }, (_, i) => i + 1));
      expect(own[0].logPosterior).toBe(trace[0]);
      expect(own.at(-1)?.logPosterior).toBe(logPosterior);
      for (const [i, { logPosterior: value }] of own.entries())
        expect(value).toBeGreaterThanOrEqual(own[Math.max(0, i - 1)].logPosterior);
    });
    expect(seen.every(({ numRestarts, stage }) => numRestarts === 3 && stage === undefined)).toBe(true);
  });

  it('ends the fit with what it throws', async () => {
    const onProgress = () => {
      throw new Error('no more paper');
    };
    await expect(fitModel(trials, two, { onProgress })).rejects.toThrow('no more paper');
  });
});

describe('signal', () => {
  it('refuses to begin when it is aborted already', async () => {
    const signal = AbortSignal.abort();
    await expect(fitModel(trials, two, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ends a running fit with an AbortError, or its own reason, at the next step', async () => {
    for (const reason of [undefined, new Error('enough')]) {
      const control = new AbortController();
      let steps = 0;
      const running = fitModel(trials, two, {
        restarts: 1000,
        signal: control.signal,
        onProgress: () => {
          if (++steps === 20) control.abort(reason);
        },
      });
      await expect(running).rejects.toMatchObject(reason ?? { name: 'AbortError' });
      expect(steps).toBe(20);
    }
  });

  it('lets timers run while it fits, so that one of them can end it', async () => {
    const large = randomTrials(5, { lengths: [3000], numFeatures: 3, values: 'any' });
    const control = new AbortController();
    setTimeout(() => control.abort(), 100);
    const running = fitModel(large, staticGlmHmm({ numStates: 4 }), { restarts: 100_000, signal: control.signal });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is joined by the stop button of a notebook', async () => {
    let pressed = false;
    const running = fitModel(trials, two, {
      restarts: 1000,
      onProgress: () => {
        if (!pressed) interruption.interrupt();
        pressed = true;
      },
    });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a dynamic model fitted from nothing', () => {
  const spec = dynamicGlmHmm({ numStates: 2, sigma: 0.3, alpha: 5, penalty: ridge(1) });
  const partial = partialGlmHmm({ numStates: 2, sigma: 0.3, penalty: ridge(1) });

  it('starts from the partial fit of the same options, whose matrix becomes its center', async () => {
    const first = await fitModel(trials, partial, { restarts: 3, seed: 2 });
    const fit = await fitModel(trials, spec, { restarts: 3, seed: 2 });
    expect(fit.spec.transitions).toEqual({
      kind: 'perSession',
      alpha: 5,
      center: toNested(first.params.transitionMatrix),
    });
    const fromFirst = await fitModel(trials, spec, { startFrom: first, seed: 2 });
    expect(Array.from(fit.params.weights.data)).toEqual(Array.from(fromFirst.params.weights.data));
    expect(fit.restarts).toHaveLength(1);
  });

  it('says in its progress which stage runs, and that all is done once', async () => {
    const seen: FitProgress[] = [];
    await fitModel(trials, spec, { restarts: 2, onProgress: (now) => seen.push(now) });
    const stages = seen.map(({ stage }) => stage);
    const change = stages.indexOf(undefined);
    expect(change).toBeGreaterThan(0);
    expect(new Set(stages.slice(0, change))).toEqual(new Set(['one matrix for all sessions']));
    expect(new Set(stages.slice(change))).toEqual(new Set([undefined]));
    expect(seen.map(({ done }) => done).lastIndexOf(false)).toBe(seen.length - 2);
    expect(seen.filter(({ done }) => done)).toHaveLength(1);
  });

  it('keeps a center that is given, and that of the dynamic fit it starts from', async () => {
    const center = [
      [0.9, 0.1],
      [0.3, 0.7],
    ];
    const given = await fitModel(
      trials,
      dynamicGlmHmm({ numStates: 2, sigma: 0.3, alpha: 5, penalty: ridge(1), center }),
    );
    expect(given.spec.transitions).toMatchObject({ center });
    const again = await fitModel(trials, spec, { startFrom: given });
    expect(again.spec.transitions).toMatchObject({ center });
    expect(again.logPosterior).toBeCloseTo(given.logPosterior, 6);
  });
});
