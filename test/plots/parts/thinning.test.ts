import { describe, expect, it } from 'vitest';
import { thinned, thinnedLine } from '../../../src/plots/parts/thinning.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('thinned', () => {
  it('keeps the first, the last and even steps between them', () => {
    expect(thinned(upTo(101), 5)).toEqual([0, 25, 50, 75, 100]);
    expect(thinned(upTo(4), 5)).toEqual([0, 1, 2, 3]);
  });
});

describe('thinnedLine', () => {
  it('keeps every peak, every gap and the order', () => {
    const rows = upTo(1000).map((at) => ({ at, value: at === 500 ? 99 : at === 700 ? null : Math.sin(at) }));
    const kept = thinnedLine(rows, 100);
    expect(kept.length).toBeLessThanOrEqual(110);
    expect(kept.map(({ value }) => value)).toContain(99);
    expect(kept.map(({ value }) => value)).toContain(null);
    expect(kept.map(({ at }) => at)).toEqual(kept.map(({ at }) => at).sort((a, b) => a - b));
  });
});
