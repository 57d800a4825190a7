import { quote, SpecError } from '../../../errors.ts';
import { drawBeta } from '../../../numerics/drawBeta.ts';
import { drawTruncatedNormal } from '../../../numerics/drawTruncatedNormal.ts';
import type { Random } from '../../../numerics/random.ts';
import { optionsOf, refuseKind, requireAboveZero, requireFinite, requireKnownOptions } from '../../checks.ts';
import { describeScale, type ParameterScale } from '../scales.ts';

/** How the true values of a parameter are distributed in a simulated cohort; natural values. */
export type TruthDistribution =
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | {
      readonly kind: 'truncatedNormal';
      readonly mean: number;
      readonly standardDeviation: number;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly kind: 'beta'; readonly a: number; readonly b: number; readonly min: number; readonly max: number };

/** True values between two bounds, all equally likely. @throws {SpecError} @example uniformTruths(0.05, 0.95) */
export function uniformTruths(min: number, max: number): TruthDistribution {
  requireFinite('min', min);
  requireFinite('max', max);
  requireOrder('uniformTruths', min, max);
  return { kind: 'uniform', min, max };
}

/**
 * True values that are normal within bounds.
 *
 * @param options.mean              of the distribution without bounds
 * @param options.standardDeviation of the distribution without bounds, above 0
 * @param options.min               the least value of the parameter's scale by default
 * @param options.max               the largest value of the parameter's scale by default
 * @throws {SpecError}
 * @example truncatedNormalTruths({ mean: 3, standardDeviation: 1, min: 0.5, max: 10 })
 */
export function truncatedNormalTruths(options: {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly min?: number;
  readonly max?: number;
}): TruthDistribution {
  requireKnownOptions(['mean', 'standardDeviation', 'min', 'max'], options, 'truncatedNormalTruths');
  const { mean, standardDeviation, min, max } = options;
  requireFinite('mean', mean);
  requireAboveZero('standardDeviation', standardDeviation);
  if (min !== undefined) requireFinite('min', min);
  if (max !== undefined) requireFinite('max', max);
  if (min !== undefined && max !== undefined) requireOrder('truncatedNormalTruths', min, max);
  return {
    kind: 'truncatedNormal',
    mean,
    standardDeviation,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}

/**
 * True values between 0 and 1 with density ∝ v^(a - 1) · (1 - v)^(b - 1), cut off at bounds.
 *
 * @param a           above 0
 * @param b           above 0
 * @param options.min 0 by default
 * @param options.max 1 by default
 * @throws {SpecError}
 * @example betaTruths(2, 3, { min: 0.05, max: 0.95 })
 */
export function betaTruths(
  a: number,
  b: number,
  options: { readonly min?: number; readonly max?: number } = {},
): TruthDistribution {
  requireKnownOptions(['min', 'max'], options, 'betaTruths');
  const { min = 0, max = 1 } = options;
  requireAboveZero('a', a);
  requireAboveZero('b', b);
  for (const [option, value] of Object.entries({ min, max }))
    if (typeof value !== 'number' || !(value >= 0 && value <= 1))
      throw new SpecError(
        option,
        value,
        `${option} of betaTruths() must be between 0 and 1, as all its values are, but is ${quote(value)}.`,
      );
  requireOrder('betaTruths', min, max);
  return { kind: 'beta', a, b, min, max };
}

function requireOrder(of: string, min: number, max: number): void {
  if (!(min < max))
    throw new SpecError('max', max, `max of ${of}() must be above min, ${quote(min)}, but is ${quote(max)}.`);
}

/** A distribution written by hand or read from a file, through its constructor, for a parameter. @throws {SpecError} */
export function checkedTruths(
  parameter: string,
  scale: ParameterScale,
  distribution: TruthDistribution,
): TruthDistribution {
  const checked = byKind(parameter, distribution);
  const { min = -Infinity, max = Infinity } = rangeOf(scale);
  for (const option of ['min', 'max'] as const) {
    const value = checked[option];
    if (value !== undefined && !(value >= min && value <= max))
      throw new SpecError(
        `parameters.${parameter}`,
        distribution,
        `${option} of the true values of "${parameter}" is ${value}, but it is ${describeScale(scale)}. True values are natural ones; choose a range within the scale.`,
      );
  }
  return checked;
}

function byKind(parameter: string, distribution: TruthDistribution): TruthDistribution {
  switch (distribution?.kind) {
    case 'uniform':
      return uniformTruths(distribution.min, distribution.max);
    case 'truncatedNormal':
      return truncatedNormalTruths(optionsOf(distribution));
    case 'beta':
      return betaTruths(distribution.a, distribution.b, { min: distribution.min, max: distribution.max });
    default:
      return refuseKind(
        `parameters.${parameter}`,
        distribution,
        'uniformTruths(), truncatedNormalTruths() or betaTruths()',
      );
  }
}

/** Draws a true value. */
export function drawTruth(distribution: TruthDistribution, scale: ParameterScale, random: Random): number {
  switch (distribution.kind) {
    case 'uniform':
      return distribution.min + (distribution.max - distribution.min) * random.uniform();
    case 'truncatedNormal': {
      const { mean, standardDeviation, ...bounds } = distribution;
      return drawTruncatedNormal(mean, standardDeviation, { ...rangeOf(scale), ...bounds }, random);
    }
    case 'beta':
      return drawBeta(distribution.a, distribution.b, distribution, random);
  }
}

/** Least and largest natural value of a scale, where it has them. */
function rangeOf(scale: ParameterScale): { readonly min?: number; readonly max?: number } {
  if (scale.kind === 'bounded') return { min: scale.min, max: scale.max };
  return scale.kind === 'positive' ? { min: 0 } : {};
}
