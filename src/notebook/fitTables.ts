import type { Posterior } from '../models/inference/posterior.ts';
import { accuracyTable as accuracy } from '../views/accuracyTable.ts';
import { objectiveTable as objective } from '../views/objectiveTable.ts';
import { occupancyTable as occupancy } from '../views/occupancyTable.ts';
import { posteriorTable as posterior } from '../views/posteriorTable.ts';
import { transitionTable as transitions } from '../views/transitionTable.ts';
import { transitionWeightTable as transitionWeights } from '../views/transitionWeightTable.ts';
import { trialTable as trials } from '../views/trialTable.ts';
import type { FitView, TrainedView } from '../views/viewFit.ts';
import { weightTable as weights } from '../views/weightTable.ts';
import { type DataFrame, toFrame } from './frames.ts';

/**
 * The weights of a view as a DataFrame, a row each: state, class (for softmax: all but the reference), feature, session (from 1, when weights walk), weight in log-odds
 * per unit; standardError, lower and upper (one standard error around) where the fit has them; truth where known.
 */
export function weightTable(view: FitView, options: { readonly standardErrors?: boolean } = {}): DataFrame {
  return toFrame(weights(view, options));
}

/**
 * The transition probabilities of a view as a DataFrame, a row each: from, to, session (from 1, when per session),
 * probability; standardError, lower and upper where the fit has them; truth where known.
 */
export function transitionTable(view: FitView, options: { readonly standardErrors?: boolean } = {}): DataFrame {
  return toFrame(transitions(view, options));
}

/**
 * What inputs do to the transitions of a view as a DataFrame, a row each: from, to, input, weight in log-odds against staying
 * per unit of the feature; standardError, lower and upper where the fit has them; truth where known.
 *
 * @throws {SpecError} when nothing drives the transitions
 */
export function transitionWeightTable(view: FitView, options: { readonly standardErrors?: boolean } = {}): DataFrame {
  return toFrame(transitionWeights(view, options));
}

/**
 * The probability of each state in each trial as a DataFrame: session, trial (from 1 in its session), time (where sessions
 * were found by time), state, probability.
 *
 * @param options.session only this session, counted from 1
 * @param options.kind    what is known: all choices of the session (smoothed), those up to the trial (filtered), those before it (predicted)
 * @throws {SpecError} when there is no such session
 */
export function posteriorTable(
  view: FitView,
  options: { readonly session?: number; readonly kind?: keyof Posterior } = {},
): DataFrame {
  return toFrame(posterior(view, options));
}

/**
 * The trials of a view as a DataFrame: session, trial (from 1 in its session), time (where sessions were found by time),
 * choice (its label, or 0 and 1) and correct, or the responses, then observed.
 *
 * @throws {SpecError} when there is no such session
 */
export function trialTable(view: FitView, options: { readonly session?: number } = {}): DataFrame {
  return toFrame(trials(view, options));
}

/**
 * The share of correct choices by session and state as a DataFrame: modelAccuracy (mean P(correct side | state) over the
 * session's trials), softAccuracy (correct choices weighted by the probability of the state), hardAccuracy (correct choices
 * where it is the most likely state). Rows of state 'all trials' have the model's one-step-ahead accuracy and the observed one.
 *
 * @param options.leaky adds columns whose states saw the choice itself: only to reproduce published figures
 * @throws {DataError} when the trials do not say which side was correct
 */
export function accuracyTable(view: FitView, options: { readonly leaky?: boolean } = {}): DataFrame {
  return toFrame(accuracy(view, options));
}

/** The share of trials in each state by session as a DataFrame: soft (mean probability) and hard (most likely state). */
export function occupancyTable(view: FitView): DataFrame {
  return toFrame(occupancy(view));
}

/** How the log posterior rose in each start of a fit, as a DataFrame: restart, evaluation (accepted steps), logPosterior in nats. */
export function objectiveTable(view: TrainedView): DataFrame {
  return toFrame(objective(view));
}
