import { quote, SpecError } from '../../errors.ts';
import { centralSlope, isFarFromDifferences } from '../../numerics/differences.ts';
import { logistic } from '../../numerics/differentiation/plainArithmetic.ts';
import { optionsOf, refuseKind, requireFinite, requireKnownOptions } from '../checks.ts';

/** The functions of a scale of one's own: x is any real number, the natural value what the model computes with. */
export interface ScaleFunctions {
  /** The natural value at x; it rises or falls with x throughout. */
  readonly toNatural: (x: number) => number;
  /** The x of a natural value. */
  readonly fromNatural: (value: number) => number;
  /** First derivative of `toNatural` by x. */
  readonly first: (x: number) => number;
  /** Second derivative of `toNatural` by x. */
  readonly second: (x: number) => number;
}

/**
 * How a parameter's natural value depends on the unbounded number x that subjects are normally distributed in, and that is
 * searched for.
 */
export type ParameterScale =
  | { readonly kind: 'real' }
  | { readonly kind: 'positive' }
  | { readonly kind: 'bounded'; readonly min: number; readonly max: number; readonly middle: number }
  | ({ readonly kind: 'own' } & ScaleFunctions);

/** A parameter of any real value: natural = x. */
export function real(): ParameterScale {
  return { kind: 'real' };
}

/** A parameter above 0: natural = exp(x). */
export function positive(): ParameterScale {
  return { kind: 'positive' };
}

/** A parameter between 0 and 1, such as a learning rate: natural = 1 / (1 + exp(-x)). */
export function unit(): ParameterScale {
  return bounded(0, 1);
}

/**
 * A parameter between two bounds: natural = min + (max - min) / (1 + exp(-(x + shift))), with the shift at which x = 0 is
 * `middle`.
 *
 * @param options.middle natural value at x = 0; half-way by default
 * @throws {SpecError} when min < middle < max does not hold
 * @example bounded(0, 20)
 */
export function bounded(min: number, max: number, options: { readonly middle?: number } = {}): ParameterScale {
  requireKnownOptions(['middle'], options, 'bounded');
  requireFinite('min', min);
  requireFinite('max', max);
  if (!(min < max))
    throw new SpecError('max', max, `max of bounded() must be above min, ${min}, but is ${quote(max)}.`);
  const { middle = (min + max) / 2 } = options;
  if (!(min < middle && middle < max))
    throw new SpecError(
      'middle',
      middle,
      `middle of bounded() must lie between its bounds ${min} and ${max}, but is ${quote(middle)}.`,
    );
  return { kind: 'bounded', min, max, middle };
}

/**
 * A scale of one's own.
 *
 * @throws {SpecError} when a function is missing, or they do not belong together
 */
export function ownScale(functions: ScaleFunctions): ParameterScale {
  requireKnownOptions(names, functions, 'ownScale');
  const refuse = (what: string): never => {
    throw new SpecError(
      'scale',
      functions,
      `ownScale() ${what}; it takes four functions: toNatural, its inverse fromNatural, and first and second, the derivatives of toNatural by x.`,
    );
  };
  const missing = names.filter((name) => typeof functions[name] !== 'function');
  if (missing.length > 0) refuse(`lacks ${missing.join(', ')}`);
  const { toNatural, fromNatural, first, second } = functions;
  for (const x of [-1.3, -0.4, 0.6, 1.7]) {
    const value = toNatural(x);
    if (isFarFromDifferences(fromNatural(value), x))
      refuse(`gives fromNatural(toNatural(${x})) = ${fromNatural(value)}`);
    const slope = centralSlope(toNatural, x);
    if (isFarFromDifferences(first(x), slope))
      refuse(`gives first(${x}) = ${first(x)}, but toNatural has the slope ${slope}`);
    const bend = centralSlope(first, x);
    if (isFarFromDifferences(second(x), bend))
      refuse(`gives second(${x}) = ${second(x)}, but first has the slope ${bend}`);
  }
  return { kind: 'own', toNatural, fromNatural, first, second };
}

