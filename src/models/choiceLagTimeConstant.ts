import { quote, SpecError } from '../errors.ts';
import { minimizeBounded } from '../numerics/minimizeBounded.ts';
import { requireFinite, requireKnownOptions } from './checks.ts';

/** How fast the weights of earlier choices fade. */
export interface ChoiceLagTimeConstant {
  /** τ, in trials: weights fall by 1/e from one lag to another τ later. */
  readonly timeConstant: number;
  /** τ · ln 2, in trials. */
  readonly halfLife: number;
  /** [group] sum over lags of the fitted weights, in the unit of the weights. */
  readonly scales: readonly number[];
  /** [group][lag] the fitted weights. */
  readonly fitted: readonly (readonly number[])[];
  readonly residualSumOfSquares: number;
  readonly rootMeanSquareError: number;
  /** 1 − residual sum of squares / that about the mean weight; `null` where all weights are equal. */
  readonly rSquared: number | null;
  /** Whether τ was found between its bounds. */
  readonly converged: boolean;
  /** What is wrong where it was not; `null` otherwise. */
  readonly reason: string | null;
}

/**
 * The time constant with which weights of earlier choices fade: w[g, l] ≈ s_g · exp(−l/τ) / Σ_l exp(−l/τ), by least squares.
 * τ is common to all groups (such as classes or states); for each τ the scales s_g have a closed form, so that one number is
 * searched, over log τ.
 *
 * @param weights [group][lag]
 * @param options.lags how many trials back each weight looks; 1, 2, … by default
 * @param options.min  least τ, in trials; 0.001 by default
 * @param options.max  largest τ, in trials; 1000 by default
 * @throws {SpecError} when weights are not finite numbers of as many lags in each group, there are fewer than 2 lags, or lags or bounds are out of range
 * @example choiceLagTimeConstant([[0.8, 0.4, 0.2, 0.1]]).halfLife // 1
 */
export function choiceLagTimeConstant(
  weights: readonly (readonly number[])[],
  options: { readonly lags?: readonly number[]; readonly min?: number; readonly max?: number } = {},
): ChoiceLagTimeConstant {
  requireKnownOptions(['lags', 'min', 'max'], options, 'choiceLagTimeConstant');
  const numLags = requireWeights(weights);
  const { lags = Array.from({ length: numLags }, (_, i) => i + 1), min = 1e-3, max = 1e3 } = options;
  requireLags(lags, numLags);
  requireFinite('min', min);
  requireFinite('max', max);
  if (!(min > 0 && max > min))
    throw new SpecError('min', min, `min must be above 0 and below max, but they are ${min} and ${max}.`);

  const kernelOf = (tau: number): number[] => {
    const first = Math.min(...lags);
    const shares = lags.map((lag) => Math.exp(-(lag - first) / tau));
    const total = shares.reduce((sum, one) => sum + one, 0);
    return shares.map((share) => share / total);
  };
  const scaleOf = (group: readonly number[], kernel: readonly number[]): number =>
    sumOf(group, (weight, l) => weight * kernel[l]) / sumOf(kernel, (share) => share * share);
  const residualOf = (logTau: number): number => {
    const kernel = kernelOf(Math.exp(logTau));
    return sumOf(weights, (group) => {
      const scale = scaleOf(group, kernel);
      return sumOf(group, (weight, l) => (weight - scale * kernel[l]) ** 2);
    });
  };

  const [lower, upper] = [Math.log(min), Math.log(max)];
  const found = minimizeBounded(residualOf, lower, upper);
  const kernel = kernelOf(Math.exp(found.at));
  const scales = weights.map((group) => scaleOf(group, kernel));
  const all = weights.flat();
  const mean = sumOf(all, (weight) => weight) / all.length;
  const spread = sumOf(all, (weight) => (weight - mean) ** 2);
  const reason = all.every((weight) => Math.abs(weight) <= 1e-12)
    ? 'All weights are 0, so that they do not fade.'
    : isAtBound(residualOf, found.at, lower, upper);
  return {
    timeConstant: Math.exp(found.at),
    halfLife: Math.exp(found.at) * Math.LN2,
    scales,
    fitted: scales.map((scale) => kernel.map((share) => scale * share)),
    residualSumOfSquares: found.value,
    rootMeanSquareError: Math.sqrt(found.value / all.length),
    rSquared: spread > 0 ? 1 - found.value / spread : null,
    converged: reason === null,
    reason,
  };
}

/** Why a minimum is none between the bounds; `null` where it is one. */
function isAtBound(residualOf: (logTau: number) => number, at: number, lower: number, upper: number): string | null {
  const [value, margin] = [residualOf(at), 1e-12 * (residualOf(lower) + residualOf(upper))];
  if (residualOf(lower) <= value + margin)
    return 'The weights fade within the first lag: every smaller time constant fits as well.';
  if (residualOf(upper) <= value + margin)
    return 'The weights do not fade over these lags: the time constant is at its upper bound.';
  return null;
}

function sumOf<T>(list: readonly T[], of: (one: T, index: number) => number): number {
  return list.reduce((sum, one, index) => sum + of(one, index), 0);
}

/** @returns the number of lags */
function requireWeights(weights: readonly (readonly number[])[]): number {
  const isList = Array.isArray(weights) && weights.length > 0 && weights.every(Array.isArray);
  const numLags = isList ? weights[0].length : 0;
  if (numLags < 2 || weights.some((group) => group.length !== numLags || !group.every(Number.isFinite)))
    throw new SpecError(
      'weights',
      weights,
      `weights must be [group][lag], finite numbers of 2 lags or more and as many in each group, but is ${quote(weights)}.`,
    );
  return numLags;
}

function requireLags(lags: readonly number[], numLags: number): void {
  const areLags = Array.isArray(lags) && lags.every((lag) => Number.isFinite(lag) && lag > 0);
  if (!areLags || lags.length !== numLags || new Set(lags).size < numLags)
    throw new SpecError(
      'lags',
      lags,
      `lags must hold ${numLags} different numbers above 0, one a weight, but is ${quote(lags)}.`,
    );
}
