import type { Distribution } from './throughLink.ts';

/** Real numbers around their mean μ; the scale is their variance. */
export const gaussianNumbers: Distribution = {
  coordinate: 'mean',
  hasScale: true,

  fill(y, at, scale, terms) {
    const residual = y - at;
    const misfit = (residual * residual) / scale;
    terms.logProbability = -0.5 * (Math.log(2 * Math.PI * scale) + misfit);
    terms.slope = residual / scale;
    terms.information = 1 / scale;
    terms.skew = 0;
    terms.scaleSlope = 0.5 * (misfit - 1);
    terms.scaleCurvature = misfit > 1e-10 ? 0.5 * misfit : 0.5;
  },

  sample(mean, scale, random) {
    return mean + Math.sqrt(scale) * random.normal();
  },

  refusal(y) {
    return Number.isFinite(y) ? null : 'must be a finite number';
  },
};
