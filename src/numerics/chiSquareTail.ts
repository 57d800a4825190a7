import { logGamma } from './gammaFunction.ts';
import { normalCdf } from './normalDistribution.ts';

/**
 * P(X > x) of a chi-square variable, for a whole number of degrees of freedom from 1 and x of at least 0: from one or two
 * degrees upwards by Q(a + 1, z) = Q(a, z) + z^a e^-z / Γ(a + 1).
 *
 * @see DLMF 8.8.6
 */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  if (x <= 0) return 1;
  const z = x / 2;
  const odd = degreesOfFreedom % 2 === 1;
  let tail = odd ? 2 * normalCdf(-Math.sqrt(x)) : Math.exp(-z);
  for (let a = odd ? 0.5 : 1; a < degreesOfFreedom / 2; a++) tail += Math.exp(a * Math.log(z) - z - logGamma(a + 1));
  return Math.min(1, tail);
}
