import type { Table } from '../data/table.ts';
import type { Chart } from './chart.ts';
import { titled } from './parts/title.ts';
import { choiceStrip } from './posterior/choiceStrip.ts';
import { readingStates, type StateShapes, stateAreas } from './posterior/stateAreas.ts';
import { type TrialWindowOptions, trialWindow } from './posterior/trialWindow.ts';
import { sizes } from './theme.ts';

/** How a posterior chart is drawn. */
export interface PosteriorChartOptions extends TrialWindowOptions {
  /** Columns session, trial (and time, where the first table has it), choice (a label or a number), correct (true, false or empty), observed: ticks above the states. */
  readonly trials?: Table;
  /** All choices that there may be, the first at the bottom; without it, those that were made. */
  readonly choices?: readonly string[];
  /** Stacked areas (the default), or a line a state. */
  readonly as?: StateShapes;
  readonly title?: string;
}

/**
 * Probability of each state at each trial of one session, and the choices above it.
 *
 * @param table columns session, trial (counted from 1 in the session), state, probability (0 to 1); optional time, which is
 *   the x axis where no two trials have the same
 * @throws {DataError} when a table is empty or a column is missing
 * @throws {SpecError} when the table has no such session or trial
 */
export function posteriorChart(table: Table, options: PosteriorChartOptions = {}): Chart {
  const window = trialWindow('posteriorChart', table, options);
  const { rows, states, session, places } = window;
  const { trials, choices, as = 'areas', title = `States in session ${session}` } = options;
  const strip = trials && choiceStrip(trials, { session, places, ...(choices && { choices }) });
  const areas = stateAreas(rows, states, places, { as });
  const heading = titled(title, [...(strip?.reading ?? []), readingStates[as], ...window.reading], sizes.full);
  return strip
    ? { ...heading, spacing: 8, vconcat: [strip.chart, areas], resolve: { legend: { color: 'independent' } } }
    : { ...heading, ...areas };
}
