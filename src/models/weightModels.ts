import { quote, SpecError } from '../errors.ts';
import { optionsOf, refuseKind, requireKnownOptions } from './checks.ts';

/** A step size for each feature: one number for all, or one a feature by name. */
export type SigmaRow = number | Readonly<Record<string, number>>;

/** How weights relate across sessions. */
export type WeightModel =
  | { readonly kind: 'constant' }
  | {
      readonly kind: 'randomWalk';
      /** Standard deviation of the step from one session to the next; an array has one entry a state. 0 keeps a weight constant. */
      readonly sigma: SigmaRow | readonly SigmaRow[];
    };

/** The same weights in every session. */
export function constant(): WeightModel {
  return { kind: 'constant' };
}

/**
 * Weights that take a Gaussian step between sessions: w[s] - w[s-1] ~ N(0, sigma²); the first session has only the penalty.
 *
 * @param options.sigma standard deviation of a step, in log-odds per unit: one number, one a feature by name, or an array of these with one entry a state
 * @throws {SpecError} when sigma is negative or not finite
 * @see Roy et al. 2021, Neuron 109:597 (the walk)
 */
export function randomWalk(options: { readonly sigma: SigmaRow | readonly SigmaRow[] }): WeightModel {
  requireKnownOptions(['sigma'], options, 'randomWalk');
  const { sigma } = options;
  const check = (value: unknown, where: string): void => {
    if (typeof value !== 'number' || !(value >= 0 && value < Infinity))
      throw new SpecError(
        'sigma',
        value,
        `sigma${where} must be a finite number of at least 0 (a standard deviation), but is ${quote(value)}.`,
      );
  };
  const rows: readonly SigmaRow[] = Array.isArray(sigma) ? sigma : [sigma];
  if (rows.length === 0)
    throw new SpecError('sigma', sigma, 'sigma is an empty list; give one entry a state, or one number.');
  for (const row of rows) {
    if (typeof row !== 'object' || row === null) check(row, '');
    else for (const [feature, value] of Object.entries(row)) check(value, ` of feature "${feature}"`);
  }
  return { kind: 'randomWalk', sigma };
}

/** Weights that may have been written by hand or read from a file, through their constructor. @throws {SpecError} */
export function checkedWeights(weights: WeightModel): WeightModel {
  if (weights?.kind === 'randomWalk') return randomWalk(optionsOf(weights));
  return weights?.kind === 'constant' ? weights : refuseKind('weights', weights, 'constant() or randomWalk({ sigma })');
}
