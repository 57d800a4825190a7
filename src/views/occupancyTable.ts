import type { Table } from '../data/table.ts';
import { posteriorOf } from './posteriorOf.ts';
import { type SessionRange, sessionRanges } from './sessionRange.ts';
import { mostLikelyOf } from './stateAccuracy.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/**
 * How much of each session was spent in each state, a row each: session (from 1), state, soft (mean of the smoothed
 * probability) and hard (share of trials whose most likely state it is).
 */
export function occupancyTable(view: FitView): Table {
  const { data } = posteriorOf(view).smoothed;
  const K = view.states.length;
  const rows = sessionRanges(view.trials).flatMap((range) =>
    stateOccupancy(data, K, range).map((shares, k) => ({
      session: range.session,
      state: view.states[k].name,
      ...shares,
    })),
  );
  return tableOfRows(rows, { session: 'number', state: 'string', soft: 'number', hard: 'number' });
}

/** Shares of each state in a range of trials, from smoothed probabilities [trial, state]. */
export function stateOccupancy(
  smoothed: Float64Array,
  numStates: number,
  { from, to }: Pick<SessionRange, 'from' | 'to'>,
): { readonly soft: number; readonly hard: number }[] {
  const soft = new Float64Array(numStates);
  const hard = new Float64Array(numStates);
  for (let t = from; t < to; t++) {
    for (let k = 0; k < numStates; k++) soft[k] += smoothed[t * numStates + k];
    hard[mostLikelyOf(smoothed, t, numStates)]++;
  }
  return Array.from(soft, (sum, k) => ({ soft: sum / (to - from), hard: hard[k] / (to - from) }));
}
