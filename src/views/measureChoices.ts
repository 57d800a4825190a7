import { featureIndex, type Trials } from '../models/trials.ts';
import { classIndex, classLabels } from './answerColumns.ts';
import type { ChoiceStatistic } from './choiceStatistics.ts';
import { featureBins, inDataUnit } from './featureBins.ts';
import { sessionRanges } from './sessionRange.ts';

/** One number of a statistic. */
export interface StatisticPoint {
  /** Where it is: value of a feature, length of runs, lag; `null` where there is one number. */
  readonly at: number | null;
  /** The choice that it is about. */
  readonly choice: string | number | null;
}

/** How to measure choices: what each number is, and the numbers of some trials, `null` where they tell nothing. */
export interface Measure {
  readonly points: readonly StatisticPoint[];
  readonly valuesOf: (trials: Trials) => readonly (number | null)[];
}

/**
 * A statistic, made ready by the recorded trials, which decide its bins.
 *
 * @throws {DataError} when there is no such feature
 * @throws {SpecError} when there is no such choice
 */
export function measureChoices(statistic: ChoiceStatistic, recorded: Trials): Measure {
  switch (statistic.kind) {
    case 'psychometric':
      return sharesByFeature(statistic, recorded);
    case 'choiceSwitches':
      return { points: [{ at: null, choice: null }], valuesOf: (trials) => [numSwitches(trials)] };
    case 'choiceRuns':
      return { points: upTo(statistic.longest), valuesOf: (trials) => runShares(trials, statistic.longest) };
    case 'choiceAutocorrelation':
      return { points: upTo(statistic.lags), valuesOf: (trials) => autocorrelations(trials, statistic.lags) };
  }
}

function upTo(last: number): StatisticPoint[] {
  return Array.from({ length: last }, (_, i) => ({ at: i + 1, choice: null }));
}

function sharesByFeature(
  { feature, bins, choice }: Extract<ChoiceStatistic, { kind: 'psychometric' }>,
  recorded: Trials,
): Measure {
  const { classNames } = recorded;
  const column = featureIndex(recorded.featureNames, feature);
  const inBins = featureBins(inUnit(recorded, column), counted(recorded), bins);
  const { nameOf } = classLabels(classNames);
  const each = classNames.map((_, c) => c);
  const classes = choice !== null ? [classIndex(classNames, 'choice', choice)] : each.length > 2 ? each : [1];
  return {
    points: inBins.flatMap(({ value }) => classes.map((c) => ({ at: value, choice: nameOf(c) }))),
    valuesOf: (trials) => {
      const values = inUnit(trials, column);
      const totals = inBins.map(() => 0);
      const chosen = inBins.map(() => classNames.map(() => 0));
      for (const t of counted(trials)) {
        const within = inBins.findIndex(({ to }) => values[t] <= to);
        const bin = within < 0 ? inBins.length - 1 : within;
        totals[bin]++;
        chosen[bin][trials.choices[t]]++;
      }
      return inBins.flatMap((_, b) => classes.map((c) => (totals[b] > 0 ? chosen[b][c] / totals[b] : null)));
    },
  };
}

/** A feature [trial] in the unit of the data. */
function inUnit({ features, recipes, sessionStarts, numTrials }: Trials, column: number): Float64Array {
  const { data, shape } = features;
  const values = Float64Array.from({ length: numTrials }, (_, t) => data[t * shape[1] + column]);
  return inDataUnit(values, recipes[column], sessionStarts);
}

function numSwitches(trials: Trials): number {
  const { choices } = trials;
  let count = 0;
  eachPair(trials, 1, (t, before) => {
    if (choices[t] !== choices[before]) count++;
  });
  return count;
}

function runShares(trials: Trials, longest: number): (number | null)[] {
  const { choices, observed } = trials;
  const counts = new Array<number>(longest).fill(0);
  for (const { from, to } of sessionRanges(trials)) {
    let length = 0;
    for (let t = from; t < to; t++) {
      if (!observed[t]) continue;
      length++;
      if (t + 1 < to && observed[t + 1] && choices[t + 1] === choices[t]) continue;
      counts[Math.min(length, longest) - 1]++;
      length = 0;
    }
  }
  const total = counts.reduce((sum, one) => sum + one, 0);
  return counts.map((count) => (total > 0 ? count / total : null));
}

function autocorrelations(trials: Trials, lags: number): (number | null)[] {
  const { choices, classNames } = trials;
  const all = counted(trials);
  const shares = classNames.map((_, c) => all.filter((t) => choices[t] === c).length / all.length);
  const squares = shares.reduce((sum, p) => sum + p * p, 0);
  return upTo(lags).map((_, i) => {
    let [count, sum] = [0, 0];
    // Σ over classes of (1[y = c] - p) (1[y' = c] - p')
    eachPair(trials, i + 1, (t, before) => {
      const [one, other] = [choices[t], choices[before]];
      sum += Number(one === other) - shares[one] - shares[other] + squares;
      count++;
    });
    return count === 0 || squares >= 1 ? null : sum / count / (1 - squares);
  });
}

function counted({ observed, numTrials }: Trials): number[] {
  return Array.from({ length: numTrials }, (_, t) => t).filter((t) => observed[t]);
}

/** Visits the observed trials, each with the one some trials before it in its session, where that is observed too. */
function eachPair(trials: Trials, lag: number, visit: (trial: number, before: number) => void): void {
  const { observed } = trials;
  for (const { from, to } of sessionRanges(trials))
    for (let t = from + lag; t < to; t++) if (observed[t] && observed[t - lag]) visit(t, t - lag);
}
