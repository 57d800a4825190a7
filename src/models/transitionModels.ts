import { optionsOf, refuseKind, requireFinite, requireKnownOptions, requireProbabilities } from './checks.ts';

/** How states follow each other. The matrix of trial t leads from trial t-1 into t and belongs to t's session. */
export type TransitionModel =
  | { readonly kind: 'stationary' }
  | {
      readonly kind: 'perSession';
      /** Pseudo-counts that pull each row of each session's matrix towards the same row of `center`. */
      readonly alpha: number;
      /** [state][nextState], rows sum to 1. `null`: the matrix of the fit that this one starts from. */
      readonly center: readonly (readonly number[])[] | null;
    };

/** One transition matrix for all sessions. */
export function stationary(): TransitionModel {
  return { kind: 'stationary' };
}

/**
 * A transition matrix for each session: row i ~ Dirichlet with pseudo-counts alpha · center[i].
 *
 * @param options.alpha  pseudo-counts a row, at least 0; the larger, the closer every session is to `center`
 * @param options.center [state][nextState], rows sum to 1; left out, it is the matrix of the fit that this one starts from
 * @throws {SpecError} when alpha is negative or not finite, or a row of center is not a distribution
 */
export function perSession(options: {
  readonly alpha: number;
  readonly center?: readonly (readonly number[])[] | null;
}): TransitionModel {
  requireKnownOptions(['alpha', 'center'], options, 'perSession');
  const { alpha, center = null } = options;
  requireFinite('alpha', alpha, { atLeast: 0 });
  center?.forEach((row, i) => {
    requireProbabilities(`center[${i}]`, row, center.length);
  });
  return { kind: 'perSession', alpha, center };
}

/** Transitions that may have been written by hand or read from a file, through their constructor. @throws {SpecError} */
export function checkedTransitions(transitions: TransitionModel): TransitionModel {
  if (transitions?.kind === 'perSession') return perSession(optionsOf(transitions));
  return transitions?.kind === 'stationary'
    ? transitions
    : refuseKind('transitions', transitions, 'stationary() or perSession({ alpha })');
}
