import type { Derivatives } from '../../numerics/differentiation/derivatives.ts';
import { exponential } from '../../numerics/exponential.ts';
import type { SubjectTrials } from './behaviorModel.ts';

/** Products of 1 + exp(-z) grow to this before their logarithm is taken; no factor is above 1e131. */
const large = 1e170;

/**
 * Log-likelihood of a two-armed Rescorla-Wagner learner with its derivatives, by forward recursion: the values of the options
 * carry their first and second derivatives by the learning rates along. Parameters: inverse temperature, then one learning
 * rate, or those of positive and negative prediction errors.
 */
export function twoArmedDerivatives(
  learningRates: 1 | 2,
  initialValue: number,
): (values: Float64Array, trials: SubjectTrials, out: Derivatives) => void {
  return learningRates === 1
    ? (values, trials, out) => oneRate(values, trials, initialValue, out)
    : (values, trials, out) => twoRates(values, trials, initialValue, out);
}

/** Log-likelihood of a two-armed learner with these parameters: inverse temperature, then one or two learning rates. */
export function twoArmedValue(initialValue: number): (values: Float64Array, trials: SubjectTrials) => number {
  return (values, trials) => {
    const beta = values[0];
    const ratePositive = values[1];
    const rateNegative = values[values.length - 1];
    const { choice, reward } = trials.columns;
    const { blockStarts, numTrials } = trials;
    let [logs, product] = [0, 1];
    for (let block = 0; block < blockStarts.length; block++) {
      const end = block + 1 < blockStarts.length ? blockStarts[block + 1] : numTrials;
      let [qA, qB] = [initialValue, initialValue];
      for (let t = blockStarts[block]; t < end; t++) {
        const c = choice[t];
        if (Number.isNaN(c)) continue;
        const isA = c === 0;
        const z = beta * (isA ? qA - qB : qB - qA);
        if (z > -300) {
          product *= 1 + (z < 700 ? exponential(-z) : 0);
          if (product > large) {
            logs += Math.log(product);
            product = 1;
          }
        } else logs -= z;
        const error = reward[t] - (isA ? qA : qB);
        const step = error >= 0 ? ratePositive * error : rateNegative * error;
        if (isA) qA += step;
        else qB += step;
      }
    }
    return -logs - Math.log(product);
  };
}

function oneRate(values: Float64Array, trials: SubjectTrials, start: number, out: Derivatives): void {
  const [beta, rate] = values;
  const keep = 1 - rate;
  const { choice, reward } = trials.columns;
  const { blockStarts, numTrials } = trials;
  let [logs, product] = [0, 1];
  let [gBeta, gRate, hBetaBeta, hBetaRate, hRateRate] = [0, 0, 0, 0, 0];
  for (let block = 0; block < blockStarts.length; block++) {
    const end = block + 1 < blockStarts.length ? blockStarts[block + 1] : numTrials;
    // value of options A and B, first and second derivative by the rate
    let [qA, qB, dA, dB, ddA, ddB] = [start, start, 0, 0, 0, 0];
    for (let t = blockStarts[block]; t < end; t++) {
      const c = choice[t];
      if (Number.isNaN(c)) continue;
      const isA = c === 0;
      const difference = isA ? qA - qB : qB - qA;
      const rise = isA ? dA - dB : dB - dA;
      const bend = isA ? ddA - ddB : ddB - ddA;
      const z = beta * difference;
      let miss = 1;
      if (z > -300) {
        const odds = z < 700 ? exponential(-z) : 0;
        product *= 1 + odds;
        if (product > large) {
          logs += Math.log(product);
          product = 1;
        }
        miss = odds / (1 + odds);
      } else logs -= z;
      const curvature = miss * (1 - miss);
      gBeta += miss * difference;
      gRate += miss * rise;
      hBetaBeta += curvature * difference * difference;
      hBetaRate += miss * rise - curvature * z * rise;
      hRateRate += miss * bend - beta * curvature * rise * rise;
      if (isA) {
        const error = reward[t] - qA;
        ddA = ddA * keep - 2 * dA;
        dA = dA * keep + error;
        qA += rate * error;
      } else {
        const error = reward[t] - qB;
        ddB = ddB * keep - 2 * dB;
        dB = dB * keep + error;
        qB += rate * error;
      }
    }
  }
  out.value = -logs - Math.log(product);
  out.gradient[0] = gBeta;
  out.gradient[1] = beta * gRate;
  out.hessian[0] = -hBetaBeta;
  out.hessian[1] = hBetaRate;
  out.hessian[2] = hBetaRate;
  out.hessian[3] = beta * hRateRate;
}

