import { exponential } from '../../numerics/exponential.ts';
import { type ScalarFamily, scaleless } from './scalarFamily.ts';

/** Binary choices with logistic link: P(y = 1 | η) = 1 / (1 + exp(-η)). */
export const bernoulliFamily: ScalarFamily = {
  hasScale: false,
  longestStep: 3,

  constantsOf: () => scaleless,

  logProbability(choice, eta) {
    const z = choice === 1 ? eta : -eta;
    return z > 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z));
  },

  evaluate(choice, eta, { scale }, out) {
    const sign = choice === 1 ? 1 : -1;
    const e = Math.exp(Math.min(700, Math.max(-700, -sign * eta)));
    const p = 1 / (1 + e);
    out.logProbability = bernoulliFamily.logProbability(choice, eta, scale);
    out.slope = sign * e * p;
    out.curvature = p * e * p;
    out.scaleSlope = 0;
    out.scaleCurvature = 0;
  },

  mean(eta) {
    return 1 / (1 + Math.exp(-eta));
  },

  sample(eta, _scale, random) {
    return random.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
  },

  refusal(y) {
    return y === 0 || y === 1 ? null : 'must be 0 or 1';
  },

  fillChoices(choices, from, to, numStates, { probability, slope, curvature }) {
    const K = numStates;
    for (let u = from; u < to; u++) {
      const sign = choices[u] === 1 ? 1 : -1;
      for (let cell = u * K; cell < (u + 1) * K; cell++) {
        const z = sign * slope[cell];
        // 1 - p as exp(-z) p keeps its digits where p rounds to 1; beyond 700 the exponential would overflow
        const e = exponential(z > 700 ? -700 : z < -700 ? 700 : -z);
        const p = 1 / (1 + e);
        const q = e * p;
        probability[cell] = p;
        slope[cell] = sign * q;
        curvature[cell] = p * q;
      }
    }
  },
};
