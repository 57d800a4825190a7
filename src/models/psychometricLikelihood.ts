/** Choices against a number, weighted. */
export interface PsychometricData {
  readonly x: Float64Array;
  /** 1 where the choice was made, 0 where it was not. */
  readonly chosen: Uint8Array;
  readonly weights: Float64Array;
}

/** [lowerLapse, upperLapse, slope, bias] of P = lowerLapse + (1 − lowerLapse − upperLapse) · logistic(slope · x + bias). */
export type PsychometricParameters = Float64Array;

/** The weighted log-likelihood of a psychometric function and its derivatives by the four parameters. */
export interface PsychometricLikelihood {
  readonly value: number;
  readonly gradient: Float64Array;
  /** [i, j] information expected of such trials: never negative. */
  readonly expected: Float64Array;
  /** [i, j] minus the second derivatives. */
  readonly observed: Float64Array;
}

/** The likelihood of data, with exact derivatives. */
export function psychometricLikelihood(
  { x, chosen, weights }: PsychometricData,
  parameters: PsychometricParameters,
): PsychometricLikelihood {
  const [lower, upper, slope, bias] = parameters;
  const span = 1 - lower - upper;
  const gradient = new Float64Array(4);
  const [expected, observed] = [new Float64Array(16), new Float64Array(16)];
  const first = new Float64Array(4);
  let value = 0;
  for (let t = 0; t < x.length; t++) {
    const weight = weights[t];
    if (weight === 0) continue;
    const eta = slope * x[t] + bias;
    const [up, down] = [1 / (1 + Math.exp(-eta)), 1 / (1 + Math.exp(eta))];
    // each from its own tail, so that neither loses its digits near 0
    const [p, q] = [lower + span * up, upper + span * down];
    const own = chosen[t] ? p : q;
    const sign = chosen[t] ? 1 : -1;
    value += weight * Math.log(own);
    const bend = up * down;
    first[0] = down;
    first[1] = -up;
    first[2] = span * bend * x[t];
    first[3] = span * bend;
    const second = span * bend * (down - up);
    for (let i = 0; i < 4; i++) {
      gradient[i] += (weight * sign * first[i]) / own;
      for (let j = 0; j < 4; j++) {
        const product = first[i] * first[j];
        expected[i * 4 + j] += (weight * product) / (p * q);
        observed[i * 4 + j] += weight * (product / (own * own) - (sign * secondBy(i, j, x[t], bend, second)) / own);
      }
    }
  }
  return { value, gradient, expected, observed };
}

/** The second derivative of P by two parameters. */
function secondBy(i: number, j: number, x: number, bend: number, second: number): number {
  if (i < 2 && j < 2) return 0;
  const byX = (i === 2 ? x : 1) * (j === 2 ? x : 1);
  return i < 2 || j < 2 ? -bend * byX : second * byX;
}
