import type { Derivatives } from '../../numerics/differentiation/derivatives.ts';
import type { SubjectTrials } from './behaviorModel.ts';
import { forEachBlock } from './blocks.ts';
import { addLogisticChoice } from './logisticChoice.ts';
import type { WeightedPredictors } from './weightedPredictors.ts';

/**
 * Log-likelihood of a logistic regression with its derivatives. Parameters: the intercept, if there is one, the weights, and the
 * decay, if there is one.
 */
export function logisticRegressionDerivatives({
  predictors,
  intercept,
  decay,
}: WeightedPredictors): (values: Float64Array, trials: SubjectTrials, out: Derivatives) => void {
  const firstWeight = intercept ? 1 : 0;
  const decayAt = firstWeight + predictors.length;
  const size = decayAt + (decay > 0 ? 1 : 0);
  const slopes = new Float64Array(size);
  const bends = new Float64Array(size * size);
  if (intercept) slopes[0] = 1;
  return (values, trials, out) => {
    out.value = 0;
    out.gradient.fill(0);
    out.hessian.fill(0);
    const { choice } = trials.columns;
    const columns = predictors.map((name) => trials.columns[name]);
    const kept = decay > 0 ? values[decayAt] : 0;
    forEachBlock(trials, (from, to) => {
      for (let t = from; t < to; t++) {
        if (Number.isNaN(choice[t])) continue;
        slopes.fill(0, firstWeight);
        bends.fill(0);
        let logOdds = intercept ? values[0] : 0;
        // decay^lag, with its first and second derivative by the decay
        let [power, first, second] = [1, 0, 0];
        for (let s = t, lag = 0; s >= from && lag <= decay; s--) {
          if (Number.isNaN(choice[s])) continue;
          for (let i = 0, at = firstWeight; at < decayAt; i++, at++) {
            const x = columns[i][s];
            const effect = values[at] * x;
            logOdds += power * effect;
            slopes[at] += power * x;
            if (lag === 0) continue;
            slopes[decayAt] += first * effect;
            bends[decayAt * size + at] += first * x;
            bends[decayAt * size + decayAt] += second * effect;
          }
          second = kept * second + 2 * first;
          first = kept * first + power;
          power *= kept;
          lag++;
        }
        addLogisticChoice(choice[t], logOdds, slopes, bends, out);
      }
    });
  };
}
