import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  logNormalCdf,
  logNormalCdfCurvature,
  logNormalCdfSlope,
  normalCdf,
  normalDensity,
  normalQuantile,
} from '../../src/numerics/normalDistribution.ts';

// [z, P(Z <= z), its logarithm, the first derivative of that] from mpmath with 40 digits
const known = [
  [-37, 5.725571222524577e-300, -689.0305855768906, 37.02698768612699],
  [-20.3, 6.429244467698346e-92, -209.97697152524202, 20.34902485439153],
  [-8, 6.220960574271784e-16, -35.01343715991455, 8.121368112236112],
  [-5, 2.866515718791939e-7, -15.064998393988725, 5.186503967125842],
  [-4, 0.000031671241833119924, -10.360101486527292, 4.225607144489471],
  [-3.99, 0.00003303664762940242, -10.317893078460454, 4.2160747672774495],
  [-2.6, 0.004661188023718749, -5.3684849226242655, 2.914057352882531],
  [-1.3, 0.09680048458561033, -2.3351032786624426, 1.7703278323596512],
  [-0.7, 0.24196365222307303, -1.4189677615315315, 1.2904993394581665],
  [0, 0.5, -Math.LN2, 0.7978845608028654],
  [0.3, 0.6179114221889527, -0.4814101615884812, 0.6172208536127345],
  [1.1, 0.8643339390536173, -0.14579608131705274, 0.2520463066289897],
  [3.9, 0.9999519036559824, -0.000048097500683844425, 0.0001986650264542293],
  [6, 0.9999999990134123, -9.865876455243758e-10, 6.075882855817676e-9],
  [9, 1, -1.1285884059538405e-19, 1.0279773571668915e-18],
];

function expectClose(found: number, expected: number, tolerance = 1e-14): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe('the normal distribution', () => {
  it.each(known)('has its known values at %d', (z, probability, log, slope) => {
    expectClose(normalCdf(z), probability);
    expectClose(logNormalCdf(z), log);
    expectClose(logNormalCdfSlope(z), slope);
  });

  it('keeps its digits where z and the slope of the log-probability nearly cancel', () => {
    for (const [z, sum] of [
      [-37, 0.026987686126990096],
      [-8, 0.12136811223611269],
      [-4, 0.22560714448947108],
      [0, 0.7978845608028654],
    ])
      expectClose(logNormalCdfCurvature(z), logNormalCdfSlope(z) * sum, 1e-13);
    expect(logNormalCdf(-1000)).toBeCloseTo(-500007.8266948122, 8);
    expect(logNormalCdf(40)).toBe(-0);
    expect(logNormalCdfCurvature(-1e8)).toBeCloseTo(1, 12);
    expect(normalDensity(-50)).toBe(0);
  });

  it('has slope and curvature as derivatives of the log-probability', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 6, noNaN: true }), (z) => {
        const h = 1e-4;
        const first = (logNormalCdf(z + h) - logNormalCdf(z - h)) / (2 * h);
        const second = (logNormalCdfSlope(z + h) - logNormalCdfSlope(z - h)) / (2 * h);
        expect(first).toBeCloseTo(logNormalCdfSlope(z), 6);
        expect(second).toBeCloseTo(-logNormalCdfCurvature(z), 6);
      }),
    );
  });

  it('finds the quantile of every probability', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(1.5)).toBeNaN();
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.999, noNaN: true }), (p) => {
        expectClose(normalCdf(normalQuantile(p)), p, 1e-11);
      }),
    );
  });
});
