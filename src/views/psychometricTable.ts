import type { Table } from '../data/table.ts';
import { DataError, quote, SpecError } from '../errors.ts';
import { requireKnownOptions, requireWhole } from '../models/checks.ts';
import { featureIndex, type Trials } from '../models/trials.ts';
import { type NdArray, ndarray } from '../numerics/ndarray.ts';
import { wilsonInterval } from '../numerics/wilsonInterval.ts';
import { classIndex, classLabels } from './answerColumns.ts';
import { classProbabilities } from './classProbabilities.ts';
import { type FeatureBin, featureBins, inDataUnit } from './featureBins.ts';
import { allTrials } from './labelStates.ts';
import { posteriorOf } from './posteriorOf.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/** How choices are put against a feature. */
export interface PsychometricOptions {
  /** At most so many bins; a feature of no more values has one bin a value. */
  readonly bins?: number;
  /** The choice whose probability it is, by the name of its class, or 'each' for rows of every one. The second of two, otherwise each, by default. */
  readonly choice?: string | number;
  /** What the prediction takes the other features to be: those of the trials of the bin, or their mean over all trials. */
  readonly others?: 'trials' | 'mean';
}

/**
 * How often something was chosen against a feature, and how often the model says, a row each state, bin of the feature and
 * choice: state, bin (from 1, by value), value, from and to (mean and range of the feature in the bin, in the unit of the data:
 * what was standardized or a contrast is put back), choice, chosen (share of the bin's trials with that choice, weighted by the smoothed
 * probability of the state), lower and upper (95 % Wilson interval of it, as if numTrials independent trials had been seen), predicted
 * (mean P(choice | state), weighted alike), numTrials (sum of the weights: expected number of the bin's trials in the state).
 * Rows of state 'all trials' weight all trials alike, and predict from earlier choices only. Shares are 0 to 1, empty where a
 * state has no trial. Trials that do not count, or with a feature missing, are left out of both.
 *
 * With `others: 'trials'` chosen and predicted are of the same trials, and a model that is right agrees with the data whatever
 * the features' correlations; with 'mean' the prediction is what the feature alone does.
 *
 * @param feature by its name
 * @throws {DataError} when there is no such feature, or no trial counts
 * @throws {SpecError} when the trials have no choices, or an option is out of range
 * @example psychometricTable(view, 'stimulus', { bins: 9 })
 */
export function psychometricTable(view: FitView, feature: string, options: PsychometricOptions = {}): Table {
  requireKnownOptions(['bins', 'choice', 'others'], options, 'psychometricTable');
  const { fit, trials, states } = view;
  const { classNames } = trials;
  const { bins = 10, choice = classNames.length > 2 ? 'each' : classNames[1], others = 'trials' } = options;
  const column = featureIndex(trials.featureNames, feature);
  requireWhole('bins', bins, { atLeast: 1 });
  if (others !== 'trials' && others !== 'mean')
    throw new SpecError('others', others, `others must be 'trials' or 'mean', but is ${quote(others)}.`);
  const counted = Array.from({ length: trials.numTrials }, (_, t) => t).filter((t) => trials.observed[t]);
  if (counted.length === 0)
    throw new DataError({}, 'None of the trials is observed, so there is nothing to put against a feature.');
  const like = others === 'mean' ? withOthersAtMean(trials, column, counted) : trials;
  const { numClasses: C, data: means } = classProbabilities(fit, like, 'psychometricTable');
  const classes =
    choice === 'each' ? Array.from({ length: C }, (_, c) => c) : [classIndex(classNames, 'choice', choice)];
  const { type, nameOf } = classLabels(classNames);

  const K = states.length;
  const { smoothed, predicted } = posteriorOf(view);
  const values = inDataUnit(columnAt(trials.features, column), trials.recipes[column], trials.sessionStarts);
  const curves = [
    ...states.map(({ name }, k) => ({
      state: name,
      weight: (t: number) => smoothed.data[t * K + k],
      expected: (t: number, c: number) => means[(t * K + k) * C + c],
    })),
    {
      state: allTrials,
      weight: () => 1,
      expected: (t: number, c: number) =>
        states.reduce((sum, _, k) => sum + predicted.data[t * K + k] * means[(t * K + k) * C + c], 0),
    },
  ];
  const inBins = featureBins(values, counted, bins);
  const rows = curves.flatMap(({ state, weight, expected }) =>
    inBins.flatMap((bin, b) =>
      classes.map((c) => ({
        state,
        bin: b + 1,
        value: bin.value,
        from: bin.from,
        to: bin.to,
        choice: nameOf(c),
        ...sharesIn(
          bin,
          weight,
          (t) => Number(trials.choices[t] === c),
          (t) => expected(t, c),
        ),
      })),
    ),
  );
  return tableOfRows(rows, {
    state: 'string',
    bin: 'number',
    value: 'number',
    from: 'number',
    to: 'number',
    choice: type,
    chosen: 'number',
    lower: 'number',
    upper: 'number',
    predicted: 'number',
    numTrials: 'number',
  });
}

function sharesIn(
  { trials }: FeatureBin,
  weight: (trial: number) => number,
  chosen: (trial: number) => number,
  expected: (trial: number) => number,
) {
  const sum = (value: (trial: number) => number): number => trials.reduce((total, t) => total + value(t), 0);
  const numTrials = sum(weight);
  const chosenShare = Math.min(1, sum((t) => weight(t) * chosen(t)) / numTrials);
  const interval = wilsonInterval(chosenShare, numTrials);
  if (interval === null) return { chosen: null, lower: null, upper: null, predicted: null, numTrials };
  const [lower, upper] = interval;
  return { chosen: chosenShare, lower, upper, predicted: sum((t) => weight(t) * expected(t)) / numTrials, numTrials };
}

function columnAt({ data, shape }: NdArray, column: number): Float64Array {
  return Float64Array.from({ length: shape[0] }, (_, t) => data[t * shape[1] + column]);
}

/** The same trials with every feature but one at its mean over the trials that count. */
function withOthersAtMean(trials: Trials, kept: number, counted: readonly number[]): Trials {
  const { data, shape } = trials.features;
  const [, D] = shape;
  const means = Float64Array.from(
    { length: D },
    (_, d) => counted.reduce((sum, t) => sum + data[t * D + d], 0) / counted.length,
  );
  const centred = data.map((x, i) => (i % D === kept ? x : means[i % D]));
  return { ...trials, features: ndarray(trials.features.axes, shape, centred) };
}
