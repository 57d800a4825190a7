import type { Cell, Table } from '../data/table.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { baselineLogLikelihood } from '../models/inference/baseline.ts';
import { logLikelihood } from '../models/inference/logLikelihood.ts';
import type { Trials } from '../models/trials.ts';
import { stateOccupancy } from './occupancyTable.ts';
import { posteriorOf } from './posteriorOf.ts';
import { type SessionRange, sessionRanges } from './sessionRange.ts';
import { type PathKind, statePath } from './statePath.ts';
import { numSwitches } from './switchTable.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/**
 * The sessions of a view, a row each: session (from 1), name, trials, and what these are: observed (they count), missing (no
 * choice or response), featuresMissing (a choice, but not every feature), hidden (both, but hidden by `hideTrials`); switches
 * of the path of states; logLikelihood (nats, of the observed trials, each from those before it in the session); bitsPerTrial
 * (gain an observed trial over the frequencies of choices, or the mean and variance of responses, in all observed trials of
 * the view, in sample); accuracy (share of correct choices among observed trials whose correct side is known, 0 to 1); and for
 * each state "occupancy: NAME", the mean of its smoothed probability, 0 to 1. Cells are empty where no trial tells.
 *
 * @param options.path the most likely path as a whole (viterbi), or the most likely state of each trial (argmax)
 * @throws {SpecError} when `path` is another word
 */
export function sessionTable(view: FitView, options: { readonly path?: PathKind } = {}): Table {
  requireKnownOptions(['path'], options, 'sessionTable');
  const { path = 'viterbi' } = options;
  const { fit, trials, states } = view;
  const statesOnPath = statePath(fit, trials, path);
  const { perSession } = logLikelihood(fit, trials);
  const { data: smoothed } = posteriorOf(view).smoothed;
  const observed = observedBetween(trials, 0, trials.numTrials);
  const rows = sessionRanges(trials).map((range, s): Record<string, Cell> => {
    const { session, from, to } = range;
    const scored = observedBetween(trials, from, to);
    const gain = (perSession[s] - baselineLogLikelihood(fit, trials, scored, observed)) / scored.length / Math.LN2;
    const occupancies = stateOccupancy(smoothed, states.length, range);
    return {
      session,
      name: trials.sessionNames[s],
      ...countTrials(trials, range),
      switches: numSwitches(statesOnPath, from, to),
      logLikelihood: perSession[s],
      bitsPerTrial: Number.isFinite(gain) ? gain : null,
      accuracy: shareCorrect(trials, scored),
      ...Object.fromEntries(states.map(({ name }, k) => [occupancyOf(name), occupancies[k].soft])),
    };
  });
  return tableOfRows(rows, {
    session: 'number',
    name: 'string',
    trials: 'number',
    observed: 'number',
    missing: 'number',
    featuresMissing: 'number',
    hidden: 'number',
    switches: 'number',
    logLikelihood: 'number',
    bitsPerTrial: 'number',
    accuracy: 'number',
    ...Object.fromEntries(states.map(({ name }) => [occupancyOf(name), 'number' as const])),
  });
}

function occupancyOf(state: string): string {
  return `occupancy: ${state}`;
}

function observedBetween({ observed }: Trials, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i).filter((t) => observed[t]);
}

/** How many trials of a range are observed, and why the others are not: each is counted once. */
function countTrials({ choices, responses, observed, featuresKnown }: Trials, { from, to }: SessionRange) {
  const counts = { trials: to - from, observed: 0, missing: 0, featuresMissing: 0, hidden: 0 };
  const O = responses?.shape[1] ?? 1;
  const isMissing = (t: number): boolean =>
    responses ? responses.data.subarray(t * O, t * O + O).some(Number.isNaN) : choices[t] < 0;
  for (let t = from; t < to; t++)
    counts[observed[t] ? 'observed' : isMissing(t) ? 'missing' : featuresKnown[t] ? 'hidden' : 'featuresMissing']++;
  return counts;
}

function shareCorrect({ choices, correct }: Trials, scored: readonly number[]): number | null {
  const judged = scored.filter((t) => correct !== null && correct[t] >= 0);
  return judged.length > 0 ? judged.filter((t) => choices[t] === correct?.[t]).length / judged.length : null;
}
