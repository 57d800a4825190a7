import { DataError, quote, SpecError } from '../errors.ts';
import { choleskyFactor, solveLower, solveUpper } from '../numerics/cholesky.ts';
import { requireKnownOptions } from './checks.ts';
import {
  type PsychometricData,
  type PsychometricLikelihood,
  type PsychometricParameters,
  psychometricLikelihood,
} from './psychometricLikelihood.ts';

/** A psychometric function: P(choice | x) = lowerLapse + (1 − lowerLapse − upperLapse) · logistic(slope · x + bias). */
export interface PsychometricFit {
  /** Where a rising curve begins, from 0 to the bound. */
  readonly lowerLapse: number;
  /** How far below 1 it ends, from 0 to the bound. */
  readonly upperLapse: number;
  /** Log-odds per unit of x. */
  readonly slope: number;
  /** Log-odds at x = 0. */
  readonly bias: number;
  /** The x where the curve is half of the way up, −bias / slope; `null` where the slope is 0. */
  readonly threshold: number | null;
  /** Standard errors; of a lapse rate at its bound `null`, of all `null` where trials do not determine the parameters. */
  readonly standardErrors: {
    readonly lowerLapse: number | null;
    readonly upperLapse: number | null;
    readonly slope: number;
    readonly bias: number;
  } | null;
  /** Nats, weighted. */
  readonly logLikelihood: number;
  /** Sum of the weights. */
  readonly numTrials: number;
  readonly converged: boolean;
}

/** How to fit one. */
export interface PsychometricFitOptions {
  /** false for a logistic function without lapses; true by default. */
  readonly lapses?: boolean;
  /** The most that each lapse rate can be, above 0, at most 0.5 (the default). */
  readonly max?: number;
  /** [trial] how much each trial counts, such as the probability of a state in it; 1 by default. */
  readonly weights?: ArrayLike<number>;
}

/**
 * Fits a psychometric function with lapses by maximum likelihood, from several starts. Lapse rates stay within 0 and their bound
 * and can reach it. Choices that change from one side to the other between two neighbouring values leave the slope
 * undetermined: it ends large, without standard errors.
 *
 * @param x       [trial]
 * @param choices [trial] 1 where the choice was made, 0 where it was not, -1 where there was none: left out
 * @throws {DataError} when lengths differ, a value is out of range, or x has one value only over trials that count
 * @throws {SpecError} when an option is out of range
 * @see Wichmann & Hill 2001, Perception & Psychophysics 63:1293
 */
export function fitPsychometric(
  x: ArrayLike<number>,
  choices: ArrayLike<number>,
  options: PsychometricFitOptions = {},
): PsychometricFit {
  requireKnownOptions(['lapses', 'max', 'weights'], options, 'fitPsychometric');
  const { lapses = true, max = 0.5, weights } = options;
  if (typeof lapses !== 'boolean')
    throw new SpecError('lapses', lapses, `lapses must be true or false, but is ${quote(lapses)}.`);
  if (!(typeof max === 'number' && max > 0 && max <= 0.5))
    throw new SpecError('max', max, `max must be a lapse rate above 0 and at most 0.5, but is ${quote(max)}.`);
  const { mean, deviation, ...data } = standardized(x, choices, weights);
  const bound = lapses ? max : 0;
  const plain = climb(data, new Float64Array(4), 0);
  const ascents = lapses
    ? [plain.parameters, ...promisingStarts(data, bound)].map((start) => climb(data, start, bound))
    : [plain];
  const best = ascents.reduce((one, other) => (other.likelihood.value > one.likelihood.value ? other : one));
  return described(best, data, bound, mean, deviation);
}

