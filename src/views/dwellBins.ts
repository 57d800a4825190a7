import { roundWidth } from './roundWidth.ts';
import type { StateRun } from './stateRuns.ts';

/** Dwell times from `from` to `to` trials, both included; `to` is `null` where the bin has no upper end. */
export interface DwellBin {
  readonly from: number;
  readonly to: number | null;
}

/**
 * Bins of one width that hold every run which the end of its session did not cut, and an open one for longer ones.
 *
 * @param width in trials; left out, the smallest of 1, 2, 5, 10, 20, … with at most 20 bins before the open one
 */
export function dwellBins(runs: readonly StateRun[], width?: number): DwellBin[] {
  const longest = runs.reduce((most, { dwell, censored }) => (censored ? most : Math.max(most, dwell)), 1);
  const step = width ?? roundWidth(longest);
  const closed = Math.ceil(longest / step);
  return Array.from({ length: closed + 1 }, (_, b) => ({
    from: b * step + 1,
    to: b < closed ? (b + 1) * step : null,
  }));
}

/** [state][bin] number of runs, none yet. */
export function emptyCounts(bins: readonly DwellBin[], numStates: number): number[][] {
  return Array.from({ length: numStates }, () => bins.map(() => 0));
}

/** Adds runs to counts [state][bin], without those that the end of a session cut; hands back the counts. */
export function addDwells(counts: number[][], runs: readonly StateRun[], bins: readonly DwellBin[]): number[][] {
  const width = bins[1].from - 1;
  for (const { state, dwell, censored } of runs)
    if (!censored) counts[state][Math.min(bins.length - 1, Math.floor((dwell - 1) / width))]++;
  return counts;
}
