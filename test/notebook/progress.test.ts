import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FitProgress } from '../../src/execution/drive.ts';
import { progressBar } from '../../src/notebook/progress.ts';
import { inFakeKernel, printed } from '../support/fakeKernel.ts';

const at = (evaluation: number, more: Partial<FitProgress> = {}): FitProgress => ({
  restart: 3,
  numRestarts: 10,
  evaluation,
  logPosterior: -6399.2591,
  done: false,
  ...more,
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('progressBar', () => {
  test('moves one bar in place, at most ten times a second, and ends with the last state', async () => {
    await inFakeKernel((sent) => {
      const onProgress = progressBar();
      for (let evaluation = 1; evaluation <= 50; evaluation++) {
        onProgress(at(evaluation));
        vi.advanceTimersByTime(10);
      }
      onProgress(at(51, { restart: 10, done: true }));
      expect(sent.map(({ update }) => update)).toEqual([false, true, true, true, true, true]);
      expect(new Set(sent.map(({ transient }) => transient.display_id)).size).toBe(1);
      expect(sent[0]?.data['text/html']).toContain('<progress value="0.200" max="1">');
      expect(sent[5]?.data['text/html']).toContain('<progress value="1" max="1">');
      expect(sent[5]?.data['text/plain']).toBe('start 10 of 10, 51 evaluations, log posterior -6399.259, done');
    });
  });

  test('begins a bar of its own for the next fit', async () => {
    await inFakeKernel((sent) => {
      const onProgress = progressBar();
      onProgress(at(1, { done: true }));
      onProgress(at(1, { done: true }));
      expect(sent.map(({ update }) => update)).toEqual([false, false]);
      expect(sent[0]?.transient.display_id).not.toBe(sent[1]?.transient.display_id);
    });
  });

  test('names the stage, and never as markup', async () => {
    await inFakeKernel((sent) => {
      progressBar()(at(1, { stage: '<i>partial</i>', numRestarts: 1, restart: 1 }));
      expect(sent[0]?.data['text/html']).toContain('&lt;i&gt;partial&lt;/i&gt;: 1 evaluations');
    });
  });

  test('counts several fits, and goes through them once', async () => {
    await inFakeKernel((sent) => {
      const onProgress = progressBar();
      onProgress(at(1, { stage: 'subject B', fit: 2, numFits: 4 }));
      expect(sent[0]?.data['text/html']).toContain('<progress value="0.300" max="1">');
      expect(sent[0]?.data['text/plain']).toBe(
        'fit 2 of 4, subject B: start 3 of 10, 1 evaluations, log posterior -6399.259',
      );
    });
  });

  test('outside a kernel prints a line a second and always the last', async () => {
    const text = await printed(() => {
      const onProgress = progressBar();
      for (let evaluation = 1; evaluation <= 21; evaluation++) {
        onProgress(at(evaluation));
        vi.advanceTimersByTime(100);
      }
      onProgress(at(22, { done: true }));
    });
    expect(text.split('\n').map((line) => line.match(/\d+ evaluations/)?.[0])).toEqual([
      '1 evaluations',
      '11 evaluations',
      '21 evaluations',
      '22 evaluations',
      undefined,
    ]);
  });
});
