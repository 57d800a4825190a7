import { SpecError } from '../errors.ts';
import { refuseKind, requireFinite } from './checks.ts';

/** Prior on rows of a stationary transition matrix, as pseudo-counts (concentration - 1). */
export type TransitionPrior =
  | { readonly kind: 'none' }
  | { readonly kind: 'dirichlet'; readonly stay: number; readonly leave: number }
  | { readonly kind: 'counts'; readonly counts: readonly (readonly number[])[] };

/**
 * A Dirichlet prior on transitions, given as pseudo-counts: `dirichlet({ stay: 10, leave: 1 })` acts as if each state had
 * been seen to stay 10 times and to go to each other state once. A concentration is a pseudo-count plus 1.
 *
 * @throws {SpecError} when a pseudo-count is negative or not finite
 */
export function dirichlet(
  options: { readonly stay: number; readonly leave: number } | { readonly counts: readonly (readonly number[])[] },
): TransitionPrior {
  if ('counts' in options) {
    const { counts } = options;
    counts.forEach((row, i) => {
      if (row.length !== counts.length)
        throw new SpecError(
          'counts',
          counts,
          `counts must be square, [state][nextState], but row ${i} has ${row.length} of ${counts.length} entries.`,
        );
      row.forEach((value, j) => {
        requireFinite(`counts[${i}][${j}]`, value, { atLeast: 0 });
      });
    });
    return { kind: 'counts', counts };
  }
  const { stay, leave } = options;
  requireFinite('stay', stay, { atLeast: 0 });
  requireFinite('leave', leave, { atLeast: 0 });
  return { kind: 'dirichlet', stay, leave };
}

/** A prior that may have been written by hand or read from a file, through its constructor. @throws {SpecError} */
export function checkedPrior(prior: TransitionPrior): TransitionPrior {
  if (prior?.kind === 'dirichlet' || prior?.kind === 'counts') return dirichlet(prior);
  return prior?.kind === 'none' ? prior : refuseKind('transitionPrior', prior, 'dirichlet({ stay, leave })');
}
