import type { Table } from '../data/table.ts';
import { DataError, quote, SpecError } from '../errors.ts';
import { requireKnownOptions, requireWhole } from '../models/checks.ts';
import type { Fit } from '../models/fit.ts';
import type { OutcomeRule } from '../models/simulation/outcomeRules.ts';
import { simulate } from '../models/simulation/simulate.ts';
import { numObserved, type Trials } from '../models/trials.ts';
import { quantile } from '../numerics/quantile.ts';
import { splitSeed } from '../numerics/random.ts';
import { classLabels } from './answerColumns.ts';
import {
  type ChoiceStatistic,
  choiceAutocorrelation,
  choiceRuns,
  choiceSwitches,
  type OwnStatistic,
} from './choiceStatistics.ts';
import { observesChoices } from './classProbabilities.ts';
import { type Measure, measureChoices } from './measureChoices.ts';
import { tableOfRows } from './tableOfRows.ts';

/** What to check, and by how many simulations. */
export interface PredictiveCheckOptions {
  /** Statistics by the names that the table gives them. By default choiceSwitches(), choiceRuns() and choiceAutocorrelation(). */
  readonly statistics?: Readonly<Record<string, ChoiceStatistic | OwnStatistic>>;
  /** How many times the sessions are simulated; 200 by default. */
  readonly draws?: number;
  /** Simulation i, from 0, has the seed `splitSeed(seed, i)`. */
  readonly seed?: number;
  /** As in `simulate`: what comes of a simulated choice, and whether features stay as recorded. */
  readonly outcome?: OutcomeRule;
  readonly openLoop?: boolean;
}

const atRest: Readonly<Record<string, ChoiceStatistic>> = {
  switches: choiceSwitches(),
  'run lengths': choiceRuns(),
  autocorrelation: choiceAutocorrelation(),
};

/**
 * Whether data look like what a fit would make: statistics of the recorded trials beside those of trials simulated in closed
 * loop, a row each number: statistic (its name), at (value of the feature, length of the runs, lag, place in the list from
 * 1; empty for a single number), choice (that a share is about), observed, mean, lower and upper (mean and middle 95 % of the
 * simulations), position (share of simulations below the observed number, ties half: close to 0 or 1 where the fit does not make
 * such data), numDraws (simulations in which the number has a value), features (which are made again from simulated choices,
 * and which stay as recorded). Cells are empty where no trial tells.
 *
 * Sessions, missing and hidden trials are those of the data. A feature that was computed from choices before the table was read
 * cannot be made again: it carries recorded choices into the simulations, so build it by `lag` instead. Parameters are taken as they are:
 * uncertainty about them is not in the simulations, and a fit is kind to the trials it was fitted to.
 *
 * @throws {SpecError} when an option is out of range, there is no such choice, the trials have no choices, or a statistic of one's own gives something else than its numbers
 * @throws {DataError} when there is no such feature, no trial counts, or features depend on outcomes that cannot be told of simulated choices, as with `simulate`
 * @example predictiveCheck(fit, trials, { statistics: { 'P(right)': psychometric('stimulus'), switches: choiceSwitches() } })
 */
