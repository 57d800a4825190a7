import type { Derivatives } from '../../numerics/differentiation/derivatives.ts';
import type { SubjectTrials } from './behaviorModel.ts';
import type { DiscountingSpec } from './discounting.ts';
import { discountingOffers, effectiveCost } from './discountingOffers.ts';
import { addLogisticChoice } from './logisticChoice.ts';

/**
 * Log-likelihood of a discounter with its derivatives. Parameters: inverse temperature and weight of the other, if there are any,
 * then one discount rate, or those for oneself and for another.
 */
export function discountingDerivatives(
  spec: DiscountingSpec,
): (values: Float64Array, trials: SubjectTrials, out: Derivatives) => void {
  const { cost, shape } = spec;
  const { costColumn, options } = discountingOffers[cost];
  const effective = effectiveCost(cost, shape);
  const weightAt = spec.inverseTemperature ? 1 : 0;
  const rateAt = weightAt + (spec.otherWeight ? 1 : 0);
  const size = rateAt + spec.discountRates;
  const slopes = new Float64Array(size);
  const bends = new Float64Array(size * size);
  return (values, { numTrials, columns }, out) => {
    out.value = 0;
    out.gradient.fill(0);
    out.hessian.fill(0);
    const beta = spec.inverseTemperature ? values[0] : 1;
    const weight = spec.otherWeight ? values[weightAt] : 1;
    const [fullOf0, fullOf1] = options.map(({ full }) => (full ? columns[full] : null));
    const [discountedOf0, discountedOf1] = options.map(({ discounted }) => (discounted ? columns[discounted] : null));
    const { choice, beneficiary } = columns;
    const costs = columns[costColumn];
    for (let t = 0; t < numTrials; t++) {
      const c = choice[t];
      if (Number.isNaN(c)) continue;
      const k = rateAt + (spec.discountRates === 2 ? beneficiary[t] : 0);
      const load = effective(costs[t]);
      const full = (fullOf1 ? fullOf1[t] : 0) - (fullOf0 ? fullOf0[t] : 0);
      const discounted = (discountedOf1 ? discountedOf1[t] : 0) - (discountedOf0 ? discountedOf0[t] : 0);
      // difference of the values, and its derivatives by the weight, by the rate, by both, and twice by the rate
      let [difference, byWeight, byRate, byBoth, byRateTwice] = [full + discounted, 0, 0, 0, 0];
      if (shape === 'hyperbolic') {
        const share = 1 / (1 + values[k] * load);
        byWeight = discounted * share;
        byBoth = -byWeight * share * load;
        byRate = weight * byBoth;
        byRateTwice = -2 * byRate * share * load;
        difference = full + weight * byWeight;
      } else {
        byRate = -load * (isCharged(discountedOf1, t) - isCharged(discountedOf0, t));
        difference += values[k] * byRate;
      }
      slopes.fill(0);
      bends.fill(0);
      slopes[k] = beta * byRate;
      bends[k * size + k] = beta * byRateTwice;
      if (spec.otherWeight) {
        slopes[weightAt] = beta * byWeight;
        bends[k * size + weightAt] = beta * byBoth;
      }
      if (spec.inverseTemperature) {
        slopes[0] = difference;
        bends[k * size] = byRate;
        if (spec.otherWeight) bends[weightAt * size] = byWeight;
      }
      addLogisticChoice(c, beta * difference, slopes, bends, out);
    }
  };

  function isCharged(amounts: Float64Array | null, t: number): 0 | 1 {
    return amounts !== null && (cost !== 'social' || amounts[t] > 0) ? 1 : 0;
  }
}
