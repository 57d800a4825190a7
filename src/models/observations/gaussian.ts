import { scaleless } from './scalarFamily.ts';
import type { Distribution } from './throughLink.ts';

/** Real numbers around their mean μ; the scale is their variance. */
export const gaussianNumbers: Distribution = {
  coordinate: 'mean',
  hasScale: true,

  constantsOf(scale) {
    return { ...scaleless, scale, logProbability: -0.5 * Math.log(2 * Math.PI * scale), information: 0.5 };
  },

  fill(y, at, { scale, logProbability, information }, terms) {
    const residual = y - at;
    const misfit = (residual * residual) / scale;
    terms.logProbability = logProbability - 0.5 * misfit;
    terms.slope = residual / scale;
    terms.information = 1 / scale;
    terms.skew = 0;
    terms.scaleSlope = 0.5 * (misfit - 1);
    terms.scaleCurvature = misfit > 1e-10 ? 0.5 * misfit : information;
  },

  sample(mean, scale, random) {
    return mean + Math.sqrt(scale) * random.normal();
  },

  refusal(y) {
    return Number.isFinite(y) ? null : 'must be a finite number';
  },
};
