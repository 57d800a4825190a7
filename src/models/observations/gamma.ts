import { logMinusDigamma, stirlingError, trigammaMinusInverse } from '../../numerics/gammaFunction.ts';
import type { Distribution } from './throughLink.ts';

/**
 * Positive numbers whose standard deviation grows with their mean μ, in log μ. The scale is 1 / shape:
 * Var(y) = μ² · scale, in the likelihood and in what is drawn.
 */
export const gammaDurations: Distribution = {
  coordinate: 'logMean',
  hasScale: true,

  constantsOf(scale) {
    const shape = 1 / scale;
    return {
      scale,
      // shape · log shape - log Γ(shape) - shape, without its large parts that cancel
      logProbability: 0.5 * Math.log(shape / (2 * Math.PI)) - stirlingError(shape),
      misfit: logMinusDigamma(shape),
      information: shape * (shape * trigammaMinusInverse(shape)),
    };
  },

  fill(y, at, { scale, logProbability, misfit: expectedMisfit, information }, terms) {
    const shape = 1 / scale;
    const logY = Math.log(y);
    const ratio = Math.exp(logY - at);
    const misfit = expMinusTangent(logY - at);
    terms.logProbability = logProbability - logY - shape * misfit;
    terms.slope = shape * (ratio - 1);
    terms.information = shape;
    terms.skew = 1;
    terms.scaleSlope = shape * (misfit - expectedMisfit);
    const exact = information + terms.scaleSlope;
    terms.scaleCurvature = exact > 1e-10 * information ? exact : information;
  },

  sample(mean, scale, random) {
    // a draw of very small shape can fall below the smallest number above 0
    return Math.max(mean * scale * random.gamma(1 / scale), Number.MIN_VALUE);
  },

  refusal(y) {
    return y > 0 && y < Infinity ? null : 'must be a finite number above 0';
  },
};

/** e^d - 1 - d, never negative. */
function expMinusTangent(d: number): number {
  return Math.abs(d) < 1e-3
    ? d * d * (1 / 2 + d * (1 / 6 + d * (1 / 24 + d * (1 / 120 + d / 720))))
    : Math.expm1(d) - d;
}
