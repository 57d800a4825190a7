import { describe, expect, it } from 'vitest';
import { fittedDomain, sessionAxis, sessionTicks } from '../../../src/plots/parts/axes.ts';

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

describe('sessionTicks', () => {
  it.each([
    [upTo(1), [1]],
    [upTo(3), [1, 2, 3]],
    [upTo(20), [1, 5, 10, 15, 20]],
    [upTo(64), [1, 20, 40, 60]],
    [
      [7, 8, 9],
      [7, 8, 9],
    ],
  ])('of %s are %s', (sessions, ticks) => {
    expect(sessionTicks(sessions)).toEqual(ticks);
  });

  it('are at most eight', () => {
    for (let last = 1; last < 2000; last += 7) expect(sessionTicks(upTo(last)).length).toBeLessThanOrEqual(8);
  });
});

describe('sessionAxis', () => {
  it('gives one session a width', () => {
    expect(sessionAxis([4])).toMatchObject({ scale: { domain: [3.5, 4.5] } });
  });
});

describe('fittedDomain', () => {
  it('is the usual range until a value leaves it, then reaches the next round step', () => {
    expect(fittedDomain([0.5, null, 0.9], [0.4, 1], 0.1)).toEqual([0.4, 1]);
    expect(fittedDomain([0.33, 0.9], [0.4, 1], 0.1)).toEqual([0.3, 1]);
    expect(fittedDomain([0.3, 0.7], [0.4, 1], 0.1)).toEqual([0.3, 1]);
  });
});
