import type { Table } from '../data/table.ts';
import { requireKnownOptions, requireWhole } from '../models/checks.ts';
import type { Fit } from '../models/fit.ts';
import type { OutcomeRule } from '../models/simulation/outcomeRules.ts';
import { simulate } from '../models/simulation/simulate.ts';
import { quantile } from '../numerics/quantile.ts';
import { splitSeed } from '../numerics/random.ts';
import { wilsonInterval } from '../numerics/wilsonInterval.ts';
import { addDwells, type DwellBin, dwellBins, emptyCounts } from './dwellBins.ts';
import { type PathKind, statePath } from './statePath.ts';
import { stateRuns } from './stateRuns.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/** What dwell times are taken from, and what they are compared with. */
export interface DwellTimeDistributionOptions {
  /** The most likely path as a whole (viterbi, the default), or the most likely state of each trial (argmax). */
  readonly path?: PathKind;
  /** Seed of the simulations. */
  readonly seed?: number;
  /** How many times the sessions are simulated. */
  readonly draws?: number;
  /** Trials a bin; by default 1, 2, 5, 10, 20, … so that at most 20 bins hold the longest run. */
  readonly binWidth?: number;
  /** As in `simulate`: what comes of a simulated choice, and whether features stay as recorded. */
  readonly outcome?: OutcomeRule;
  readonly openLoop?: boolean;
}

const optionNames = ['path', 'seed', 'draws', 'binWidth', 'outcome', 'openLoop'];

/**
 * How long states last against what the model predicts, a row each state and bin of dwell times: state, from and to (dwell
 * in trials, both included; the last bin is open and its `to` empty), empirical (share of the state's runs), lower and upper
 * (95 % Wilson interval, as if runs were independent), simulated (share of the runs when sessions as long as the recorded ones
 * are simulated and their states inferred by the same path, which passes over short visits), simulatedLower and simulatedUpper
 * (middle 95 % of the simulations), drawn (share of the runs of the states that were drawn in them), geometric
 * ((1 - p) p^(d - 1) summed over the bin, p the probability of staying: states as drawn in sessions without end; empty unless
 * all sessions have one transition matrix), numRuns. Compare empirical with simulated: both are inferred.
 *
 * Runs that the end of a session cut are left out everywhere. Shares are 0 to 1 and sum to 1 over the bins of a state; they
 * are empty where it has no run.
 *
 * @throws {SpecError} when an option is out of range
 * @throws {DataError} when features depend on outcomes that cannot be told of simulated choices, as with `simulate`
 */
export function dwellTimeDistributionTable(view: FitView, options: DwellTimeDistributionOptions = {}): Table {
  requireKnownOptions(optionNames, options, 'dwellTimeDistributionTable');
  const { path = 'viterbi', seed = 1, draws = 100, binWidth, ...simulated } = options;
  requireWhole('seed', seed, { atLeast: 0 });
  requireWhole('draws', draws, { atLeast: 1 });
  if (binWidth !== undefined) requireWhole('binWidth', binWidth, { atLeast: 1 });
  const { fit, trials } = view;
  const runs = stateRuns(statePath(fit, trials, path), trials);
  const bins = dwellBins(runs, binWidth);
  const K = view.states.length;
  const recorded = addDwells(emptyCounts(bins, K), runs, bins);
  const drawn = emptyCounts(bins, K);
  const inferred = Array.from({ length: draws }, (_, draw) => {
    const one = simulate(fit, { ...simulated, like: trials, seed: splitSeed(seed, draw) });
    addDwells(drawn, stateRuns(one.states, trials), bins);
    return addDwells(emptyCounts(bins, K), stateRuns(statePath(fit, one.trials, path), trials), bins);
  });
  const rows = view.states.flatMap(({ name: state }, k) => {
    const numRuns = sum(recorded[k]);
    const counts = inferred.map((one) => one[k]);
    const pooled = bins.map((_, b) => sum(counts.map((one) => one[b])));
    return bins.map((bin, b) => {
      const empirical = share(recorded[k], b);
      const interval = empirical === null ? null : wilsonInterval(empirical, numRuns);
      const shares = counts.map((one) => share(one, b)).filter((one) => one !== null);
      return {
        state,
        ...bin,
        empirical,
        lower: interval?.[0] ?? null,
        upper: interval?.[1] ?? null,
        simulated: share(pooled, b),
        simulatedLower: quantile(shares, 0.025),
        simulatedUpper: quantile(shares, 0.975),
        drawn: share(drawn[k], b),
        geometric: geometricShare(fit, k, bin),
        numRuns,
      };
    });
  });
  return tableOfRows(rows, {
    state: 'string',
    from: 'number',
    to: 'number',
    empirical: 'number',
    lower: 'number',
    upper: 'number',
    simulated: 'number',
    simulatedLower: 'number',
    simulatedUpper: 'number',
    drawn: 'number',
    geometric: 'number',
    numRuns: 'number',
  });
}

function geometricShare({ spec, params }: Fit, state: number, { from, to }: DwellBin): number | null {
  if (spec.transitions.kind !== 'stationary') return null;
  const stay = params.transitionMatrix.data[state * spec.numStates + state];
  return stay ** (from - 1) - (to === null ? 0 : stay ** to);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The share of one of the counts in all of them; `null` when all are 0. */
function share(counts: readonly number[], at: number): number | null {
  const total = sum(counts);
  return total > 0 ? counts[at] / total : null;
}
