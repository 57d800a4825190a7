import { exponential } from '../../numerics/exponential.ts';
import type { ObservationFamily } from './observation.ts';

/**
 * One of several choices: P(y = c) = exp(η_c) / Σ exp(η), where η of the reference class is 0. The predictors are those of the
 * other classes, in their order.
 */
export function softmaxFamily(numClasses: number, reference: number): ObservationFamily {
  const C = numClasses;
  const P = C - 1;
  const classOf = Int32Array.from({ length: P }, (_, g) => (g < reference ? g : g + 1));
  const [shares, probabilities] = [new Float64Array(C), new Float64Array(C)];

  /** Fills `shares` with exp(η) of each class over that of the largest; far below it, where that would run to 0, more. */
  const fillShares = (predictors: Float64Array, at: number): void => {
    let largest = 0;
    for (let g = 0; g < P; g++) if (predictors[at + g] > largest) largest = predictors[at + g];
    shares[reference] = exponential(Math.max(-largest, -700));
    for (let g = 0; g < P; g++) shares[classOf[g]] = exponential(Math.max(predictors[at + g] - largest, -700));
  };
  const fillMeans = (predictors: Float64Array, at: number, out: Float64Array, to: number): void => {
    fillShares(predictors, at);
    const sum = shares.reduce((total, share) => total + share, 0);
    for (let c = 0; c < C; c++) out[to + c] = shares[c] / sum;
  };
  const etaOf = (c: number, predictors: Float64Array, at: number): number =>
    c === reference ? 0 : predictors[at + (c < reference ? c : c - 1)];

  return {
    hasScale: false,
    numPredictors: P,
    numMeans: C,
    longestStep: 3,

    logProbability(y, predictors, at) {
      const own = etaOf(y, predictors, at);
      let largest = 0;
      for (let c = 0; c < C; c++) largest = Math.max(largest, etaOf(c, predictors, at) - own);
      let others = 0;
      for (let c = 0; c < C; c++) if (c !== y) others += Math.exp(etaOf(c, predictors, at) - own - largest);
      return largest === 0 ? -Math.log1p(others) : -largest - Math.log(Math.exp(-largest) + others);
    },

    fillMeans,

    sample(predictors, at, _scale, random) {
      fillMeans(predictors, at, probabilities, 0);
      return random.categorical(probabilities);
    },

    refusal(y) {
      return Number.isInteger(y) && y >= 0 && y < C ? null : `must be a class from 0 to ${C - 1}`;
    },

    fillRows(responses, _numOutputs, from, to, _scales, numStates, { probability, slope, curvature }) {
      const pairs = (P * (P + 1)) / 2;
      for (let row = from; row < to; row++) {
        const y = responses[row];
        for (let cell = row * numStates; cell < (row + 1) * numStates; cell++) {
          fillShares(slope, cell * P);
          let others = 0;
          for (let c = 0; c < C; c++) if (c !== y) others += shares[c];
          const scale = 1 / (shares[y] + others);
          probability[cell] = shares[y] * scale;
          let pair = cell * pairs;
          for (let g = 0; g < P; g++) {
            const c = classOf[g];
            const p = shares[c] * scale;
            for (let h = 0; h < g; h++) curvature[pair++] = -p * shares[classOf[h]] * scale;
            // 1 - p as the sum of the others keeps its digits where p rounds to 1
            let rest = 0;
            for (let other = 0; other < C; other++) if (other !== c) rest += shares[other];
            curvature[pair++] = p * rest * scale;
            slope[cell * P + g] = c === y ? others * scale : -p;
          }
        }
      }
    },
  };
}
