import { quote, SpecError } from '../../errors.ts';
import { requireKnownOptions } from '../checks.ts';
import { requirePositive } from './requirePositive.ts';

/** Where the probabilities of a start come from, those of each row for itself. */
export type ProbabilityStart =
  | { readonly kind: 'uniform' }
  | { readonly kind: 'randomProbs' }
  | { readonly kind: 'dirichletDraw'; readonly concentration: number | readonly number[] }
  | { readonly kind: 'kMeansProbs'; readonly least: number };

/** Where the transitions of a start come from. */
export type TransitionStart = ProbabilityStart | { readonly kind: 'sticky'; readonly stay: number };

/**
 * States that tend to stay: `stay` on the diagonal, the rest shared by the other states.
 *
 * @throws {SpecError} when stay is not between 0 and 1; at 0 or 1 it could not change any more
 */
export function sticky(options: { readonly stay?: number } = {}): TransitionStart {
  requireKnownOptions(['stay'], options, 'sticky');
  const { stay = 0.95 } = options;
  if (typeof stay !== 'number' || !(stay > 0 && stay < 1))
    throw new SpecError(
      'stay',
      stay,
      `stay must be a probability above 0 and below 1, but is ${quote(stay)}. A probability of 0 could not grow in the fit.`,
    );
  return { kind: 'sticky', stay };
}

/** All states equally likely. */
export function uniform(): ProbabilityStart {
  return { kind: 'uniform' };
}

/** Uniform random numbers, each row divided by its sum. */
export function randomProbs(): ProbabilityStart {
  return { kind: 'randomProbs' };
}

/**
 * A draw from a Dirichlet distribution, for each row.
 *
 * @param options.concentration of each state: one number for all, or [state]; 1 draws evenly from all distributions
 * @throws {SpecError} when a concentration is not above 0
 */
export function dirichletDraw(options: { readonly concentration?: number | readonly number[] } = {}): ProbabilityStart {
  requireKnownOptions(['concentration'], options, 'dirichletDraw');
  const { concentration = 1 } = options;
  for (const value of Array.isArray(concentration) ? concentration : [concentration])
    requirePositive('concentration', value);
  return { kind: 'dirichletDraw', concentration };
}

/**
 * How clusters of trials follow each other within sessions (transitions), or which of them the first observed trials of
 * sessions belong to (initial probabilities), as shares. Clusters are found by k-means on standardised features and observations.
 *
 * @param options.least added to each share before the row is divided by its sum, so that none is 0
 * @throws {SpecError} when least is not above 0
 */
export function kMeansProbs(options: { readonly least?: number } = {}): ProbabilityStart {
  requireKnownOptions(['least'], options, 'kMeansProbs');
  const { least = 0.02 } = options;
  requirePositive('least', least);
  return { kind: 'kMeansProbs', least };
}
