import { describe, expect, it } from 'vitest';
import { exponential } from '../../src/numerics/exponential.ts';
import { random } from '../../src/numerics/random.ts';

const bits = 1200n;

/** A number, exactly, in units of 2^-1200. */
function exact(value: number): bigint {
  const exponent = Math.max(-1074, Math.floor(Math.log2(Math.abs(value))) - 53);
  return (BigInt(value / 2 ** exponent) << bits) >> BigInt(-exponent);
}

/** e^x in units of 2^-1200: the power series of e^(x / 4096), squared twelve times. */
function series(x: number): bigint {
  const reduced = exact(x) >> 12n;
  let sum = 0n;
  let term = 1n << bits;
  for (let n = 1n; n < 120n; n++) {
    sum += term;
    term = ((term * reduced) >> bits) / n;
  }
  for (let i = 0; i < 12; i++) sum = (sum * sum) >> bits;
  return sum;
}

function relativeError(x: number): number {
  const truth = series(x);
  return Number(((exact(exponential(x)) - truth) << 80n) / truth) / 2 ** 80;
}

describe('exponential', () => {
  it('has a relative error below Number.EPSILON over its whole range', () => {
    const draw = random(1);
    const places = Array.from({ length: 500 }, (_, i) => (2 * draw.uniform() - 1) * [0.01, 1, 30, 708][i % 4]);
    for (const x of [...places, -708, 708, 1e-300])
      expect(Math.abs(relativeError(x)), `at ${x}`).toBeLessThan(Number.EPSILON);
  });

  it('is exactly 1 at 0', () => {
    expect([exponential(0), exponential(-0)]).toEqual([1, 1]);
  });

  it('does not hide what is not a number', () => {
    expect(exponential(Number.NaN)).toBeNaN();
  });
});
