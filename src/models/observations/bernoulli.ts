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
    const { numFeatures: D, features, choices } = rows;
    for (let u = from; u < to; u++) {
      const sign = choices[u] === 1 ? 1 : -1;
      const x = u * D;
      for (let k = 0; k < numStates; k++) {
        const w = offset + k * D;
        let eta = 0;
        for (let d = 0; d < D; d++) eta += weights[w + d] * features[x + d];
        // 1 - p as exp(-z) p keeps its digits where p rounds to 1; beyond 700 exp would overflow
        const e = Math.exp(Math.min(700, -sign * eta));
        const p = 1 / (1 + e);
        const q = e * p;
        const cell = u * numStates + k;
        probability[cell] = p;
        slope[cell] = sign * q;
        curvature[cell] = p * q;
      }
    }
  },
};
