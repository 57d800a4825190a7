import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fillNormalLogOdds,
  logNormalCdf,
  type NormalLogOdds,
  normalCdf,
  normalDensity,
  normalQuantile,
} from '../../src/numerics/normalDistribution.ts';

// [z, P(Z <= z), its logarithm] from mpmath with 40 digits
const known = [
  [-37, 5.725571222524577e-300, -689.0305855768906],
  [-20.3, 6.429244467698346e-92, -209.97697152524202],
  [-8, 6.220960574271784e-16, -35.01343715991455],
  [-5, 2.866515718791939e-7, -15.064998393988725],
  [-4, 0.000031671241833119924, -10.360101486527292],
  [-3.99, 0.00003303664762940242, -10.317893078460454],
  [-2.6, 0.004661188023718749, -5.3684849226242655],
  [-1.3, 0.09680048458561033, -2.3351032786624426],
  [-0.7, 0.24196365222307303, -1.4189677615315315],
  [0, 0.5, -Math.LN2],
  [0.3, 0.6179114221889527, -0.4814101615884812],
  [1.1, 0.8643339390536173, -0.14579608131705274],
  [3.9, 0.9999519036559824, -0.000048097500683844425],
  [6, 0.9999999990134123, -9.865876455243758e-10],
  [9, 1, -1.1285884059538405e-19],
];

// [z, log-odds of Z <= z, first derivative, second derivative] likewise
const logOdds = [
  [-37, -689.0305855768906, 37.02698768612699, -0.9992727219011225],
  [-8, -35.01343715991455, 8.121368112236118, -0.9856751165566187],
  [-4, -10.360069814783913, 4.225740978953939, -0.9527918058330392],
  [-1.3, -2.2332914759947875, 1.9600628677789107, -0.5499795222490892],
  [0, 0, 1.5957691216057308, 0],
  [0.3, 0.48069265658036947, 1.6153868224712178, 0.1307576725113968],
  [2.6, 5.363812837387826, 2.9277039313844946, 0.8795138051842472],
  [3.9, 9.942256294190672, 4.130563985934566, 0.950718099547771],
  [6, 20.736768948988118, 6.1584826106204815, 0.9760123267555361],
  [20.3, 209.97697152524202, 20.34902485439153, 0.9976079804961898],
];

function expectClose(found: number, expected: number, tolerance = 1e-14): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

function logOddsAt(z: number): NormalLogOdds {
  const out = { at: 0, first: 0, second: 0 };
  fillNormalLogOdds(z, out);
  return out;
}

describe('the normal distribution', () => {
  it.each(known)('has its known values at %d', (z, probability, log) => {
    expectClose(normalCdf(z), probability);
    expectClose(logNormalCdf(z), log);
  });

  it.each(logOdds)('has its known log-odds at %d', (z, at, first, second) => {
    const found = logOddsAt(z);
    expectClose(found.at, at);
    expectClose(found.first, first);
    expectClose(found.second, second, 1e-13);
  });

  it('stays finite far out', () => {
    expect(logNormalCdf(-1000)).toBeCloseTo(-500007.8266948122, 8);
    expect(logNormalCdf(40)).toBe(-0);
    expect(normalDensity(-50)).toBe(0);
    expect(logOddsAt(1e8)).toEqual({ at: 5e15 + 19, first: 1e8 + 1e-8, second: 1 });
  });

  it('has the derivatives of its log-odds', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (z) => {
        const h = 1e-4;
        const [before, here, after] = [logOddsAt(z - h), logOddsAt(z), logOddsAt(z + h)];
        expect((after.at - before.at) / (2 * h)).toBeCloseTo(here.first, 6);
        expect((after.first - before.first) / (2 * h)).toBeCloseTo(here.second, 6);
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