export function predictiveCheck(fit: Fit, trials: Trials, options: PredictiveCheckOptions = {}): Table {
  requireKnownOptions(['statistics', 'draws', 'seed', 'outcome', 'openLoop'], options, 'predictiveCheck');
  const { statistics = atRest, draws = 200, seed = 1, ...simulated } = options;
  requireWhole('draws', draws, { atLeast: 1 });
  requireWhole('seed', seed, { atLeast: 0 });
  if (numObserved(trials) === 0)
    throw new DataError({}, 'None of the trials is observed, so there is nothing to hold the simulations against.');
  const named = Object.entries(statistics);
  if (named.length === 0)
    throw new SpecError(
      'statistics',
      statistics,
      'statistics is empty; name one, as in { switches: choiceSwitches() }.',
    );
  const measures = named.map(([name, statistic]) => {
    const measure = measureOf(name, statistic, fit, trials);
    return { name, ...measure, observed: measure.valuesOf(trials), drawn: [] as (readonly (number | null)[])[] };
  });
  const rebuilt = new Set<number>();
  for (let draw = 0; draw < draws; draw++) {
    const like = simulate(fit, { ...simulated, like: trials, seed: splitSeed(seed, draw) }).trials;
    for (const { drawn, valuesOf } of measures) drawn.push(valuesOf(like));
    like.features.data.forEach((value, i) => {
      if (value !== trials.features.data[i]) rebuilt.add(i % trials.featureNames.length);
    });
  }
  const features = sayRebuilt(trials, rebuilt);
  const rows = measures.flatMap(({ name, points, observed, drawn }) =>
    points.map((point, i) => ({
      statistic: name,
      ...point,
      observed: observed[i],
      ...summaryOf(
        drawn.flatMap((values) => values[i] ?? []),
        observed[i],
      ),
      features,
    })),
  );
  return tableOfRows(rows, {
    statistic: 'string',
    at: 'number',
    choice: classLabels(trials.classNames).type,
    observed: 'number',
    mean: 'number',
    lower: 'number',
    upper: 'number',
    position: 'number',
    numDraws: 'number',
    features: 'string',
  });
}

function summaryOf(values: readonly number[], observed: number | null) {
  const share = (counts: (value: number, observed: number) => number): number | null =>
    observed === null || values.length === 0
      ? null
      : values.reduce((sum, value) => sum + counts(value, observed), 0) / values.length;
  return {
    mean: values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length,
    lower: quantile(values, 0.025),
    upper: quantile(values, 0.975),
    position: share((value, at) => (value < at ? 1 : value === at ? 0.5 : 0)),
    numDraws: values.length,
  };
}

/** Which features some simulation has otherwise than the recorded trials, and which none. */
function sayRebuilt({ featureNames }: Trials, rebuilt: ReadonlySet<number>): string {
  const [again, kept] = [true, false].map((one) => featureNames.filter((_, d) => rebuilt.has(d) === one).join(', '));
  return [...(again ? [`made again: ${again}`] : []), ...(kept ? [`as recorded: ${kept}`] : [])].join('; ');
}

function measureOf(name: string, statistic: ChoiceStatistic | OwnStatistic, fit: Fit, trials: Trials): Measure {
  if (typeof statistic === 'function') return ownMeasure(name, statistic, trials);
  if (!['psychometric', 'choiceSwitches', 'choiceRuns', 'choiceAutocorrelation'].includes(statistic?.kind))
    throw new SpecError(
      `statistics.${name}`,
      statistic,
      `statistics.${name} must be a function of trials, or made by psychometric, choiceSwitches, choiceRuns or choiceAutocorrelation, but is ${quote(statistic)}.`,
    );
  if (!observesChoices(fit, trials))
    throw new SpecError(
      `statistics.${name}`,
      statistic,
      `statistics.${name} is about choices, but these trials have responses. Give a function of trials, as in { mean: ({ responses }) => … }.`,
    );
  return measureChoices(statistic, trials);
}

function ownMeasure(name: string, statistic: OwnStatistic, recorded: Trials): Measure {
  const call = (trials: Trials): readonly (number | null)[] => {
    const made = statistic(trials);
    const list: readonly unknown[] = Array.isArray(made) ? made : [made];
    return list.map((value) => {
      if (value !== null && typeof value !== 'number')
        throw new SpecError(
          `statistics.${name}`,
          made,
          `statistics.${name} gave ${quote(made)}, but a statistic is a number or a list of numbers, null where there is none.`,
        );
      return value === null || Number.isNaN(value) ? null : value;
    });
  };
  const { length } = call(recorded);
  const isList = Array.isArray(statistic(recorded));
  return {
    points: Array.from({ length }, (_, i) => ({ at: isList ? i + 1 : null, choice: null })),
    valuesOf: (trials) => {
      const values = call(trials);
      if (values.length !== length)
        throw new SpecError(
          `statistics.${name}`,
          values,
          `statistics.${name} gave ${values.length} numbers for simulated trials, but ${length} for the recorded ones. Give as many each time, null where there is none.`,
        );
      return values;
    },
  };
}
