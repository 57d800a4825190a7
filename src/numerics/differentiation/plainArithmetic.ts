import { logNormalCdf } from '../normalDistribution.ts';
import type { Arithmetic } from './arithmetic.ts';

/** Arithmetic of plain numbers: values, without derivatives. */
export const plainArithmetic: Arithmetic<number> = {
  constant: (value) => value,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  sin: Math.sin,
  logistic,
  logLogistic: (a) => (a < 0 ? a - Math.log1p(Math.exp(a)) : -Math.log1p(Math.exp(-a))),
  logNormalCdf,
  logSumExp: (values) => {
    const most = Math.max(...values);
    return most === -Infinity ? most : most + Math.log(values.reduce((sum, a) => sum + Math.exp(a - most), 0));
  },
  valueOf: (a) => a,
};

/** 1 / (1 + exp(-a)), with all its digits on both sides. */
export function logistic(a: number): number {
  if (a >= 0) return 1 / (1 + Math.exp(-a));
  const e = Math.exp(a);
  return e / (1 + e);
}
