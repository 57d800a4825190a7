import { SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { Fit, GlmHmmParams, StopReason } from '../models/fit.ts';
import { fitFrom } from '../models/fitFrom.ts';
import { fitSteps as stepsFrom } from '../models/glmHmm/fitSteps.ts';
import { type GlmHmmProblem, glmHmmProblem } from '../models/glmHmm/problem.ts';
import { requireFittable } from '../models/glmHmm/requireFittable.ts';
import { type GlmHmmSpec, glmHmm } from '../models/specs.ts';
import type { Trials } from '../models/trials.ts';
import { type Nested, toNested } from '../numerics/ndarray.ts';
import { controlNames, type FitControl, type SettledControl, settle } from './fitControl.ts';
import { startsOf } from './fitStarts.ts';
import { requireSameKind, withCenterFrom } from './startFrom.ts';

/** Where a fit stands, as nested arrays that survive JSON: `fitFrom(state.spec, state.params, state)` makes a fit of it. */
export interface FitState {
  readonly spec: GlmHmmSpec;
  /** As in `Fit`, nested along their axes. */
  readonly params: {
    readonly weights: Nested;
    readonly transitionMatrix: Nested;
    readonly initialProbs: Nested;
    readonly scale: Nested | null;
    readonly lapses?: Nested | null;
    readonly transitionWeights?: Nested | null;
    readonly inputCenter?: Nested | null;
  };
  readonly featureNames: readonly string[];
}

/** One evaluation of the log posterior. */
export interface FitUpdate {
  /** Counted from 1. */
  readonly evaluation: number;
  /** Of the parameters that were tried, nats. */
  readonly logPosterior: number;
  /** Whether they are the best so far. */
  readonly accepted: boolean;
  /** The best so far. */
  readonly state: FitState;
}

/** Where the steps of a fit ended, and why. */
export interface FinishedSteps {
  readonly fit: Fit;
  readonly logPosterior: number;
  readonly stopReason: StopReason;
}

const notOfSteps = ['restarts', 'signal', 'onProgress'] as const;
const stepNames = controlNames.filter((name) => !(notOfSteps as readonly string[]).includes(name));

/** How to fit step by step: as `FitControl`, from one start. */
export interface StepControl extends Omit<FitControl, (typeof notOfSteps)[number] | 'startFrom'> {
  /** A fit, or the state of a step, to start from. */
  readonly startFrom?: Fit | FitState;
}

/**
 * Fits a model one step at a time, to watch it, to stop it by a rule of one's own, or to go on another day: a generator whose
 * every step is an evaluation of the log posterior. It takes the steps that `fitModel` takes from its first start. A fit that
 * is resumed from a state goes on from the same parameters, and learns the curvature around them anew.
 *
 * @returns what the generator returns at its end is the fit
 * @throws {SpecError} when an option is unknown or impossible, or `startFrom` has other features, states or sessions
 * @throws {DataError} when the trials cannot determine the model
 * @example for (const { logPosterior, state } of fitSteps(trials, spec)) if (logPosterior > -500) return state;
 */
export function fitSteps(
  trials: Trials,
  spec: GlmHmmSpec,
  control: StepControl = {},
): Generator<FitUpdate, FinishedSteps, void> {
  requireKnownOptions(stepNames, control, 'fitSteps');
  const { startFrom: given, ...rest } = control;
  const startFrom = given && fitOf(given);
  const checked = glmHmm(spec);
  requireFittable(checked, trials);
  if (startFrom) requireSameKind(trials, checked, startFrom);
  const settled = settle(checked, { ...rest, restarts: 1, ...(startFrom && { startFrom }) });
  const problem = glmHmmProblem(startFrom ? withCenterFrom(startFrom, checked) : checked, trials);
  requireCenter(problem.spec);
  const [start] = startsOf(problem, settled);
  return updates(problem, start, settled);
}

function* updates(
  problem: GlmHmmProblem,
  start: GlmHmmParams,
  control: SettledControl,
): Generator<FitUpdate, FinishedSteps, void> {
  const { spec, trials } = problem;
  const { featureNames } = trials;
  const steps = stepsFrom(problem, start, control);
  const stateOf = (params: GlmHmmParams): FitState => ({ spec, params: nested(params), featureNames });
  let state = stateOf(start);
  let next = steps.next();
  for (; !next.done; next = steps.next()) {
    const { evaluation, value, accepted, params } = next.value;
    if (accepted) state = stateOf(params());
    yield { evaluation, logPosterior: value, accepted, state };
  }
  const { params, logPosterior, stopReason } = next.value;
  return { fit: fitFrom(spec, params, { featureNames }), logPosterior, stopReason };
}

function fitOf(given: Fit | FitState): Fit {
  return 'kind' in given ? given : fitFrom(glmHmm(given.spec), given.params, given);
}

function nested(params: GlmHmmParams): FitState['params'] {
  const { weights, transitionMatrix, initialProbs, scale, lapses, transitionWeights, inputCenter } = params;
  return {
    weights: toNested(weights),
    transitionMatrix: toNested(transitionMatrix),
    initialProbs: toNested(initialProbs),
    scale: scale && toNested(scale),
    lapses: lapses && toNested(lapses),
    transitionWeights: transitionWeights && toNested(transitionWeights),
    inputCenter: inputCenter && toNested(inputCenter),
  };
}

function requireCenter({ transitions }: GlmHmmSpec): void {
  if (transitions.kind === 'perSession' && !transitions.center)
    throw new SpecError(
      'center',
      transitions.center,
      'Transitions per session need a center, which fitModel finds by a fit of its own, but fitSteps does not. Give perSession({ alpha, center }), or startFrom a fit with one matrix for all sessions.',
    );
}
