import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arithmetic } from '../../../src/numerics/differentiation/arithmetic.ts';
import { createDerivatives } from '../../../src/numerics/differentiation/derivatives.ts';
import { plainArithmetic } from '../../../src/numerics/differentiation/plainArithmetic.ts';
import { SecondOrder } from '../../../src/numerics/differentiation/secondOrder.ts';

type Formula = <Value>(math: Arithmetic<Value>, x: Value, y: Value) => Value;

/** Every operation, on numbers of every kind that it takes. */
const formulas: Readonly<Record<string, Formula>> = {
  add: (math, x, y) => math.add(math.add(x, y), math.add(1.5, math.multiply(x, x))),
  subtract: (math, x, y) => math.subtract(math.subtract(2, x), math.subtract(math.multiply(x, y), 3)),
  multiply: (math, x, y) => math.multiply(math.multiply(x, y), math.multiply(2.5, x)),
  divide: (math, x, y) => math.add(math.divide(x, y), math.add(math.divide(2, x), math.divide(y, 4))),
  power: (math, x, y) => math.add(math.power(x, y), math.add(math.power(x, 2.5), math.power(2, y))),
  exp: (math, x, y) => math.exp(math.multiply(x, y)),
  log: (math, x, y) => math.log(math.add(x, math.multiply(y, y))),
  sqrt: (math, x, y) => math.sqrt(math.add(x, math.multiply(y, y))),
  sin: (math, x, y) => math.sin(math.multiply(x, y)),
  logistic: (math, x, y) => math.logistic(math.subtract(x, math.multiply(y, 2))),
  logLogistic: (math, x, y) => math.logLogistic(math.subtract(math.multiply(x, y), 3)),
  logNormalCdf: (math, x, y) => math.logNormalCdf(math.subtract(math.multiply(x, y), 3)),
  logSumExp: (math, x, y) => math.logSumExp([x, math.multiply(y, y), 0.7, math.multiply(x, y)]),
};

function derivativesOf(formula: Formula, x: number, y: number, math = new SecondOrder(2)) {
  const out = createDerivatives(2);
  math.reset();
  math.read(formula(math, math.variable(0, x), math.variable(1, y)), out);
  return out;
}

const positive = fc.double({ min: 0.2, max: 3, noNaN: true });

describe('SecondOrder', () => {
  it.each(Object.entries(formulas))(
    '%s has the value of plain numbers and the derivatives of differences',
    (_, formula) => {
      fc.assert(
        fc.property(positive, positive, (x, y) => {
          const { value, gradient, hessian } = derivativesOf(formula, x, y);
          const plain = (a: number, b: number) => formula(plainArithmetic, a, b);
          const gradientAt = (a: number, b: number) => derivativesOf(formula, a, b).gradient;
          const step = 1e-5;
          const close = (found: number, expected: number, tolerance: number) =>
            expect(Math.abs(found - expected)).toBeLessThan(tolerance * (1 + Math.abs(expected)));
          close(value, plain(x, y), 1e-13);
          close(gradient[0], (plain(x + step, y) - plain(x - step, y)) / (2 * step), 1e-7);
          close(gradient[1], (plain(x, y + step) - plain(x, y - step)) / (2 * step), 1e-7);
          for (const k of [0, 1]) {
            close(hessian[k], (gradientAt(x + step, y)[k] - gradientAt(x - step, y)[k]) / (2 * step), 1e-6);
            close(hessian[2 + k], (gradientAt(x, y + step)[k] - gradientAt(x, y - step)[k]) / (2 * step), 1e-6);
          }
        }),
        { numRuns: 50 },
      );
    },
  );

  it('starts from a variable that is itself a function of the variable', () => {
    const math = new SecondOrder(1);
    const out = createDerivatives(1);
    const x = 0.4;
    math.read(math.log(math.variable(0, Math.exp(x), Math.exp(x), Math.exp(x))), out);
    expect(out.value).toBeCloseTo(x, 14);
    expect(out.gradient[0]).toBeCloseTo(1, 14);
    expect(out.hessian[0]).toBeCloseTo(0, 14);
  });

  it('computes the same in memory that was used before, and in more than it began with', () => {
    const math = new SecondOrder(2);
    const long: Formula = (m, x, y) => {
      let sum = m.multiply(x, y);
      for (let i = 0; i < 2000; i++) sum = m.add(sum, m.multiply(x, m.divide(y, i + 1)));
      return sum;
    };
    const first = derivativesOf(long, 0.5, 2, math);
    derivativesOf(formulas.power, 1.2, 0.7, math);
    expect(derivativesOf(long, 0.5, 2, math)).toEqual(first);
  });

  it('takes its operations out of the object', () => {
    const { add, multiply, exp } = new SecondOrder(1);
    expect(() => exp(add(1, multiply(2, 3)))).not.toThrow();
  });

  it('stays finite far from 0', () => {
    for (const a of [-800, 800]) {
      const { value, gradient, hessian } = derivativesOf((m, x, y) => m.add(m.logLogistic(x), m.multiply(0, y)), a, 1);
      expect(value).toBe(Math.min(a, 0));
      expect(gradient[0]).toBe(a < 0 ? 1 : 0);
      expect(hessian[0]).toBe(0);
    }
    expect(derivativesOf((m, x, y) => m.add(m.logNormalCdf(x), m.multiply(0, y)), -40, 1).gradient[0]).toBeCloseTo(
      40.025,
      3,
    );
  });

  it('knows numbers without variables', () => {
    const out = createDerivatives(2);
    new SecondOrder(2).read(3, out);
    expect(out).toEqual({ value: 3, gradient: new Float64Array(2), hessian: new Float64Array(4) });
  });
});
