import type { TrainedFit } from '../models/fit.ts';
import type { Posterior } from '../models/inference/posterior.ts';
import type { Trials } from '../models/trials.ts';
import { accuracyTable as accuracy } from '../views/accuracyTable.ts';
import { lapseTable as lapses } from '../views/lapseTable.ts';
import { likelihoodRatioTable as ratiosOf } from '../views/likelihoodRatioTable.ts';
import { modelTable as compared, type Models } from '../views/modelTable.ts';
import { objectiveTable as objective } from '../views/objectiveTable.ts';
import { occupancyTable as occupancy } from '../views/occupancyTable.ts';
import { posteriorTable as posterior } from '../views/posteriorTable.ts';
import { type PsychometricFitsOptions, psychometricFits as psychometricCurves } from '../views/psychometricFits.ts';
import { type PsychometricOptions, psychometricTable as psychometric } from '../views/psychometricTable.ts';
import { sessionTable as sessions } from '../views/sessionTable.ts';
import type { PathKind } from '../views/statePath.ts';
import { tableOfSubjects } from '../views/subjectTables.ts';
import { transitionTable as transitions } from '../views/transitionTable.ts';
import { transitionWeightTable as transitionWeights } from '../views/transitionWeightTable.ts';
import { trialTable as trials } from '../views/trialTable.ts';
import type { FitView, TrainedView } from '../views/viewFit.ts';
import type { CohortView } from '../views/viewFits.ts';
import { weightTable as weights } from '../views/weightTable.ts';
import type { LikelihoodRatio } from '../workflows/likelihoodRatios.ts';
import { type DataFrame, toFrame } from './frames.ts';

/**
 * The weights of a view as a DataFrame, a row each: state, class (for softmax: all but the reference), feature, session (from 1, when weights walk), weight in log-odds
 * per unit; standardError, lower and upper (one standard error around) where the fit has them; truth where known.
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 */
export function weightTable(
  view: FitView | CohortView,
  options: { readonly standardErrors?: boolean } = {},
): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => weights(one, options)));
}

/**
 * The transition probabilities of a view as a DataFrame, a row each: from, to, session (from 1, when per session),
 * probability; standardError, lower and upper where the fit has them; truth where known.
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 */
export function transitionTable(
  view: FitView | CohortView,
  options: { readonly standardErrors?: boolean } = {},
): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => transitions(one, options)));
}

/**
 * What inputs do to the transitions of a view as a DataFrame, a row each: from, to, input, weight in log-odds against staying
 * per unit of the feature; standardError, lower and upper where the fit has them; truth where known.
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @throws {SpecError} when nothing drives the transitions
 */
export function transitionWeightTable(
  view: FitView | CohortView,
  options: { readonly standardErrors?: boolean } = {},
): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => transitionWeights(one, options)));
}

/**
 * The lapses of a view as a DataFrame, a row each: state, lapse (the class it goes to, or repeat and alternate), rate (share of
 * choices); standardError, lower and upper where the fit has them; truth where known.
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @throws {SpecError} when the model has no lapses
 */
export function lapseTable(view: FitView | CohortView, options: { readonly standardErrors?: boolean } = {}): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => lapses(one, options)));
}

/**
 * The probability of each state in each trial as a DataFrame: session, trial (from 1 in its session), time (where sessions
 * were found by time), state, probability.
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @param options.session only this session, counted from 1
 * @param options.kind    what is known: all choices of the session (smoothed), those up to the trial (filtered), those before it (predicted)
 * @throws {SpecError} when there is no such session
 */
export function posteriorTable(
  view: FitView | CohortView,
  options: { readonly session?: number; readonly kind?: keyof Posterior } = {},
): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => posterior(one, options)));
}

/**
 * The trials of a view as a DataFrame: session, trial (from 1 in its session), time (where sessions were found by time),
 * choice (its label, or 0 and 1) and correct, or the responses, then observed; then what the model says: state (most likely path), "smoothed: NAME"
 * and "predicted: NAME" of each state (0 to 1; given all choices of the session, or those before), "probability: NAME" of
 * each choice from those before ("mean: NAME" for responses), logLikelihood (nats).
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @param options.session only this session, counted from 1
 * @param options.model   whether to add what the model says; true by default
 * @throws {SpecError} when there is no such session
 */
export function trialTable(
  view: FitView | CohortView,
  options: { readonly session?: number; readonly model?: boolean } = {},
): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => trials(one, options)));
}

/**
 * The sessions of a view as a DataFrame: session, name, trials, and what these are: observed, missing (no choice),
 * featuresMissing, hidden; switches of the path of states, logLikelihood (nats), bitsPerTrial (gain over the frequencies of
 * all observed trials, in sample), accuracy (share correct, 0 to 1), "occupancy: NAME" of each state (mean probability).
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @param options.path the most likely path as a whole (viterbi), or the most likely state of each trial (argmax)
 * @throws {SpecError} when `path` is another word
 */
