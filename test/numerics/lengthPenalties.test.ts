import { describe, expect, it } from 'vitest';
import {
  balanceGradient,
  type LengthPenalty,
  penalizedLength,
  shrink,
  subtractPenaltyGradient,
  totalPenalty,
} from '../../src/numerics/lengthPenalties.ts';

const single: LengthPenalty = { places: Int32Array.of(1), strength: 2 };
const pair: LengthPenalty = { places: Int32Array.of(0, 3), strength: 5 };

describe('length penalties', () => {
  it('are the strength times the length of their entries', () => {
    const x = Float64Array.of(3, -7, 100, 4);
    expect(penalizedLength(single, x)).toBe(7);
    expect(penalizedLength(pair, x)).toBe(5);
    expect(totalPenalty([single, pair], x)).toBe(2 * 7 + 5 * 5);
  });

  it('have a derivative where their entries are not all 0, and leave others alone', () => {
    const gradient = new Float64Array(4);
    subtractPenaltyGradient([single, pair], Float64Array.of(3, 0, 100, 4), gradient);
    expect(Array.from(gradient)).toEqual([-3, 0, 0, -4]);
  });

  it('shorten their entries, and make them exactly 0 when the amount is not smaller than their length', () => {
    const x = Float64Array.of(3, -7, 100, 4);
    shrink(single, 2, x);
    shrink(pair, 2.5, x);
    expect(Array.from(x)).toEqual([1.5, -5, 100, 2]);
    shrink(pair, 2.5, x);
    expect(Array.from(x)).toEqual([0, -5, 100, 0]);
  });

  it('balance a gradient up to their strength at 0, and by their own derivative elsewhere', () => {
    const balanced = (x: number[], gradient: number[]): number[] => {
      const out = Float64Array.from(gradient);
      balanceGradient([single, pair], Float64Array.from(x), out);
      return Array.from(out);
    };
    expect(balanced([0, 0, 1, 0], [3, -2, 0.5, -4])).toEqual([0, 0, 0.5, 0]);
    expect(balanced([0, 0, 1, 0], [6, -3, 0.5, -8])).toEqual([3, -1, 0.5, -4]);
    expect(balanced([3, -1, 0, 4], [3, -2, 0, 5])).toEqual([0, 0, 0, 1]);
  });
});
