import { quote, SpecError } from '../errors.ts';
import { optionsOf, refuseKind, requireFinite, requireKnownOptions, requireProbabilities } from './checks.ts';

/** How states follow each other. The matrix of trial t leads from trial t-1 into t and belongs to t's session. */
export type TransitionModel =
  | { readonly kind: 'stationary' }
  | {
      readonly kind: 'perSession';
      /** Pseudo-counts that pull each row of each session's matrix towards the same row of `center`. */
      readonly alpha: number;
      readonly center: TransitionCenter;
    }
  | InputDrivenTransitions;

/**
 * What matrices of sessions are centered on: one matrix [state][nextState], rows sum to 1; 'consecutive', that of the session
 * before; `null`, the matrix of the fit that this one starts from.
 */
export type TransitionCenter = readonly (readonly number[])[] | 'consecutive' | null;

/** Transitions whose log-odds are linear in features of the trial that they lead into. */
export interface InputDrivenTransitions {
  readonly kind: 'inputDriven';
  /** Names of the features that drive transitions. */
  readonly features: readonly string[];
  /** 'self': each transition has weights of its own, relative to staying; 'none': each destination has, whatever the state before. */
  readonly baseline: 'self' | 'none';
  /** Whether features are taken from their mean over the trials of the fit. */
  readonly centered: boolean;
  /** Ridge on the weights of the features. */
  readonly ridge: number;
  /** Ridge on the log-odds of each transition against staying, where features are at their center. */
  readonly baseRidge: number;
}

/** One transition matrix for all sessions. */
export function stationary(): TransitionModel {
  return { kind: 'stationary' };
}

/**
 * A transition matrix for each session: row i ~ Dirichlet with pseudo-counts alpha · center[i].
 *
 * With `center: 'consecutive'` it is centered on the matrix of the session before. The density of all matrices together is what
 * is maximised, with its normaliser lnΓ(alpha + K) − Σ_j lnΓ(1 + alpha · A[j]), since A, the matrix before, is fitted too: so each
 * matrix feels both its neighbours, and one without observed transitions is theirs. The first session has `transitionPrior`,
 * flat by default. As alpha grows, all sessions come to share one matrix; as modes of Dirichlets crowd where their spread is
 * small, each session after the first then takes half a pseudo-count off every transition.
 *
 * @param options.alpha  pseudo-counts a row, at least 0; the larger, the closer every session is to `center`
 * @param options.center [state][nextState], rows sum to 1, or 'consecutive'; left out, it is the matrix of the fit that this one starts from
 * @throws {SpecError} when alpha is negative or not finite, or a row of center is not a distribution
 */
export function perSession(options: { readonly alpha: number; readonly center?: TransitionCenter }): TransitionModel {
  requireKnownOptions(['alpha', 'center'], options, 'perSession');
  const { alpha, center = null } = options;
  requireFinite('alpha', alpha, { atLeast: 0 });
  if (center !== null && center !== 'consecutive') requireMatrix(center);
  return { kind: 'perSession', alpha, center };
}

function requireMatrix(center: readonly (readonly number[])[]): void {
  if (!Array.isArray(center))
    throw new SpecError(
      'center',
      center,
      `center must be a matrix [state][nextState] or 'consecutive', but is ${quote(center)}.`,
    );
  center.forEach((row, i) => {
    requireProbabilities(`center[${i}]`, row, center.length);
  });
}

/**
 * Transitions driven by features of the trial that they lead into: log P(i → j) = b[i,j] + V[i,j]·u, normalised over j, with
 * b[i,i] = 0 and V[i,i] = 0. With V = 0 it is `stationary()`; `transitionPrior` acts on the probabilities at u = 0. A feature
 * that is not to act on choices as well can be frozen: `frozen: { previousOutcome: 0 }`. Where features of a trial are missing,
 * u is 0.
 *
 * @param options.features  names of features of the trials
 * @param options.baseline  'self' (the default): each transition has weights of its own, relative to staying; 'none': weights
 *   W of each destination, whatever the state before (as in ssm), so that V[i,j] = W[j] - W[i]
 * @param options.centered  whether u is taken from its mean over the trials of the fit; true by default
 * @param options.ridge     strength λ of -λ/2 · Σ V² (of W for 'none'); 0 by default
 * @param options.baseRidge strength of the same on b, as in glmhmmt, where 'self' is the baseline; 0 by default
 * @throws {SpecError} when there are no features, one is named twice, or a strength is negative
 * @see Bengio & Frasconi 1995, NIPS 7:427 (input-output HMM); Calhoun, Pillow & Murthy 2019, Nature Neuroscience 22:2040
 */
export function inputDriven(options: {
  readonly features: readonly string[];
  readonly baseline?: 'self' | 'none';
  readonly centered?: boolean;
  readonly ridge?: number;
  readonly baseRidge?: number;
}): InputDrivenTransitions {
  requireKnownOptions(['features', 'baseline', 'centered', 'ridge', 'baseRidge'], options, 'inputDriven');
  const { features, baseline = 'self', centered = true, ridge = 0, baseRidge = 0 } = options;
  if (!Array.isArray(features) || features.length === 0 || new Set(features).size < features.length)
    throw new SpecError(
      'features',
      features,
      `features of inputDriven must list one feature or more, each once, but is ${quote(features)}.`,
    );
  if (baseline !== 'self' && baseline !== 'none')
    throw new SpecError('baseline', baseline, `baseline must be 'self' or 'none', but is ${quote(baseline)}.`);
  if (typeof centered !== 'boolean')
    throw new SpecError('centered', centered, `centered must be true or false, but is ${quote(centered)}.`);
  requireFinite('ridge', ridge, { atLeast: 0 });
  requireFinite('baseRidge', baseRidge, { atLeast: 0 });
  if (baseline === 'none' && baseRidge > 0)
    throw new SpecError(
      'baseRidge',
      baseRidge,
      "baseRidge pulls each transition towards as much as staying, which goes with baseline: 'self' only. Leave it out, or use transitionPrior.",
    );
  return { kind: 'inputDriven', features, baseline, centered, ridge, baseRidge };
}

/** Transitions that may have been written by hand or read from a file, through their constructor. @throws {SpecError} */
export function checkedTransitions(transitions: TransitionModel): TransitionModel {
  if (transitions?.kind === 'perSession') return perSession(optionsOf(transitions));
  if (transitions?.kind === 'inputDriven') return inputDriven(optionsOf(transitions));
  return transitions?.kind === 'stationary'
    ? transitions
    : refuseKind('transitions', transitions, 'stationary(), perSession({ alpha }) or inputDriven({ features })');
}
