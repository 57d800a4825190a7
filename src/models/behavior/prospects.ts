import type { Arithmetic } from '../../numerics/differentiation/arithmetic.ts';

/** How outcomes are valued. */
export interface ValueFunction<Value> {
  readonly gainCurvature: Value | number;
  readonly lossCurvature: Value | number;
  readonly lossAversion: Value | number;
}

/**
 * The value of an outcome: outcome^gainCurvature from 0 on, −lossAversion · (−outcome)^lossCurvature below.
 *
 * @see Tversky & Kahneman 1992, J Risk Uncertain 5:297, equation 5
 */
export function subjectiveValue<Value>(
  outcome: number,
  { gainCurvature, lossCurvature, lossAversion }: ValueFunction<Value>,
  math: Arithmetic<Value>,
): Value | number {
  if (outcome === 0) return 0;
  if (outcome > 0) return math.power(outcome, gainCurvature);
  return math.multiply(math.multiply(-1, lossAversion), math.power(-outcome, lossCurvature));
}

/**
 * The weight of a probability p: p^γ / (p^γ + (1 − p)^γ)^(1/γ) with γ = `curvature`, above 0; p itself at 1.
 *
 * @see Tversky & Kahneman 1992, J Risk Uncertain 5:297, equation 6
 */
export function probabilityWeight<Value>(
  p: number,
  curvature: Value | number,
  math: Arithmetic<Value>,
): Value | number {
  if (p === 0 || p === 1) return p;
  const own = math.multiply(curvature, Math.log(p));
  const other = math.multiply(curvature, Math.log(1 - p));
  return math.exp(math.subtract(own, math.divide(math.logSumExp([own, other]), curvature)));
}
