import { hasColumn, type Table } from '../data/table.ts';
import { quote, SpecError } from '../errors.ts';
import type { Chart } from './chart.ts';
import type { StateStyle } from './parts/states.ts';
import { allTransitions } from './transitions/allTransitions.ts';
import { stayProbabilities } from './transitions/stayProbabilities.ts';
import { transitionMatrix } from './transitions/transitionMatrix.ts';

/** How a transitions chart is drawn. */
export interface TransitionsChartOptions {
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  /** With sessions: only the probability of staying in each state, or that of every pair of states. */
  readonly pairs?: 'stay' | 'all';
  readonly title?: string;
}

/**
 * Transition probabilities. Without a session column: a matrix with its numbers. With: lines over sessions.
 *
 * @param table columns from, to, probability; optional session (counted from 1), lower and upper (±1 standard error),
 *   truth. An empty probability is a gap.
 * @throws {DataError} when the table is empty or a column is missing
 */
export function transitionsChart(table: Table, { states, pairs = 'stay', title }: TransitionsChartOptions = {}): Chart {
  const options = { ...(states ? { states } : {}), ...(title === undefined ? {} : { title }) };
  if (pairs !== 'stay' && pairs !== 'all')
    throw new SpecError('pairs', pairs, `pairs must be 'stay' or 'all', but is ${quote(pairs)}.`);
  if (!hasColumn(table, 'session')) return transitionMatrix(table, options);
  return pairs === 'stay' ? stayProbabilities(table, options) : allTransitions(table, options);
}