/** The likeliest of a grid of lapse rates, slopes and thresholds, each with another threshold. */
function promisingStarts(data: PsychometricData, bound: number): PsychometricParameters[] {
  const sorted = data.x.slice().sort();
  const rates = [0.1, 0.5, 0.9].map((share) => share * bound);
  const best = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => {
    const threshold = sorted[Math.floor(share * sorted.length)];
    let top = { start: new Float64Array(4), value: -Infinity };
    for (const lower of rates)
      for (const upper of rates)
        for (const slope of [-10, -2, 2, 10]) {
          const start = Float64Array.of(lower, upper, slope, -slope * threshold);
          const { value } = psychometricLikelihood(data, start);
          if (value > top.value) top = { start, value };
        }
    return top;
  });
  best.sort((one, other) => other.value - one.value);
  return best.slice(0, 3).map(({ start }) => start);
}

interface Ascent {
  readonly parameters: PsychometricParameters;
  readonly likelihood: PsychometricLikelihood;
  readonly converged: boolean;
}

/** Newton's method within bounds, Fisher scoring where that has no maximum: rates at a bound with the gradient pointing outwards stay. */
function climb(data: PsychometricData, start: PsychometricParameters, bound: number): Ascent {
  let parameters = start;
  let likelihood = psychometricLikelihood(data, parameters);
  for (let iteration = 0; iteration < 500; iteration++) {
    const free = freeParameters(parameters, likelihood.gradient, bound);
    const step =
      solved(likelihood.observed, likelihood.gradient, free) ??
      solved(likelihood.expected, likelihood.gradient, free, 1e-10);
    if (step === null) return { parameters, likelihood, converged: false };
    const rise = step.reduce((sum, change, i) => sum + change * likelihood.gradient[i], 0);
    if (rise <= 1e-13 * (1 + Math.abs(likelihood.value))) return { parameters, likelihood, converged: true };
    const longest = Math.max(Math.abs(step[2]), Math.abs(step[3]));
    let length = longest > 5 ? 5 / longest : 1;
    for (; ; length /= 2) {
      const next = parameters.map((value, i) => {
        const moved = value + length * step[i];
        return i < 2 ? Math.min(bound, Math.max(0, moved)) : moved;
      });
      const there = psychometricLikelihood(data, next);
      const promised = next.reduce((sum, value, i) => sum + (value - parameters[i]) * likelihood.gradient[i], 0);
      if (there.value >= likelihood.value + 1e-4 * Math.max(0, promised)) {
        parameters = next;
        likelihood = there;
        break;
      }
      if (length < 1e-12) return { parameters, likelihood, converged: rise <= 1e-9 * (1 + Math.abs(likelihood.value)) };
    }
  }
  return { parameters, likelihood, converged: false };
}

/** The parameters that a step may move. */
function freeParameters(parameters: PsychometricParameters, gradient: Float64Array, bound: number): number[] {
  const isFree = (i: number): boolean =>
    i >= 2 || (bound > 0 && (parameters[i] > 0 || gradient[i] > 0) && (parameters[i] < bound || gradient[i] < 0));
  return [0, 1, 2, 3].filter(isFree);
}

/**
 * matrix⁻¹ v on some of its rows, 0 on others; `null` where these are not positive definite.
 *
 * @param ridge added to the diagonal
 */
function solved(matrix: Float64Array, v: Float64Array, rows: readonly number[], ridge = 0): Float64Array | null {
  const covariance = inverse(matrix, rows, ridge);
  if (covariance === null) return null;
  const out = new Float64Array(4);
  for (const i of rows) for (const j of rows) out[i] += covariance(i, j) * v[j];
  return out;
}

/** A standardised slope that is known no better than this is not known. */
const undetermined = 100;

function described(
  { parameters, likelihood, converged }: Ascent,
  { weights }: PsychometricData,
  bound: number,
  mean: number,
  deviation: number,
): PsychometricFit {
  const [lowerLapse, upperLapse, steepness, atMean] = parameters;
  const [slope, bias] = [steepness / deviation, atMean - (steepness * mean) / deviation];
  const inside = [0, 1, 2, 3].filter((i) => i >= 2 || (parameters[i] > 0 && parameters[i] < bound));
  const covariance = inverse(likelihood.observed, inside);
  const isKnown = covariance !== null && Math.sqrt(covariance(2, 2)) < undetermined;
  const errorOf = (i: number): number | null => (isKnown && inside.includes(i) ? Math.sqrt(covariance(i, i)) : null);
  const shift = -mean / deviation;
  return {
    lowerLapse,
    upperLapse,
    slope,
    bias,
    threshold: slope === 0 ? null : -bias / slope,
    standardErrors: isKnown
      ? {
          lowerLapse: errorOf(0),
          upperLapse: errorOf(1),
          slope: Math.sqrt(covariance(2, 2)) / deviation,
          bias: Math.sqrt(covariance(3, 3) + 2 * shift * covariance(2, 3) + shift ** 2 * covariance(2, 2)),
        }
      : null,
    logLikelihood: likelihood.value,
    numTrials: weights.reduce((sum, weight) => sum + weight, 0),
    converged,
  };
}

