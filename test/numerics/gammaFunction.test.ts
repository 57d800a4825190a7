import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  digamma,
  logFactorial,
  logGamma,
  logMinusDigamma,
  stirlingError,
  trigamma,
  trigammaMinusInverse,
} from '../../src/numerics/gammaFunction.ts';

// [x, log Γ(x), digamma(x), trigamma(x)] from mpmath with 40 digits
const known = [
  [1e-8, 18.42068073818021, -100000000.57721564, 1.0000000000000002e16],
  [0.1, 2.252712651734206, -10.423754940411076, 101.43329915079275],
  [0.5, 0.5723649429247001, -1.9635100260214235, 4.934802200544679],
  [0.999, 0.0005780385328913802, -0.5788618021086455, 1.6473414317770505],
  [1.001, -0.0005763935982833062, -0.5755719318103006, 1.6425331958689784],
  [1.9, -0.03898427592308336, 0.35618416116405965, 0.6879720582426356],
  [2.0001, 0.000042281658112919945, 0.4228488264846654, 0.6448936579371437],
  [2.5, 0.2846828704729192, 0.7031566406452432, 0.49035775610023485],
  [7.25, 7.0521854507385395, 1.910453526883736, 0.14787923315893217],
  [9.99, 12.779315214350193, 2.250700372831201, 0.10527695014824179],
  [10.5, 13.940625219403763, 2.3030010342976865, 0.09991695605912673],
  [171.5, 709.1431630309282, 5.141664981433999, 0.0058479365506103834],
  [1e6, 12815504.569147611, 13.815510057964191, 0.0000010000005000001667],
  [1e15, 33538776394910668, 34.538776394910684, 1.0000000000000005e-15],
];

// [x, stirlingError(x), logMinusDigamma(x), trigammaMinusInverse(x)] likewise
const rests = [
  [0.3, 0.2360649007482156, 2.2985514178741973, 8.912031212774398],
  [3, 0.02767792568499834, 0.17582795356964256, 0.061600733514893105],
  [9.5, 0.008768700134139386, 0.053553922203545615, 0.00573413057436219],
  [10.5, 0.00793411456431402, 0.048374222865791315, 0.004678860821031495],
  [1e5, 8.333333333305556e-7, 0.000005000008333333333, 5.000016666666666e-11],
  [1e12, 8.333333333333345e-14, 5.000000000000833e-13, 5.000000000001666e-25],
];

function expectClose(found: number, expected: number, tolerance = 1e-14): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe('the gamma function', () => {
  it.each(known)('has its known values at %d, with its derivatives', (x, log, first, second) => {
    // x itself is only as near to a zero at 1 or 2 as its last digit
    expectClose(logGamma(x), log, 1e-14 + (2 * Number.EPSILON * x * Math.abs(first)) / Math.abs(log));
    expectClose(digamma(x), first);
    expectClose(trigamma(x), second);
  });

  it.each(rests)('keeps at %d the digits of what its leading terms leave', (x, first, second, third) => {
    expectClose(stirlingError(x), first, 2e-14);
    expectClose(logMinusDigamma(x), second);
    expectClose(trigammaMinusInverse(x), third);
  });

  it('is 0 at 1 and 2, and a factorial at whole numbers', () => {
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBe(0);
    for (const n of [0, 1, 5, 20, 255, 256]) {
      let product = 1n;
      for (let i = 2n; i <= BigInt(n); i++) product *= i;
      const digits = product.toString();
      const log = Math.log(Number(`0.${digits.slice(0, 20)}`)) + digits.length * Math.LN10;
      expect(logFactorial(n)).toBeCloseTo(log, 11);
    }
  });

  it('obeys its recurrences', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (x) => {
        const size = 1 + Math.abs(logGamma(x));
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(1e-13 * size);
        expectClose(digamma(x + 1) + 1, digamma(x) + 1 / x + 1, 1e-13 * (1 + 1 / x));
        expectClose(trigamma(x), trigamma(x + 1) + 1 / (x * x), 1e-13);
      }),
    );
  });
});
