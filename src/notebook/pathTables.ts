import { changeTriggeredTable as aroundSwitches, type ChangeTriggeredOptions } from '../views/changeTriggeredTable.ts';
import {
  type DwellTimeDistributionOptions,
  dwellTimeDistributionTable as dwellTimeDistribution,
} from '../views/dwellTimeDistributionTable.ts';
import { dwellTimeTable as dwellTimes } from '../views/dwellTimeTable.ts';
import type { PathKind } from '../views/statePath.ts';
import { tableOfSubjects } from '../views/subjectTables.ts';
import { switchTable as switches } from '../views/switchTable.ts';
import { trajectoryTable as trajectories } from '../views/trajectoryTable.ts';
import type { FitView } from '../views/viewFit.ts';
import type { CohortView } from '../views/viewFits.ts';
import { type DataFrame, toFrame } from './frames.ts';

/**
 * How often the state switches, as a DataFrame with a row each session: session (from 1), trials, switches.
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @param options.path the most likely path as a whole (viterbi), or the most likely state of each trial (argmax)
 * @throws {SpecError} when `path` is another word
 */
export function switchTable(view: FitView | CohortView, options: { readonly path?: PathKind } = {}): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => switches(one, options)));
}

/**
 * How long states last, as a DataFrame with a row each run of trials in one state: session and trial (from 1, the run's
 * first), state, dwell (trials), first (the session began with it), censored (the session ended before it did: leave it out
 * of means).
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @param options.path the most likely path as a whole (viterbi), or the most likely state of each trial (argmax)
 * @throws {SpecError} when `path` is another word
 */
export function dwellTimeTable(view: FitView | CohortView, options: { readonly path?: PathKind } = {}): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => dwellTimes(one, options)));
}

/**
 * How long states last against what the model predicts, as a DataFrame with a row each state and bin: from, to (trials, both
 * included; the last bin is open), empirical (share of runs, 0 to 1), lower, upper (95 % Wilson interval), simulated,
 * simulatedLower, simulatedUpper (sessions as long as the recorded ones simulated, their states inferred alike), drawn (their
 * states as drawn), geometric (these in sessions without end; empty unless all have one transition matrix), numRuns. Runs that
 * the end of a session cut are left out.
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @throws {SpecError} when an option is out of range
 * @throws {DataError} when features depend on outcomes that cannot be told of simulated choices, as with `simulate`
 * @example dwellTimeDistributionTable(view, { draws: 200, binWidth: 5 })
 */
export function dwellTimeDistributionTable(
  view: FitView | CohortView,
  options: DwellTimeDistributionOptions = {},
): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => dwellTimeDistribution(one, options)));
}

/**
 * Probabilities of the states around switches into and out of one state, as a DataFrame: direction ('into', 'out of'), trial
 * (from the switch: -0.5 is the last before it), state, probability (mean over switches, smoothed), standardError, lower,
 * upper, numSwitches, note (that there was no switch). No session is left.
 *
 * @param view of a fit, or of a cohort: then a column subject comes first, as it does before sessions of pooled trials
 * @throws {SpecError} when there is no such state, or an option is out of range
 * @example changeTriggeredTable(view, { state: 'engaged', window: 20 })
 */
export function changeTriggeredTable(view: FitView | CohortView, options: ChangeTriggeredOptions = {}): DataFrame {
  return toFrame(tableOfSubjects(view, (one) => aroundSwitches(one, options)));
}

/**
 * How states come and go within a session, as a DataFrame with a row each trial in the session (from 1) and state: probability
 * (smoothed, mean over the sessions that have such a trial), standardError, lower, upper, numSessions. Of a cohort also subject.
 */
export function trajectoryTable(view: FitView | CohortView): DataFrame {
  return toFrame(tableOfSubjects(view, trajectories));
}
