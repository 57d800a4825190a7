import type { Table } from '../data/table.ts';
import { DataError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { classProbabilities } from './classProbabilities.ts';
import { allTrials } from './labelStates.ts';
import { posteriorOf } from './posteriorOf.ts';
import { sessionRanges } from './sessionRange.ts';
import { rangeAccuracy } from './stateAccuracy.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/**
 * Share of correct choices by session and state, 0 to 1, a row each: session (from 1), state, modelAccuracy (mean over the
 * session's trials of P(correct side | state), not weighted), softAccuracy (correct choices weighted by the smoothed
 * probability of the state), hardAccuracy (correct choices in the trials whose most likely state it is; empty when there
 * are none). Rows of state 'all trials': the model's P(correct side) from earlier choices only, and the share of correct
 * choices. Trials without a correct side are left out.
 *
 * @param options.leaky adds, to the rows of all trials, leakyModelAccuracy and leakyPredictionAccuracy, whose states saw
 *   the choice itself: only to reproduce published figures
 * @throws {DataError} when the trials do not say which side was correct
 */
export function accuracyTable(view: FitView, options: { readonly leaky?: boolean } = {}): Table {
  requireKnownOptions(['leaky'], options, 'accuracyTable');
  const { leaky = false } = options;
  const { fit, trials } = view;
  const { correct } = trials;
  if (correct === null)
    throw new DataError(
      {},
      "Accuracy needs the correct side of each trial, which these trials do not have. Read them with correct: a column of the labels of choices, or correct: { signOf: 'stimulus' } for a signed stimulus.",
    );
  const { smoothed, predicted } = posteriorOf(view);
  const { numClasses, data: choiceProbabilities } = classProbabilities(fit, trials, 'accuracyTable');
  const sources = {
    trials: { ...trials, correct },
    numStates: view.states.length,
    numClasses,
    choiceProbabilities,
    smoothed: smoothed.data,
    predicted: predicted.data,
  };
  const rows = sessionRanges(trials).flatMap((range) => {
    const { states, all, leakyModelAccuracy, leakyPredictionAccuracy } = rangeAccuracy(sources, range);
    const own = { session: range.session, leakyModelAccuracy: null, leakyPredictionAccuracy: null };
    return [
      ...states.map((accuracy, k) => ({ ...own, state: view.states[k].name, ...accuracy })),
      { ...own, state: allTrials, ...all, leakyModelAccuracy, leakyPredictionAccuracy },
    ];
  });
  return tableOfRows(rows, {
    session: 'number',
    state: 'string',
    modelAccuracy: 'number',
    softAccuracy: 'number',
    hardAccuracy: 'number',
    ...(leaky && { leakyModelAccuracy: 'number', leakyPredictionAccuracy: 'number' }),
  });
}