export function sessionTable(view: FitView | CohortView, options: { readonly path?: PathKind } = {}): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => sessions(one, options)));
}

/**
 * How often something was chosen against a feature, and how often the model says, as a DataFrame with a row each state, bin
 * and choice: value, from, to (of the feature, in the unit of the data), chosen (share of choices, weighted by the smoothed
 * probability of the state), lower, upper (95 % Wilson interval), predicted, numTrials (expected number in the state).
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @param options.bins   at most so many bins (10); a feature of no more values has one bin a value
 * @param options.choice the choice whose probability it is, by its name, or 'each'; by default the second of two, or each of more
 * @param options.others what the prediction takes the other features to be: those of the bin's trials ('trials'), or their 'mean'
 * @throws {DataError} when there is no such feature, or no trial counts
 * @throws {SpecError} when the trials have no choices, or an option is out of range
 * @example psychometricTable(view, 'stimulus', { bins: 9 })
 */
export function psychometricTable(
  view: FitView | CohortView,
  feature: string,
  options: PsychometricOptions = {},
): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => psychometric(one, feature, options)));
}

/**
 * Psychometric functions of choices against a feature, P = lowerLapse + (1 − lowerLapse − upperLapse) · logistic(slope · x +
 * bias), as a DataFrame with a row each state and choice: lowerLapse, upperLapse, slope (per unit of the data), bias, threshold,
 * their standard errors, logLikelihood (nats, weighted by the smoothed probability of the state), numTrials, converged.
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @param options.choice the choice whose probability it is, by its name, or 'each'; by default the second of two, or each of more
 * @param options.lapses false for logistic functions without lapses
 * @param options.max    the most that a lapse rate can be (0.5)
 * @throws {DataError} when there is no such feature, or it has one value in all trials that count
 * @throws {SpecError} when the trials have no choices, or an option is out of range
 * @example psychometricFits(view, 'stimulus')
 */
export function psychometricFits(
  view: FitView | CohortView,
  feature: string,
  options: PsychometricFitsOptions = {},
): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => psychometricCurves(one, feature, options)));
}

/**
 * Models of the same trials side by side as a DataFrame: model, numStates, logLikelihood (nats), bitsPerTrial (baseline: 'in
 * sample'), numParameters, aic, bic (nats times 2), estimate (where these were taken), converged, note (why they are empty:
 * weights that walk). Of cohorts also subject, and no trials are needed.
 *
 * @param models fits or views by their names, or cohorts
 * @throws {SpecError} when there are no models, or trials are missing
 * @throws {DataError} when the trials do not match a fit, or are not those it was fitted to
 * @example modelTable({ GLM: one, 'two states': two, 'three states': three }, trials)
 */
export function modelTable(models: Models, trials?: Trials): DataFrame {
  return toFrame(compared(models, trials));
}

/**
 * Likelihood-ratio tests as a DataFrame, a row each regressor: chi2 (twice the log-likelihood in nats that is lost without it),
 * df (weights that it has), p, logLikelihood (nats, of the model without it), converged.
 *
 * @param ratios what `likelihoodRatios` returns
 * @example likelihoodRatioTable(await likelihoodRatios(trials, fit))
 */
export function likelihoodRatioTable(ratios: readonly LikelihoodRatio[]): DataFrame {
  return toFrame(ratiosOf(ratios));
}

/**
 * The share of correct choices by session and state as a DataFrame: modelAccuracy (mean P(correct side | state) over the
 * session's trials), softAccuracy (correct choices weighted by the probability of the state), hardAccuracy (correct choices
 * where it is the most likely state). Rows of state 'all trials' have the model's one-step-ahead accuracy and the observed one.
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @param options.leaky adds columns whose states saw the choice itself: only to reproduce published figures
 * @throws {DataError} when the trials do not say which side was correct
 */
export function accuracyTable(view: FitView | CohortView, options: { readonly leaky?: boolean } = {}): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => accuracy(one, options)));
}

/**
 * The share of trials in each state by session as a DataFrame: soft (mean probability) and hard (most likely state).
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 */
export function occupancyTable(view: FitView | CohortView): DataFrame {
  return toFrame(tableOfSubjects(view, occupancy));
}

/**
 * How the log posterior rose in each start of a fit, as a DataFrame: restart, evaluation (accepted steps), logPosterior in nats.
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 */
export function objectiveTable(view: TrainedView | CohortView<TrainedFit>): DataFrame {
  return toFrame(tableOfSubjects(view, objective));
}
