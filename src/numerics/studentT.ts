import { incompleteBeta } from './incompleteBeta.ts';

/**
 * P(|T| >= |t|) of Student's t: the p value of a two-sided test, 0 to 1.
 *
 * @param degrees of freedom, above 0
 * @see DLMF 8.17
 */
export function twoSidedP(t: number, degrees: number): number {
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return 0;
  return incompleteBeta(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5);
}