const names = ['toNatural', 'fromNatural', 'first', 'second'] as const;

/** A scale written by hand or read from a file, through its constructor. @throws {SpecError} */
export function checkedScale(parameter: string, scale: ParameterScale): ParameterScale {
  switch (scale?.kind) {
    case 'real':
    case 'positive':
      requireKnownOptions([], optionsOf(scale), `${scale.kind}()`);
      return scale;
    case 'bounded': {
      const { kind, min, max, ...options } = scale;
      return bounded(min, max, options);
    }
    case 'own':
      return ownScale(optionsOf(scale));
    default:
      return refuseKind(
        `parameters.${parameter}`,
        scale,
        'unit(), positive(), bounded(min, max), real() or ownScale()',
      );
  }
}

/** The natural value of a parameter at x. */
export function toNatural(scale: ParameterScale, x: number): number {
  switch (scale.kind) {
    case 'real':
      return x;
    case 'positive':
      return Math.exp(x);
    case 'bounded':
      return scale.min + (scale.max - scale.min) * logistic(x + shiftOf(scale));
    case 'own':
      return scale.toNatural(x);
  }
}

/**
 * The x of a natural value.
 *
 * @throws {SpecError} when the value lies outside the scale, or at a bound, which only an infinite x reaches
 */
export function fromNatural(scale: ParameterScale, value: number): number {
  const x = inverse(scale, value);
  if (Number.isFinite(x)) return x;
  throw new SpecError(
    'value',
    value,
    `${quote(value)} is not a value that ${describeScale(scale)} can have${scale.kind === 'own' ? '' : '; bounds themselves are not reached'}.`,
  );
}

function inverse(scale: ParameterScale, value: number): number {
  switch (scale.kind) {
    case 'real':
      return value;
    case 'positive':
      return Math.log(value);
    case 'bounded':
      return Math.log((value - scale.min) / (scale.max - value)) - shiftOf(scale);
    case 'own':
      return scale.fromNatural(value);
  }
}

/** Refuses what is no natural value of a parameter; bounds themselves are values. @throws {SpecError} */
export function requireNatural(parameter: string, scale: ParameterScale, value: number): void {
  const isValue =
    Number.isFinite(value) &&
    (scale.kind === 'bounded' ? value >= scale.min && value <= scale.max : scale.kind !== 'positive' || value >= 0);
  if (!isValue)
    throw new SpecError(
      parameter,
      value,
      `${parameter} is ${describeScale(scale)}, but is ${quote(value)}. Parameters are given as natural values.`,
    );
}

/** Fills the first and second derivative of the natural value by x at [0] and [1] and returns the value. */
export function scaleDerivatives(scale: ParameterScale, x: number, out: Float64Array): number {
  switch (scale.kind) {
    case 'real':
      out[0] = 1;
      out[1] = 0;
      return x;
    case 'positive': {
      const value = Math.exp(x);
      out[0] = value;
      out[1] = value;
      return value;
    }
    case 'bounded': {
      const range = scale.max - scale.min;
      const p = logistic(x + shiftOf(scale));
      const q = logistic(-x - shiftOf(scale));
      out[0] = range * p * q;
      out[1] = range * p * q * (q - p);
      return scale.min + range * p;
    }
    case 'own':
      out[0] = scale.first(x);
      out[1] = scale.second(x);
      return scale.toNatural(x);
  }
}

/** A scale in words. */
export function describeScale(scale: ParameterScale): string {
  switch (scale.kind) {
    case 'real':
      return 'a parameter of any real value';
    case 'positive':
      return 'a parameter above 0';
    case 'bounded':
      return `a parameter between ${scale.min} and ${scale.max}`;
    case 'own':
      return 'a parameter of this scale';
  }
}

function shiftOf({ min, max, middle }: Extract<ParameterScale, { readonly kind: 'bounded' }>): number {
  return middle === (min + max) / 2 ? 0 : Math.log((middle - min) / (max - middle));
}
