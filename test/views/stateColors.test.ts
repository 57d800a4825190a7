import { describe, expect, it } from 'vitest';
import { stateColors } from '../../src/views/stateColors.ts';

describe('stateColors', () => {
  it('gives six unnamed states six places, and then begins again', () => {
    const names = Array.from({ length: 8 }, (_, k) => `state ${k + 1}`);
    expect(stateColors(names)).toEqual([0, 1, 2, 3, 4, 5, 0, 1]);
  });

  it('gives other names the places without a meaning before those of left and right', () => {
    expect(stateColors(['engaged', 'a', 'b', 'c', 'd', 'e', 'f'])).toEqual([0, 3, 4, 5, 1, 2, 0]);
  });
});
