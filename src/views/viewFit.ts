import { SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { Fit, TrainedFit } from '../models/fit.ts';
import { requireMatch } from '../models/inference/sessionChains.ts';
import { type AlignedFit, alignStates } from '../models/states/alignStates.ts';
import { permuteStates } from '../models/states/permuteStates.ts';
import type { Trials } from '../models/trials.ts';
import { type FeatureOrder, labelStates } from './labelStates.ts';
import { stateColors } from './stateColors.ts';
import type { StateNamer, StateRoles } from './stateRoles.ts';

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
  /**
   * Names and order by what the states do, in place of `orderBy` and `names`; or a function that names the states of the fit
   * as given, which stay in their order unless `names` lists its names in another.
   */
  readonly labels?: StateRoles | StateNamer;
  /** True parameters, as `fitFrom` makes them, to show beside the fitted ones. */
  readonly truth?: Fit;
}

/**
 * Labels a fit: decides order, names and colours of its states for every table and chart.
 *
 * @throws {DataError} when `orderBy` is no feature, or the trials do not match the fit or the truth
 * @throws {SpecError} when names are not one different name a state, labels come beside `orderBy`, or the truth has another number of states
 * @example viewFit(fit, trials, { orderBy: 'stimulus', names: ['engaged', 'biased left', 'biased right'] })
 */
export function viewFit<F extends Fit>(fit: F, trials: Trials, options: ViewOptions = {}): FitView<F> {
  requireKnownOptions(['orderBy', 'names', 'labels', 'truth'], options, 'viewFit');
  const { truth } = options;
  requireMatch(fit, trials);
  const { names, order } = labelStates(fit, trials, options);
  if (truth) requireAsManyStates(truth, fit);
  const view = labelledView(fit, trials, labelsOf(names), order);
  return truth ? { ...view, truth: alignStates([truth], { on: trials, to: view.fit })[0] } : view;
}

/** A fit with its states in an order, [state] of the view, and with labels that are settled. */
export function labelledView<F extends Fit>(
  fit: F,
  trials: Trials,
  states: readonly StateLabel[],
  order: readonly number[],
): FitView<F> {
  return { kind: 'view', fit: permuteStates(fit, order), trials, states, order, truth: null };
}

/** States as tables and charts show them, by their names. */
export function labelsOf(names: readonly string[]): StateLabel[] {
  const colors = stateColors(names);
  return names.map((name, k) => ({ name, color: colors[k] }));
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
