import type { Table } from '../data/table.ts';
import { quote, SpecError } from '../errors.ts';
import { requireKnownOptions, requireWhole } from '../models/checks.ts';
import { meanWithError } from './meanWithError.ts';
import { posteriorOf } from './posteriorOf.ts';
import { sessionRanges } from './sessionRange.ts';
import { stateIndex } from './stateIndex.ts';
import { type PathKind, statePath } from './statePath.ts';
import { type Switch, switchesOf } from './switches.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/** Around which switches to look, and how far. */
export interface ChangeTriggeredOptions {
  /** Name of the state that is entered or left; the first of the view by default. */
  readonly state?: string;
  /** How many trials before and after a switch. */
  readonly window?: number;
  /**
   * How probable, 0 to 1, the state of a trial must be for the trial to count. Less sure ones are passed over: a switch lies
   * midway between the sure trials around it. By default every trial counts.
   */
  readonly threshold?: number;
  /** The most likely path as a whole (viterbi, the default), or the most likely state of each trial (argmax). */
  readonly path?: PathKind;
}

/**
 * Smoothed probabilities of all states around the switches into and out of one state, a row each: direction ('into', 'out
 * of'), trial (from the switch: -0.5 is the last before it, 0.5 the first after it), state (whose probability), probability
 * (mean over switches, 0 to 1), standardError (of that mean), lower and upper (one of it around), numSwitches (that have
 * such a trial in their own session), note (that a direction has no switch at all; empty elsewhere). Probabilities are empty
 * where no switch has the trial, standard errors where one has. A window may hold other switches.
 *
 * @throws {SpecError} when there is no such state, or an option is out of range
 */
export function changeTriggeredTable(view: FitView, options: ChangeTriggeredOptions = {}): Table {
  requireKnownOptions(['state', 'window', 'threshold', 'path'], options, 'changeTriggeredTable');
  const { state = view.states[0].name, window = 15, threshold = 0, path = 'viterbi' } = options;
  const chosen = stateIndex(view, state);
  requireWhole('window', window, { atLeast: 1 });
  if (typeof threshold !== 'number' || !(threshold >= 0 && threshold <= 1))
    throw new SpecError('threshold', threshold, `threshold must be from 0 to 1, but is ${quote(threshold)}.`);
  const { data: probabilities } = posteriorOf(view).smoothed;
  const states = statePath(view.fit, view.trials, path);
  const K = view.states.length;
  const isSure = (t: number): boolean => probabilities[t * K + states[t]] >= threshold;
  const switches = sessionRanges(view.trials).flatMap((range) => switchesOf(states, range, isSure));
  const directions = [
    { direction: 'into', found: switches.filter(({ to }) => to === chosen) },
    { direction: 'out of', found: switches.filter(({ from }) => from === chosen) },
  ];
  const offsets = Array.from({ length: 2 * window }, (_, i) => i - window);
  const rows = directions.flatMap(({ direction, found }) =>
    offsets.flatMap((offset) =>
      view.states.map(({ name }, k) => ({
        direction,
        trial: offset + 0.5,
        state: name,
        ...meanAround(found, offset, (t) => probabilities[t * K + k]),
        note: found.length === 0 ? `No switch ${direction} "${state}" was found.` : null,
      })),
    ),
  );
  return tableOfRows(rows, {
    direction: 'string',
    trial: 'number',
    state: 'string',
    probability: 'number',
    standardError: 'number',
    lower: 'number',
    upper: 'number',
    numSwitches: 'number',
    note: 'string',
  });
}

/** Mean and standard error of a value of the trials that are `offset` after the switches, within their sessions. */
function meanAround(switches: readonly Switch[], offset: number, value: (trial: number) => number) {
  const values = switches
    .filter(({ trial, session }) => trial + offset >= session.from && trial + offset < session.to)
    .map(({ trial }) => value(trial + offset));
  const { mean, ...errors } = meanWithError(values);
  return { probability: mean, ...errors, numSwitches: values.length };
}
