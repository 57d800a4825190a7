import { quote, SpecError } from '../errors.ts';
import { optionsOf, refuseKind, requireKnownOptions } from './checks.ts';
import { requirePseudoCount } from './pseudoCounts.ts';

/** Pseudo-counts of staying in a state, and of going to each other one. */
export interface StayLeavePrior {
  readonly kind: 'dirichlet';
  readonly stay: number;
  readonly leave: number;
}

/** Pseudo-counts of going from each state to each other one, [state][nextState]. */
export interface MatrixPrior {
  readonly kind: 'counts';
  readonly counts: readonly (readonly number[])[];
}

/** Pseudo-counts [state] of beginning in each state, or of going to it from any. */
export interface VectorPrior {
  readonly kind: 'stateCounts';
  readonly counts: readonly number[];
}

/** Prior on rows of a transition matrix (of the first session, where sessions have their own), as pseudo-counts (concentration - 1). */
export type TransitionPrior = { readonly kind: 'none' } | StayLeavePrior | MatrixPrior | VectorPrior;

/** Prior on fitted probabilities of the first state, as pseudo-counts (concentration - 1). */
export type InitialPrior = { readonly kind: 'none' } | VectorPrior;

/**
 * A Dirichlet prior on probabilities, given as pseudo-counts: `dirichlet({ stay: 10, leave: 1 })` acts as if each state had
 * been seen to stay 10 times and to go to each other state once. `counts` holds one a transition, [state][nextState], or one a
 * state: as `initialPrior`, of beginning in that state; as `transitionPrior`, of going to it, the same from every state.
 * `pseudoCounts` makes them of concentrations.
 *
 * @throws {SpecError} when a pseudo-count is negative or not finite
 */
export function dirichlet(options: { readonly stay: number; readonly leave: number }): StayLeavePrior;
export function dirichlet(options: { readonly counts: readonly number[] }): VectorPrior;
export function dirichlet(options: { readonly counts: readonly (readonly number[])[] }): MatrixPrior;
export function dirichlet(options: {
  readonly stay?: number;
  readonly leave?: number;
  readonly counts?: unknown;
}): StayLeavePrior | VectorPrior | MatrixPrior {
  const { stay, leave, counts } = options;
  if (counts !== undefined) {
    requireKnownOptions(['counts'], options, 'dirichlet({ counts })');
    return fromCounts(counts);
  }
  requireKnownOptions(['stay', 'leave', 'counts'], options, 'dirichlet');
  requirePseudoCount('stay', stay);
  requirePseudoCount('leave', leave);
  return { kind: 'dirichlet', stay: stay as number, leave: leave as number };
}

/** A prior that may have been written by hand or read from a file, through its constructor. @throws {SpecError} */
export function checkedTransitionPrior(prior: TransitionPrior): TransitionPrior {
  switch (prior?.kind) {
    case 'none':
      return prior;
    case 'dirichlet':
      return dirichlet(optionsOf(prior));
    case 'counts':
      return dirichlet(optionsOf(prior));
    case 'stateCounts':
      return dirichlet(optionsOf(prior));
    default:
      return refuseKind('transitionPrior', prior, 'dirichlet({ stay, leave }) or dirichlet({ counts })');
  }
}

/** The same for a prior on the first state. @throws {SpecError} */
export function checkedInitialPrior(prior: InitialPrior): InitialPrior {
  if (prior?.kind === 'stateCounts') return dirichlet(optionsOf(prior));
  return prior?.kind === 'none'
    ? prior
    : refuseKind('initialPrior', prior, 'dirichlet({ counts }) with one pseudo-count a state');
}

function fromCounts(counts: unknown): VectorPrior | MatrixPrior {
  if (!Array.isArray(counts))
    throw new SpecError(
      'counts',
      counts,
      `counts must be a list [state] or a matrix [state][nextState] of pseudo-counts, but is ${quote(counts)}.`,
    );
  if (!counts.some(Array.isArray)) {
    counts.forEach((value, i) => {
      requirePseudoCount(`counts[${i}]`, value);
    });
    return { kind: 'stateCounts', counts };
  }
  counts.forEach((row, i) => {
    if (!Array.isArray(row) || row.length !== counts.length)
      throw new SpecError(
        'counts',
        counts,
        `counts must be square, [state][nextState], but row ${i} ${Array.isArray(row) ? `(of ${counts.length}) has length ${row.length}` : `is ${quote(row)}`}.`,
      );
    row.forEach((value, j) => {
      requirePseudoCount(`counts[${i}][${j}]`, value);
    });
  });
  return { kind: 'counts', counts };
}
