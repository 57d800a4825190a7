import { quote, SpecError } from '../errors.ts';
import type { Fit, TrainedFit } from '../models/fit.ts';
import { requireMatch } from '../models/inference/sessionChains.ts';
import { type AlignedFit, alignStates } from '../models/states/alignStates.ts';
import { permuteStates } from '../models/states/permuteStates.ts';
import { featureIndex, type Trials } from '../models/trials.ts';
import { lengthOf } from '../numerics/ndarray.ts';
import { classIndex } from './answerColumns.ts';
import { stateColors } from './stateColors.ts';

/** A state as tables and charts show it. */
export interface StateLabel {
  readonly name: string;
  /** Its place in the palette, 0 to 5. */
  readonly color: number;
}

/** A fit, labelled for reading: the order, names and colours of its states are decided here, once. Plain data. */
export interface FitView<F extends Fit = Fit> {
  readonly kind: 'view';
  /** The fit with its states in the order of the view. */
  readonly fit: F;
  readonly trials: Trials;
  /** [state] in the order of the view. */
  readonly states: readonly StateLabel[];
  /** `order[i]` is the state of the fit as given that is state i of the view, from 0. */
  readonly order: readonly number[];
  /** The true parameters, their states in the order of the view. */
  readonly truth: AlignedFit | null;
}

/** A view of a fit that `fitModel` found. */
export type TrainedView = FitView<TrainedFit>;

/** An order of states by their weights of a feature. */
export interface FeatureOrder {
  readonly by: string;
  readonly absolute?: boolean;
  readonly of?: string;
}

/** How to label a fit. */
export interface ViewOptions {
  /**
   * A feature: states by their weight of it, averaged over sessions, the largest first; with `absolute` by its size
   * whatever the sign (the published order). Among several classes, those of all are added, or that of `of`, a class by its
   * name, is taken. 'given' keeps the order of the fit.
   */
  readonly orderBy?: string | FeatureOrder;
  /** [state] in the order of the view; 'engaged', 'biased left' and 'biased right' have colours of their own. */
  readonly names?: readonly string[];
  /** True parameters, as `fitFrom` makes them, to show beside the fitted ones. */
  readonly truth?: Fit;
}

/** What tables call all trials together, whatever their state. */
export const allTrials = 'all trials';

/**
 * Labels a fit: decides order, names and colours of its states for every table and chart.
 *
 * @throws {DataError} when `orderBy` is no feature, or the trials do not match the fit or the truth
 * @throws {SpecError} when names are not one different name a state, or the truth has another number of states
 * @example viewFit(fit, trials, { orderBy: 'stimulus', names: ['engaged', 'biased left', 'biased right'] })
 */
export function viewFit<F extends Fit>(fit: F, trials: Trials, options: ViewOptions = {}): FitView<F> {
  const { orderBy = 'given', names = defaultNames(fit.spec.numStates), truth } = options;
  requireMatch(fit, trials);
  requireNames(names, fit.spec.numStates);
  if (truth) requireAsManyStates(truth, fit);
  const order = orderBy === 'given' ? names.map((_, k) => k) : orderByFeature(fit, trials, orderBy);
  const ordered = permuteStates(fit, order);
  const colors = stateColors(names);
  return {
    kind: 'view',
    fit: ordered,
    trials,
    states: names.map((name, k) => ({ name, color: colors[k] })),
    order,
    truth: truth ? alignStates([truth], { on: trials, to: ordered })[0] : null,
  };
}

function defaultNames(numStates: number): string[] {
  return Array.from({ length: numStates }, (_, k) => `state ${k + 1}`);
}

function requireAsManyStates(truth: Fit, fit: Fit): void {
  const [own, fitted] = [truth.spec.numStates, fit.spec.numStates];
  if (own !== fitted)
    throw new SpecError(
      'truth',
      truth,
      `truth has ${own} state${own === 1 ? '' : 's'}, but the fit has ${fitted}, so their states cannot be paired. Leave truth out, or view a fit with as many states.`,
    );
}

function requireNames(names: readonly string[], numStates: number): void {
  const reason =
    names.length !== numStates
      ? `lists ${names.length} names for ${numStates} states`
      : new Set(names).size < numStates
        ? 'lists a name twice'
        : names.includes('') || names.includes(allTrials)
          ? `lists an empty name or "${allTrials}", which tables use for themselves`
          : null;
  if (reason)
    throw new SpecError('names', names, `names ${reason}: ${quote(names)}. Give one different name for each state.`);
}

/** States by their weight of a feature, averaged over sessions, the largest first; equal ones stay as they were. */
function orderByFeature(fit: Fit, { classNames }: Trials, orderBy: string | FeatureOrder): number[] {
  const { by, absolute = false, of }: FeatureOrder = typeof orderBy === 'string' ? { by: orderBy } : orderBy;
  const { weights } = fit.params;
  const [K, D] = [fit.spec.numStates, fit.featureNames.length];
  const feature = featureIndex(fit.featureNames, by);
  const scores = new Float64Array(K);
  const perState = lengthOf(weights, 'output') * lengthOf(weights, 'class');
  const only = of === undefined ? null : classIndex(classNames, 'orderBy.of', of);
  for (let row = 0; row * D < weights.data.length; row++) {
    if (only !== null && row % perState !== only) continue;
    const weight = weights.data[row * D + feature];
    scores[Math.floor(row / perState) % K] += absolute ? Math.abs(weight) : weight;
  }
  return Array.from(scores, (_, k) => k).sort((a, b) => scores[b] - scores[a] || a - b);
}
