import { quote, SpecError } from '../errors.ts';
import { requireFinite, requireProbabilities, requireWhole } from './checks.ts';
import { bernoulli, checkedObservation, type Observation } from './observations/observationSpecs.ts';
import { checkedPenalty, none, type Penalty } from './penalties.ts';

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

/** Prior on rows of a stationary transition matrix, as pseudo-counts (concentration - 1). */
export type TransitionPrior =
  | { readonly kind: 'none' }
  | { readonly kind: 'dirichlet'; readonly stay: number; readonly leave: number }
  | { readonly kind: 'counts'; readonly counts: readonly (readonly number[])[] };

/** Probabilities of the states at the first trial of a session: fitted, all equal, or given [state]. */
export type InitialProbs = 'fitted' | 'uniform' | readonly number[];

/** A GLM (one state) or GLM-HMM, complete and checked: what `glmHmm` returns. */
export interface GlmHmmSpec {
  readonly kind: 'glmHmm';
  readonly numStates: number;
  readonly observation: Observation;
  readonly weights: WeightModel;
  readonly transitions: TransitionModel;
  readonly transitionPrior: TransitionPrior;
  readonly penalty: Penalty;
  readonly initialProbs: InitialProbs;
}

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
  const { alpha, center = null } = options;
  requireFinite('alpha', alpha, { atLeast: 0 });
  center?.forEach((row, i) => {
    requireProbabilities(`center[${i}]`, row, center.length);
  });
  return { kind: 'perSession', alpha, center };
}

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

/** What `glmHmm` takes; everything but the number of states has a default. */
export interface GlmHmmOptions {
  readonly numStates: number;
  readonly observation?: Observation;
  readonly weights?: WeightModel;
  readonly transitions?: TransitionModel;
  readonly transitionPrior?: TransitionPrior;
  readonly penalty?: Penalty;
  readonly initialProbs?: InitialProbs;
}

/**
 * A GLM-HMM: hidden states that follow each other as a Markov chain, each with its own GLM of the choices.
 *
 * @throws {SpecError} when an option is impossible or two do not go together
 * @see Ashwood et al. 2022, Nature Neuroscience 25:201
 * @example glmHmm({ numStates: 3, transitionPrior: dirichlet({ stay: 10, leave: 1 }) })
 */
export function glmHmm(options: GlmHmmOptions): GlmHmmSpec {
  const {
    numStates,
    observation = bernoulli(),
    weights = constant(),
    transitions = stationary(),
    transitionPrior = { kind: 'none' },
    penalty = none(),
    initialProbs = 'fitted',
  } = options;
  requireWhole('numStates', numStates, { atLeast: 1 });
  const parts = {
    observation: checkedObservation(observation),
    weights: checkedWeights(weights),
    transitions: checkedTransitions(transitions),
    transitionPrior: checkedPrior(transitionPrior),
    penalty: checkedPenalty(penalty),
  };
  const perState = (option: string, list: readonly unknown[]): void => {
    if (list.length !== numStates)
      throw new SpecError(
        option,
        list,
        `${option} has ${list.length} entries, but there are ${numStates} states; give one entry a state.`,
      );
  };
  if (weights.kind === 'randomWalk' && Array.isArray(weights.sigma)) perState('sigma', weights.sigma);
  if (transitions.kind === 'perSession' && transitions.center) perState('center', transitions.center);
  if (transitionPrior.kind === 'counts') perState('counts', transitionPrior.counts);
  if (transitions.kind === 'perSession' && transitionPrior.kind !== 'none')
    throw new SpecError(
      'transitionPrior',
      transitionPrior,
      'transitionPrior acts on stationary() transitions only; perSession({ alpha, center }) brings its own prior. Leave one of them out.',
    );
  if (typeof initialProbs === 'string') {
    if (initialProbs !== 'fitted' && initialProbs !== 'uniform')
      throw new SpecError(
        'initialProbs',
        initialProbs,
        `initialProbs must be 'fitted', 'uniform' or a list of probabilities, but is ${quote(initialProbs)}.`,
      );
  } else requireProbabilities('initialProbs', initialProbs, numStates);
  return { kind: 'glmHmm', numStates, ...parts, initialProbs };
}

// parts written by hand or read from a file have not been through their constructors

function checkedWeights(weights: WeightModel): WeightModel {
  if (weights?.kind === 'randomWalk') return randomWalk(weights);
  return weights?.kind === 'constant' ? weights : refuseKind('weights', weights, 'constant() or randomWalk({ sigma })');
}

function checkedTransitions(transitions: TransitionModel): TransitionModel {
  if (transitions?.kind === 'perSession') return perSession(transitions);
  return transitions?.kind === 'stationary'
    ? transitions
    : refuseKind('transitions', transitions, 'stationary() or perSession({ alpha })');
}

function checkedPrior(prior: TransitionPrior): TransitionPrior {
  if (prior?.kind === 'dirichlet' || prior?.kind === 'counts') return dirichlet(prior);
  return prior?.kind === 'none' ? prior : refuseKind('transitionPrior', prior, 'dirichlet({ stay, leave })');
}

function refuseKind(option: string, value: unknown, makers: string): never {
  throw new SpecError(option, value, `${option} must be made by ${makers}, but is ${quote(value)}.`);
}
