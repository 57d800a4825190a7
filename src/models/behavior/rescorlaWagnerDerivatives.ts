import type { Derivatives } from '../../numerics/differentiation/derivatives.ts';
import { exponential } from '../../numerics/exponential.ts';
import type { SubjectTrials } from './behaviorModel.ts';

/** Products of 1 + exp(-z) grow to this before their logarithm is taken; no factor is above 1e131. */
const large = 1e170;

/*
 * Which option is chosen and whether it pays is as good as random, and a branch that is guessed wrongly costs more than the
 * arithmetic of a trial: so both options are computed, with weights of 0 and 1.
 */

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
    let logs = 0;
    let product = 1;
    for (let block = 0; block < blockStarts.length; block++) {
      const end = block + 1 < blockStarts.length ? blockStarts[block + 1] : numTrials;
      let qA = initialValue;
      let qB = initialValue;
      for (let t = blockStarts[block]; t < end; t++) {
        const c = choice[t];
        if (Number.isNaN(c)) continue;
        const z = beta * (1 - 2 * c) * (qA - qB);
        if (z > -300) {
          product *= 1 + (z < 700 ? exponential(-z) : 0);
          if (product > large) {
            logs += Math.log(product);
            product = 1;
          }
        } else logs -= z;
        const errorA = (1 - c) * (reward[t] - qA);
        const errorB = c * (reward[t] - qB);
        const rate = rateNegative + Number(errorA + errorB >= 0) * (ratePositive - rateNegative);
        qA += rate * errorA;
        qB += rate * errorB;
      }
    }
    return -logs - Math.log(product);
  };
}

function oneRate(values: Float64Array, trials: SubjectTrials, start: number, out: Derivatives): void {
  const beta = values[0];
  const rate = values[1];
  const { choice, reward } = trials.columns;
  const { blockStarts, numTrials } = trials;
  let logs = 0;
  let product = 1;
  let gBeta = 0;
  let gRate = 0;
  let hBetaBeta = 0;
  let hBetaRate = 0;
  let hRateRate = 0;
  for (let block = 0; block < blockStarts.length; block++) {
    const end = block + 1 < blockStarts.length ? blockStarts[block + 1] : numTrials;
    // value of options A and B, first and second derivative by the rate
    let qA = start;
    let qB = start;
    let dA = 0;
    let dB = 0;
    let ddA = 0;
    let ddB = 0;
    for (let t = blockStarts[block]; t < end; t++) {
      const c = choice[t];
      if (Number.isNaN(c)) continue;
      const sign = 1 - 2 * c;
      const difference = sign * (qA - qB);
      const rise = sign * (dA - dB);
      const bend = sign * (ddA - ddB);
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
      const choseA = 1 - c;
      const errorA = choseA * (reward[t] - qA);
      const errorB = c * (reward[t] - qB);
      const keepA = 1 - rate * choseA;
      const keepB = 1 - rate * c;
      ddA = ddA * keepA - 2 * choseA * dA;
      dA = dA * keepA + errorA;
      qA += rate * errorA;
      ddB = ddB * keepB - 2 * c * dB;
      dB = dB * keepB + errorB;
      qB += rate * errorB;
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
  const beta = values[0];
  const ratePositive = values[1];
  const rateNegative = values[2];
  const { choice, reward } = trials.columns;
  const { blockStarts, numTrials } = trials;
  let logs = 0;
  let product = 1;
  let gBeta = 0;
  let gPositive = 0;
  let gNegative = 0;
  let hBetaBeta = 0;
  let hBetaPositive = 0;
  let hBetaNegative = 0;
  let hPositive = 0;
  let hMixed = 0;
  let hNegative = 0;
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
      const own = 6 * c;
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
      const slopePositive = beta * dPositive;
      const slopeNegative = beta * dNegative;
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
      const positive = Number(error >= 0);
      const negative = 1 - positive;
      const rate = rateNegative + positive * (ratePositive - rateNegative);
      const keep = 1 - rate;
      q[own + 3] = q[own + 3] * keep - 2 * positive * q[own + 1];
      q[own + 4] = q[own + 4] * keep - positive * q[own + 2] - negative * q[own + 1];
      q[own + 5] = q[own + 5] * keep - 2 * negative * q[own + 2];
      q[own + 1] = q[own + 1] * keep + positive * error;
      q[own + 2] = q[own + 2] * keep + negative * error;
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
