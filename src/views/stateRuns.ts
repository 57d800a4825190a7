import type { Trials } from '../models/trials.ts';
import { sessionRanges } from './sessionRange.ts';

/** Trials one after the other in one state. */
export interface StateRun {
  /** Counted from 1. */
  readonly session: number;
  readonly state: number;
  /** Its first trial, counted from 0 over all sessions. */
  readonly from: number;
  /** How many trials it is long. */
  readonly dwell: number;
  /** Whether the session began with it. */
  readonly first: boolean;
  /** Whether the session ended before it did. */
  readonly censored: boolean;
}

/** The runs of a path of states, session by session: none crosses a session. */
export function stateRuns(path: Int32Array, trials: Trials): StateRun[] {
  return sessionRanges(trials).flatMap(({ session, from: start, to }) => {
    const runs: StateRun[] = [];
    let from = start;
    for (let t = start + 1; t <= to; t++) {
      if (t < to && path[t] === path[from]) continue;
      runs.push({ session, state: path[from], from, dwell: t - from, first: from === start, censored: t === to });
      from = t;
    }
    return runs;
  });
}
