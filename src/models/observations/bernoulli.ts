import { exponential } from '../../numerics/exponential.ts';
import { fillPredictors } from './linearPredictors.ts';
import type { ObservationFamily } from './observation.ts';

/** Binary choices with logistic link: P(y = 1 | η) = 1 / (1 + exp(-η)). */
export const bernoulliFamily: ObservationFamily = {
  logProbability(choice, eta) {
    const z = choice === 1 ? eta : -eta;
    return z > 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z));
  },

  mean(eta) {
    return 1 / (1 + Math.exp(-eta));
  },

  fillRows(rows, from, to, weights, offset, numStates, { probability, slope, curvature }) {
    const K = numStates;
    fillPredictors(rows, from, to, weights, offset, K, probability);
    for (let u = from; u < to; u++) {
      const sign = rows.choices[u] === 1 ? 1 : -1;
      for (let cell = u * K; cell < (u + 1) * K; cell++) {
        const z = sign * probability[cell];
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
