import { quote, SpecError } from '../errors.ts';
import { optionsOf, requireKnownOptions, requireProbabilities, requireWhole } from './checks.ts';
import { checkedInitialPrior, checkedTransitionPrior, type InitialPrior, type TransitionPrior } from './dirichlet.ts';
import { checkedFrozen, type FrozenWeights } from './frozenWeights.ts';
import { checkedLapses, type Lapses } from './lapses.ts';
import { bernoulli, checkedObservation, type Observation } from './observations/observationSpecs.ts';
import { checkedPenalty, none, type Penalty } from './penalties.ts';
import { checkedTransitions, stationary, type TransitionModel } from './transitionModels.ts';
import { checkedWeights, constant, type WeightModel } from './weightModels.ts';

/** Probabilities of the states at the first trial of a session: fitted, all equal, or given [state]. */
export type InitialProbs = 'fitted' | 'uniform' | readonly number[];

/** A GLM (one state) or GLM-HMM, complete and checked: what `glmHmm` returns. */
export interface GlmHmmSpec {
  readonly kind: 'glmHmm';
  readonly numStates: number;
  readonly observation: Observation;
  /** Choices that a state makes without looking at the features. */
  readonly lapses: Lapses;
  readonly weights: WeightModel;
  /** Weights that are held at given values in all sessions and outputs: neither fitted nor penalised, and they do not walk. */
  readonly frozen: FrozenWeights;
  readonly transitions: TransitionModel;
  readonly transitionPrior: TransitionPrior;
  readonly penalty: Penalty;
  readonly initialProbs: InitialProbs;
  readonly initialPrior: InitialPrior;
}

/** What `glmHmm` takes; everything but the number of states has a default. */
export interface GlmHmmOptions {
  readonly numStates: number;
  readonly observation?: Observation;
  /** `classLapses()` or `historyLapses()`; none by default. */
  readonly lapses?: Lapses;
  readonly weights?: WeightModel;
  /** `{ bias: 0 }` holds that weight in all states, a list with one entry a state in some; none by default. */
  readonly frozen?: FrozenWeights;
  readonly transitions?: TransitionModel;
  readonly transitionPrior?: TransitionPrior;
  readonly penalty?: Penalty;
  readonly initialProbs?: InitialProbs;
  readonly initialPrior?: InitialPrior;
}

const options: Readonly<Record<keyof GlmHmmOptions, true>> = {
  numStates: true,
  observation: true,
  lapses: true,
  weights: true,
  frozen: true,
  transitions: true,
  transitionPrior: true,
  penalty: true,
  initialProbs: true,
  initialPrior: true,
};

/** The names of what `glmHmm` takes. */
export const glmHmmNames = Object.keys(options) as readonly (keyof GlmHmmOptions)[];

/**
 * A GLM-HMM: hidden states that follow each other as a Markov chain, each with its own GLM of the choices.
 *
 * @throws {SpecError} when an option is unknown or impossible, or two do not go together
 * @see Ashwood et al. 2022, Nature Neuroscience 25:201
 * @example glmHmm({ numStates: 3, transitionPrior: dirichlet({ stay: 10, leave: 1 }) })
 */
export function glmHmm(options: GlmHmmOptions): GlmHmmSpec {
  requireKnownOptions(glmHmmNames, isSpec(options) ? optionsOf(options) : options, 'glmHmm');
  const {
    numStates,
    observation = bernoulli(),
    lapses = { kind: 'none' },
    weights = constant(),
    frozen = {},
    transitions = stationary(),
    transitionPrior = { kind: 'none' },
    penalty = none(),
    initialProbs = 'fitted',
    initialPrior = { kind: 'none' },
  } = options;
  requireWhole('numStates', numStates, { atLeast: 1 });
  const parts = {
    observation: checkedObservation(observation),
    lapses: checkedLapses(lapses, observation),
    weights: checkedWeights(weights),
    frozen: checkedFrozen(frozen),
    transitions: checkedTransitions(transitions),
    transitionPrior: checkedTransitionPrior(transitionPrior),
    penalty: checkedPenalty(penalty),
    initialPrior: checkedInitialPrior(initialPrior),
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
  if (Array.isArray(frozen)) perState('frozen', frozen);
  if (transitions.kind === 'perSession' && Array.isArray(transitions.center)) perState('center', transitions.center);
  if ('counts' in transitionPrior) perState('transitionPrior.counts', transitionPrior.counts);
  if (initialPrior.kind !== 'none') perState('initialPrior.counts', initialPrior.counts);
  const isCentered = transitions.kind === 'perSession' && transitions.center !== 'consecutive';
  if (isCentered && transitionPrior.kind !== 'none')
    throw new SpecError(
      'transitionPrior',
      transitionPrior,
      'perSession({ alpha, center }) brings its own prior, so transitionPrior has nothing to act on. Leave one of them out.',
    );
  if (typeof initialProbs === 'string') {
    if (initialProbs !== 'fitted' && initialProbs !== 'uniform')
      throw new SpecError(
        'initialProbs',
        initialProbs,
        `initialProbs must be 'fitted', 'uniform' or a list of probabilities, but is ${quote(initialProbs)}.`,
      );
  } else requireProbabilities('initialProbs', initialProbs, numStates);
  if (initialProbs !== 'fitted' && initialPrior.kind !== 'none')
    throw new SpecError(
      'initialPrior',
      initialPrior,
      `initialPrior acts on fitted initial probabilities only, but initialProbs is ${quote(initialProbs)}. Leave one of them out.`,
    );
  if (transitions.kind === 'inputDriven' && numStates === 1)
    throw new SpecError(
      'transitions',
      transitions,
      'inputDriven transitions need states to go between, but numStates is 1. Leave transitions out.',
    );
  return { kind: 'glmHmm', numStates, ...parts, initialProbs };
}

function isSpec(options: GlmHmmOptions | GlmHmmSpec): options is GlmHmmSpec {
  return typeof options === 'object' && options !== null && 'kind' in options && options.kind === 'glmHmm';
}
