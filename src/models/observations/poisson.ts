import { drawPoisson } from '../../numerics/drawPoisson.ts';
import { logFactorial } from '../../numerics/gammaFunction.ts';
import { scaleless } from './scalarFamily.ts';
import type { Distribution } from './throughLink.ts';

/** Counts whose variance is their mean, in the log mean λ: log p = yλ - exp(λ) - log y!. */
export const poissonCounts: Distribution = {
  coordinate: 'logMean',
  hasScale: false,
  constantsOf: () => scaleless,

  fill(y, at, _constants, terms) {
    const mean = Math.exp(at);
    terms.logProbability = y * at - mean - logFactorial(y);
    terms.slope = y - mean;
    terms.information = mean;
    terms.skew = 0;
  },

  sample(mean, _scale, random) {
    return drawPoisson(mean, random);
  },

  refusal: refusalOfCount,
};

/** Why y is no count, or `null`. */
export function refusalOfCount(y: number): string | null {
  return Number.isSafeInteger(y) && y >= 0 ? null : 'must be a whole number of at least 0';
}