function twoRates(values: Float64Array, trials: SubjectTrials, start: number, out: Derivatives): void {
  const [beta, ratePositive, rateNegative] = values;
  const { choice, reward } = trials.columns;
  const { blockStarts, numTrials } = trials;
  let [logs, product] = [0, 1];
  let [gBeta, gPositive, gNegative] = [0, 0, 0];
  let [hBetaBeta, hBetaPositive, hBetaNegative, hPositive, hMixed, hNegative] = [0, 0, 0, 0, 0, 0];
  // option A, then B: value, first derivatives by the positive and the negative rate, second: positive, mixed, negative
  const q = new Float64Array(12);
  for (let block = 0; block < blockStarts.length; block++) {
    const end = block + 1 < blockStarts.length ? blockStarts[block + 1] : numTrials;
    q.fill(0);
    q[0] = start;
    q[6] = start;
    for (let t = blockStarts[block]; t < end; t++) {
      const c = choice[t];
      if (Number.isNaN(c)) continue;
      const own = c === 0 ? 0 : 6;
      const other = 6 - own;
      const difference = q[own] - q[other];
      const dPositive = q[own + 1] - q[other + 1];
      const dNegative = q[own + 2] - q[other + 2];
      const z = beta * difference;
      let miss = 1;
      if (z > -300) {
        const odds = z < 700 ? exponential(-z) : 0;
        product *= 1 + odds;
        if (product > large) {
          logs += Math.log(product);
          product = 1;
        }
        miss = odds / (1 + odds);
      } else logs -= z;
      const curvature = miss * (1 - miss);
      const [slopePositive, slopeNegative] = [beta * dPositive, beta * dNegative];
      gBeta += miss * difference;
      gPositive += miss * slopePositive;
      gNegative += miss * slopeNegative;
      hBetaBeta -= curvature * difference * difference;
      hBetaPositive += miss * dPositive - curvature * difference * slopePositive;
      hBetaNegative += miss * dNegative - curvature * difference * slopeNegative;
      hPositive += miss * beta * (q[own + 3] - q[other + 3]) - curvature * slopePositive * slopePositive;
      hMixed += miss * beta * (q[own + 4] - q[other + 4]) - curvature * slopePositive * slopeNegative;
      hNegative += miss * beta * (q[own + 5] - q[other + 5]) - curvature * slopeNegative * slopeNegative;
      const error = reward[t] - q[own];
      const isPositive = error >= 0;
      const rate = isPositive ? ratePositive : rateNegative;
      const keep = 1 - rate;
      const [acting, resting] = isPositive ? [own + 1, own + 2] : [own + 2, own + 1];
      const [actingBend, restingBend] = isPositive ? [own + 3, own + 5] : [own + 5, own + 3];
      q[actingBend] = q[actingBend] * keep - 2 * q[acting];
      q[own + 4] = q[own + 4] * keep - q[resting];
      q[restingBend] *= keep;
      q[acting] = q[acting] * keep + error;
      q[resting] *= keep;
      q[own] += rate * error;
    }
  }
  out.value = -logs - Math.log(product);
  out.gradient.set([gBeta, gPositive, gNegative]);
  out.hessian.set([
    hBetaBeta,
    hBetaPositive,
    hBetaNegative,
    hBetaPositive,
    hPositive,
    hMixed,
    hBetaNegative,
    hMixed,
    hNegative,
  ]);
}
