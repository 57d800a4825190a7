import { requireWhole } from '../models/checks.ts';
import { numSessions, type Trials } from '../models/trials.ts';

/** The trials of one session: `from` up to, not including, `to`. */
export interface SessionRange {
  /** Counted from 1. */
  readonly session: number;
  readonly from: number;
  readonly to: number;
}

/** The sessions of trials in order; only one of them when its number, counted from 1, is given. @throws {SpecError} when there is no such session */
export function sessionRanges(trials: Trials, only?: number): SessionRange[] {
  if (only !== undefined) requireWhole('session', only, { atLeast: 1, atMost: numSessions(trials) });
  return trials.sessionNames
    .map((_, s) => ({ session: s + 1, from: trials.sessionStarts[s], to: trials.sessionStarts[s + 1] }))
    .filter(({ session }) => only === undefined || session === only);
}
