import { quote, SpecError } from '../../errors.ts';
import type { Derivatives } from '../../numerics/differentiation/derivatives.ts';
import { logGamma } from '../../numerics/gammaFunction.ts';
import { refuseKind, requireAboveZero, requireFinite, requireKnownOptions } from '../checks.ts';

/** The density of one parameter on the unbounded scale x. */
export type PriorDensity =
  | { readonly kind: 'normal'; readonly location: number; readonly scale: number }
  | { readonly kind: 'laplace'; readonly location: number; readonly scale: number }
  | {
      readonly kind: 'studentT';
      readonly location: number;
      readonly scale: number;
      readonly degreesOfFreedom: number;
    }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number };

/** A joint log density of one's own of all parameters, with derivatives; as `module` and `export` too, it can be saved. */
export interface OwnPrior {
  readonly kind: 'own';
  /** Fills value, gradient and Hessian at x [parameter]; nats, on the unbounded scale. */
  readonly logDensity: (x: Float64Array, out: Derivatives) => void;
  readonly module?: string;
  readonly export?: string;
}

/** x is normal. @throws {SpecError} @example normalPrior(0, 1.5) */
export function normalPrior(mean: number, standardDeviation: number): PriorDensity {
  requireFinite('mean', mean);
  requireAboveZero('standardDeviation', standardDeviation);
  return { kind: 'normal', location: mean, scale: standardDeviation };
}

/** x has a Laplace density exp(-|x - location| / scale) / (2 scale). @throws {SpecError} */
export function laplacePrior(location: number, scale: number): PriorDensity {
  requireLocated(location, scale);
  return { kind: 'laplace', location, scale };
}

/** (x - location) / scale has a t distribution. @throws {SpecError} */
export function studentTPrior(location: number, scale: number, degreesOfFreedom: number): PriorDensity {
  requireLocated(location, scale);
  requireAboveZero('degreesOfFreedom', degreesOfFreedom);
  return { kind: 'studentT', location, scale, degreesOfFreedom };
}

/** (x - location) / scale has a Cauchy distribution: t with one degree of freedom. @throws {SpecError} */
export function cauchyPrior(location: number, scale: number): PriorDensity {
  return studentTPrior(location, scale, 1);
}

/** x is uniform between two bounds, which the search does not leave. @throws {SpecError} */
export function uniformPrior(min: number, max: number): PriorDensity {
  requireFinite('min', min);
  requireFinite('max', max);
  if (!(min < max)) throw new SpecError('max', max, `max of uniformPrior() must be above min, ${min}, but is ${max}.`);
  return { kind: 'uniform', min, max };
}

/** A joint log density of one's own. @throws {SpecError} when it is no function */
export function ownPrior(options: Omit<OwnPrior, 'kind'>): OwnPrior {
  requireKnownOptions(['logDensity', 'module', 'export'], options, 'ownPrior');
  if (typeof options.logDensity !== 'function')
    throw new SpecError(
      'logDensity',
      options.logDensity,
      `logDensity of ownPrior() must be a function that fills value, gradient and Hessian, but is ${quote(options.logDensity)}.`,
    );
  return { kind: 'own', ...options };
}

function requireLocated(location: number, scale: number): void {
  requireFinite('location', location);
  requireAboveZero('scale', scale);
}

/** A density written by hand or read from a file, through its constructor. @throws {SpecError} */
export function checkedDensity(parameter: string, density: PriorDensity): PriorDensity {
  switch (density?.kind) {
    case 'normal':
      return normalPrior(density.location, density.scale);
    case 'laplace':
      return laplacePrior(density.location, density.scale);
    case 'studentT':
      return studentTPrior(density.location, density.scale, density.degreesOfFreedom);
    case 'uniform':
      return uniformPrior(density.min, density.max);
    default:
      return refuseKind(
        `prior.${parameter}`,
        density,
        'normalPrior(), laplacePrior(), studentTPrior(), cauchyPrior() or uniformPrior()',
      );
  }
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** Log density at x, nats. */
export function logDensity(density: PriorDensity, x: number): number {
  if (density.kind === 'uniform')
    return x >= density.min && x <= density.max ? -Math.log(density.max - density.min) : -Infinity;
  const u = (x - density.location) / density.scale;
  switch (density.kind) {
    case 'normal':
      return -0.5 * u * u - halfLogTwoPi - Math.log(density.scale);
    case 'laplace':
      return -Math.abs(u) - Math.log(2 * density.scale);
    case 'studentT': {
      const df = density.degreesOfFreedom;
      return (
        logGamma((df + 1) / 2) -
        logGamma(df / 2) -
        0.5 * Math.log(df * Math.PI) -
        Math.log(density.scale) -
        ((df + 1) / 2) * Math.log1p((u * u) / df)
      );
    }
  }
}

/** Value and slopes of a log density. */
export interface DensitySlopes {
  value: number;
  first: number;
  second: number;
}

/** How far from its kink, in scales, a Laplace prior is rounded off for the search, which needs derivatives. */
export const kinkRounding = 0.02;

/**
 * The log density as the search sees it: smooth. A Laplace density is rounded off at its kink: √(u² + rounding²) stands for
 * |u|. A t density has log(1 + u² / (df + rounding)), which with rounding 1 is as wide about its center as a normal one of
 * that scale.
 */
export function fillDensitySlopes(density: PriorDensity, rounding: number, x: number, out: DensitySlopes): void {
  if (density.kind === 'uniform') {
    out.value = logDensity(density, x);
    out.first = 0;
    out.second = 0;
    return;
  }
  const { scale } = density;
  const u = (x - density.location) / scale;
  switch (density.kind) {
    case 'normal':
      out.value = -0.5 * u * u - halfLogTwoPi - Math.log(scale);
      out.first = -u / scale;
      out.second = -1 / (scale * scale);
      return;
    case 'laplace': {
      const round = Math.hypot(u, rounding);
      out.value = -round - Math.log(2 * scale);
      out.first = -u / round / scale;
      out.second = -(rounding * rounding) / (round * round * round) / (scale * scale);
      return;
    }
    case 'studentT': {
      const power = density.degreesOfFreedom + 1;
      const wide = density.degreesOfFreedom + rounding;
      const all = wide + u * u;
      out.value = logDensity(density, density.location) - (power / 2) * Math.log1p((u * u) / wide);
      out.first = (-power * u) / all / scale;
      out.second = (-power * (wide - u * u)) / (all * all) / (scale * scale);
      return;
    }
  }
}

/** Mean and variance on the unbounded scale that a search may begin from: those of the density where it has them. */
export function momentsOf(density: PriorDensity): { readonly mean: number; readonly variance: number } {
  switch (density.kind) {
    case 'normal':
      return { mean: density.location, variance: density.scale ** 2 };
    case 'laplace':
      return { mean: density.location, variance: 2 * density.scale ** 2 };
    case 'studentT': {
      const { location, scale, degreesOfFreedom: df } = density;
      return { mean: location, variance: Math.min(df > 2 ? df / (df - 2) : Infinity, 100) * scale ** 2 };
    }
    case 'uniform':
      return { mean: (density.min + density.max) / 2, variance: (density.max - density.min) ** 2 / 12 };
  }
}
