import type { Derivatives } from '../../numerics/differentiation/derivatives.ts';

/**
 * Adds to `out` the log-probability of a choice of 0 or 1 whose log-odds of 1 are given with their derivatives by the parameters:
 * `slopes` [parameter] and `bends` [parameter, parameter], of which the lower triangle is read.
 */
export function addLogisticChoice(
  choice: number,
  logOdds: number,
  slopes: Float64Array,
  bends: Float64Array,
  out: Derivatives,
): void {
  const size = slopes.length;
  const { gradient, hessian } = out;
  const ofChosen = choice === 1 ? logOdds : -logOdds;
  const odds = Math.exp(-Math.abs(ofChosen));
  const miss = (ofChosen < 0 ? 1 : odds) / (1 + odds);
  const error = choice === 1 ? miss : -miss;
  const curvature = odds / ((1 + odds) * (1 + odds));
  out.value += Math.min(ofChosen, 0) - Math.log1p(odds);
  for (let i = 0; i < size; i++) {
    gradient[i] += error * slopes[i];
    const bend = curvature * slopes[i];
    for (let j = 0; j < i; j++) {
      const second = error * bends[i * size + j] - bend * slopes[j];
      hessian[i * size + j] += second;
      hessian[j * size + i] += second;
    }
    hessian[i * size + i] += error * bends[i * size + i] - bend * slopes[i];
  }
}
