import { drawPoisson } from '../../numerics/drawPoisson.ts';
import { logFactorial, trigammaMinusInverse } from '../../numerics/gammaFunction.ts';
import { refusalOfCount } from './poisson.ts';
import { fillRisingProduct, type RisingProduct } from './risingProduct.ts';
import { scaleless } from './scalarFamily.ts';
import type { Distribution } from './throughLink.ts';

const rising: RisingProduct = { log: 0, slope: 0 };

/**
 * Counts more variable than Poisson counts of the same mean μ, in log μ. The scale is the dispersion φ: Var(y) = μ + φμ²;
 * φ → 0 is Poisson. The curvature by log φ is an approximation of the expected one (that of the gamma distribution whose
 * draws are the Poisson means, less what the counting hides): the exact one is negative for many counts.
 */
export const negativeBinomialCounts: Distribution = {
  coordinate: 'logMean',
  hasScale: true,

  constantsOf(scale) {
    const dispersion = inRange(scale);
    const size = 1 / dispersion;
    return { ...scaleless, scale: dispersion, information: size * (size * trigammaMinusInverse(size)) };
  },

  fill(y, at, { scale: dispersion, information }, terms) {
    const size = 1 / dispersion;
    const mean = Math.exp(at);
    const excess = dispersion * mean;
    const logWidth = Math.log1p(excess);
    const share = excess / (1 + excess);
    fillRisingProduct(y, dispersion, rising);
    terms.logProbability = rising.log - logFactorial(y) + y * at - (y + size) * logWidth;
    terms.slope = (y - mean) / (1 + excess);
    terms.information = mean / (1 + excess);
    terms.skew = share;
    terms.scaleSlope = rising.slope + size * (logWidth - share) - y * share;
    terms.scaleCurvature = share * share * information;
  },

  sample(mean, scale, random) {
    const dispersion = inRange(scale);
    return drawPoisson(mean * dispersion * random.gamma(1 / dispersion), random);
  },

  refusal: refusalOfCount,
};

/** Beyond these nothing changes but that numbers overflow. */
function inRange(scale: number): number {
  return scale > 0 ? Math.min(Math.max(scale, 1e-100), 1e100) : Number.NaN;
}
