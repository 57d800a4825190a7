import type { GlmHmmParams } from '../fit.ts';
import { fitDefaults } from '../fitDefaults.ts';
import { fitAtOnce } from './fitSteps.ts';
import type { GlmHmmProblem } from './problem.ts';

/** Half the 95 % point of χ² with one degree of freedom: how far a profile may fall inside its interval, in nats. */
const allowedFall = 1.9207294103470267;
/** The fall at the end that is given may differ by this much. */
const precision = 0.01;

/**
 * How far from its bound (0 or 1) a probability can be: the 95 % interval of its profile, in which the log posterior, all
 * other parameters fitted anew, stays within 1.92 nats of its maximum.
 *
 * @param cell    place in `GlmHmmPoint.probabilities` of a probability that is 0 or 1 at the maximum
 * @param atZero  at which of them
 * @param maximum log posterior of the fit
 * @returns the distance of the interval's other end from the bound
 * @see Venzon & Moolgavkar 1988, Applied Statistics 37:87
 */
export function profileDistance(
  problem: GlmHmmProblem,
  params: GlmHmmParams,
  cell: number,
  atZero: boolean,
  maximum: number,
): number {
  let start = params;
  const fallAt = (distance: number): number => {
    const held = { cell, probability: atZero ? distance : 1 - distance };
    const found = fitAtOnce({ ...problem, held }, start, fitDefaults);
    start = found.params;
    return maximum - found.logPosterior;
  };
  // in the logarithm of the distance the fall is close to a straight line: bracket, then false position
  let [inside, insideFall] = [1e-9, 0];
  let [outside, outsideFall] = [1e-3, fallAt(1e-3)];
  while (outsideFall < allowedFall && outside < 0.99) {
    [inside, insideFall] = [outside, outsideFall];
    outside = Math.min(0.99, outside * 4);
    outsideFall = fallAt(outside);
  }
  if (outsideFall < allowedFall) return 1;
  for (let step = 0; step < 20; step++) {
    const share = Math.min(0.9, Math.max(0.1, (allowedFall - insideFall) / (outsideFall - insideFall)));
    const between = inside * (outside / inside) ** share;
    const fall = fallAt(between);
    if (Math.abs(fall - allowedFall) < precision) return between;
    if (fall < allowedFall) [inside, insideFall] = [between, fall];
    else [outside, outsideFall] = [between, fall];
  }
  return outside;
}
