import { describe, expect, it } from 'vitest';
import { DataError, SpecError } from '../../src/errors.ts';
import type { FitProgress } from '../../src/execution/drive.ts';
import { softmax } from '../../src/models/observations/observationSpecs.ts';
import { ridge } from '../../src/models/penalties.ts';
import { dynamicGlmHmm, glm, partialGlmHmm, staticGlmHmm } from '../../src/models/presets.ts';
import type { Trials } from '../../src/models/trials.ts';
import { splitSeed } from '../../src/numerics/random.ts';
import { fitEach } from '../../src/workflows/fitEach.ts';
import { fitTrials } from '../../src/workflows/fitTrials.ts';
import { cohortTrials, pooledCohort } from '../support/cohortTrials.ts';

const subjects = cohortTrials(1);
const spec = staticGlmHmm({ numStates: 2, penalty: ridge(1) });
/** As the second subject, but class 1 is never chosen. */
const neverOne: Trials = { ...subjects[1], choices: subjects[1].choices.map(() => 0) };
const withSoftmax = glm({ observation: softmax({ numClasses: 2 }), penalty: ridge(1) });

describe('fitEach', () => {
  it('gives each subject, in order, the fit that it has alone with its own seed', async () => {
    const fits = await fitEach(subjects, spec, { restarts: 2, seed: 5 });
    expect(fits.map(({ subject }) => subject)).toEqual(['B', 'A', 'C']);
    for (const [i, { fit, reason }] of fits.entries()) {
      const alone = await fitTrials(subjects[i], spec, { restarts: 2, seed: splitSeed(5, i) });
      expect(fit?.params).toEqual(alone.params);
      expect(fit?.requestHash).toBe(alone.requestHash);
      expect(reason).toBeNull();
    }
  });

  it('starts every subject from the pooled fit, once', async () => {
    const startFrom = await fitTrials(pooledCohort(1), spec, { restarts: 2 });
    const fits = await fitEach(subjects, spec, { startFrom });
    for (const [i, { fit }] of fits.entries()) {
      const alone = await fitTrials(subjects[i], spec, { startFrom, seed: splitSeed(1, i) });
      expect(fit?.restarts).toHaveLength(1);
      expect(fit?.params).toEqual(alone.params);
    }
  });

  it('starts from the average over the sessions of a pooled fit that has them', async () => {
    const pooled = await fitTrials(pooledCohort(1), dynamicGlmHmm({ numStates: 2, sigma: 0.3, alpha: 4 }), {
      restarts: 1,
      maxIterations: 5,
    });
    const { weights, transitionMatrix } = pooled.params;
    const S = weights.shape[0];
    expect(S).toBe(2 + 3 + 4);
    const averaged = (data: Float64Array): number[] =>
      Array.from({ length: 4 }, (_, i) => {
        let sum = 0;
        for (let s = 0; s < S; s++) sum += data[s * 4 + i];
        return sum / S;
      });
    const walking = partialGlmHmm({ numStates: 2, sigma: 0.3 });
    const [{ fit }] = await fitEach(subjects, walking, { startFrom: pooled, maxIterations: 1 });
    averaged(weights.data).forEach((weight, i) => {
      for (let s = 0; s < 2; s++) expect(fit?.params.weights.data[s * 4 + i]).toBeCloseTo(weight, 10);
    });
    averaged(transitionMatrix.data).forEach((p, i) => {
      expect(fit?.params.transitionMatrix.data[i]).toBeCloseTo(p, 10);
    });
    const dynamic = dynamicGlmHmm({ numStates: 2, sigma: 0.3, alpha: 4 });
    const again = await fitEach(subjects, dynamic, { startFrom: pooled, maxIterations: 3 });
    for (const one of again) expect(one.fit?.spec.transitions).toEqual(pooled.spec.transitions);
  });

  it('names a subject that cannot be fitted with the reason, and fits the others', async () => {
    const fits = await fitEach([subjects[0], neverOne, subjects[2]], withSoftmax);
    expect(fits.map(({ subject, fit }) => [subject, fit !== null])).toEqual([
      ['B', true],
      ['A', false],
      ['C', true],
    ]);
    expect(fits[1].reason).toContain('class 1');
    const alone = await fitTrials(subjects[2], withSoftmax, { seed: splitSeed(1, 2) });
    expect(fits[2].fit?.params).toEqual(alone.params);
  });

  it('throws the error of such a subject when asked to, and when no subject can be fitted', async () => {
    const thrown = fitEach([subjects[0], neverOne], withSoftmax, { onFailure: 'throw' });
    await expect(thrown).rejects.toThrow(DataError);
    await expect(thrown).rejects.toMatchObject({
      place: { subject: 'A', column: 'choice' },
      message: expect.stringMatching(/^Subject "A": No choice/),
    });
    await expect(fitEach([neverOne], withSoftmax)).rejects.toThrow(/^Subject "A": No choice/);
  });

  it('refuses a start of another kind before anything is fitted', async () => {
    const three = await fitTrials(subjects[0], staticGlmHmm({ numStates: 3, penalty: ridge(1) }), { restarts: 1 });
    await expect(fitEach(subjects, spec, { startFrom: three })).rejects.toThrow(SpecError);
  });

  it('says which subject runs, and once that all are done', async () => {
    const seen: FitProgress[] = [];
    await fitEach(subjects, dynamicGlmHmm({ numStates: 2, sigma: 0.3, alpha: 4 }), {
      restarts: 1,
      maxIterations: 3,
      onProgress: (now) => seen.push(now),
    });
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(
      ['B', 'A', 'C'].flatMap((name) => [`subject ${name}, one matrix for all sessions`, `subject ${name}`]),
    );
    expect([...new Set(seen.map(({ fit }) => fit))]).toEqual([1, 2, 3]);
    expect(seen.every(({ numFits }) => numFits === 3)).toBe(true);
    expect(seen.map(({ done }) => done).indexOf(true)).toBe(seen.length - 1);
  });

  it('stops when it is aborted, as no reason of a subject', async () => {
    const stop = new AbortController();
    const running = fitEach(subjects, spec, {
      signal: stop.signal,
      onProgress: ({ fit }) => {
        if (fit === 2) stop.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });
});