/** The inverse of some rows of an information matrix; `null` where it is not positive definite. */
function inverse(matrix: Float64Array, rows: readonly number[], ridge = 0): ((i: number, j: number) => number) | null {
  const n = rows.length;
  const factor = Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return matrix[rows[i] * 4 + rows[j]] + (i === j ? ridge * (1 + matrix[rows[i] * 4 + rows[i]]) : 0);
  });
  if (!choleskyFactor(factor, 0, n)) return null;
  const columns = rows.map((_, j) => {
    const column = Float64Array.from({ length: n }, (__, i) => (i === j ? 1 : 0));
    solveLower(factor, 0, n, column, 0);
    solveUpper(factor, 0, n, column, 0);
    return column;
  });
  return (i, j) => columns[rows.indexOf(j)][rows.indexOf(i)];
}

/** The distinct trials that count, x from its mean in units of its standard deviation. */
function standardized(
  x: ArrayLike<number>,
  choices: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): PsychometricData & { readonly mean: number; readonly deviation: number } {
  const lengths = [x.length, choices.length, weights?.length ?? x.length];
  if (new Set(lengths).size > 1)
    throw new DataError(
      {},
      `x, choices and weights must be as long as each other, but have ${lengths.join(', ')} entries.`,
    );
  const weightOf = (t: number): number => weights?.[t] ?? 1;
  for (let t = 0; t < x.length; t++) {
    const isChoice = choices[t] === 0 || choices[t] === 1 || choices[t] === -1;
    if (!isChoice || !(weightOf(t) >= 0 && weightOf(t) < Infinity) || (choices[t] >= 0 && !Number.isFinite(x[t])))
      throw new DataError(
        { row: t },
        `Trial ${t} (counted from 0) has x ${x[t]}, choice ${choices[t]} and weight ${weightOf(t)}; x must be a number, a choice 0, 1 or -1 (none), a weight at least 0.`,
      );
  }
  const counted = Array.from({ length: x.length }, (_, t) => t).filter((t) => choices[t] >= 0 && weightOf(t) > 0);
  const total = counted.reduce((sum, t) => sum + weightOf(t), 0);
  const mean = counted.reduce((sum, t) => sum + (weightOf(t) * x[t]) / total, 0);
  const deviation = Math.sqrt(counted.reduce((sum, t) => sum + (weightOf(t) * (x[t] - mean) ** 2) / total, 0));
  if (!(deviation > 1e-12 * Math.abs(mean)))
    throw new DataError(
      {},
      counted.length === 0
        ? 'No trial counts, so no psychometric function can be fitted.'
        : `x is ${x[counted[0]]} in every trial that counts, so no psychometric function can be fitted.`,
    );
  // trials of one value and choice are one, with the sum of their weights
  const totals = [new Map<number, number>(), new Map<number, number>()];
  for (const t of counted) totals[choices[t]].set(x[t], (totals[choices[t]].get(x[t]) ?? 0) + weightOf(t));
  const merged = totals.flatMap((ofChoice, choice) =>
    Array.from(ofChoice, ([value, weight]) => ({ value, choice, weight })),
  );
  return {
    x: Float64Array.from(merged, ({ value }) => (value - mean) / deviation),
    chosen: Uint8Array.from(merged, ({ choice }) => choice),
    weights: Float64Array.from(merged, ({ weight }) => weight),
    mean,
    deviation,
  };
}
