import { hasColumn, type Table } from '../data/table.ts';
import { quote, SpecError } from '../errors.ts';
import type { Chart, JsonObject } from './chart.ts';
import { chartRows, unique } from './parts/chartRows.ts';
import { type StateStyle, statesOf } from './parts/states.ts';
import { titled } from './parts/title.ts';
import { choiceStrip } from './posterior/choiceStrip.ts';
import { stateAreas } from './posterior/stateAreas.ts';
import { placeColumns, placesOf } from './posterior/trialAxis.ts';
import { sizes } from './theme.ts';

/** How a posterior chart is drawn. */
export interface PosteriorChartOptions {
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  /** Which session to draw; the first of the table. */
  readonly session?: number;
  /** Trial at which the drawing begins, counted from 1. */
  readonly firstTrial?: number;
  /** The most trials drawn: more than 1,500 are finer than the pixels of the chart. */
  readonly maxTrials?: number;
  /** Columns session, trial (and time, where the first table has it), choice (a label or a number), correct (true, false or empty), observed: ticks above the states. */
  readonly trials?: Table;
  /** All choices that there may be, the first at the bottom; without it, those that were made. */
  readonly choices?: readonly string[];
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
export function posteriorChart(
  table: Table,
  { states: given, session, firstTrial = 1, maxTrials = 1500, trials, choices, title }: PosteriorChartOptions = {},
): Chart {
  const all = chartRows('posteriorChart', table, {
    names: ['state'],
    indices: placeColumns[hasColumn(table, 'time') ? 'time' : 'trial'],
    values: ['probability'],
  });
  const drawn = session ?? all[0]?.session ?? 1;
  const ofSession = all.filter((row) => row.session === drawn);
  if (ofSession.length === 0) {
    const known = unique(all.map((row) => row.session)).join(', ');
    throw new SpecError('session', session, `The table has no session ${quote(session)}. It has: ${known}.`);
  }
  const states = statesOf(
    all.map((row) => row.state),
    given,
  );
  const lastTrial = Math.max(...ofSession.map((row) => row.trial));
  const to = Math.min(lastTrial, firstTrial + maxTrials - 1);
  const rows = ofSession.filter((row) => row.trial >= firstTrial && row.trial <= to);
  if (rows.length === 0)
    throw new SpecError(
      'firstTrial',
      firstTrial,
      `Session ${drawn} has trials 1 to ${lastTrial}, none of them among the ${quote(maxTrials)} from firstTrial ${quote(firstTrial)} on. Give a firstTrial from 1 to ${lastTrial}, and maxTrials of at least 1.`,
    );
  const places = placesOf(rows, table);
  const { from } = places;
  const strip = trials && choiceStrip(trials, { session: drawn, places, ...(choices && { choices }) });
  const part =
    from > 1 || to < lastTrial ? [`Trials ${counted(from)} to ${counted(to)} of ${counted(lastTrial)}.`] : [];
  const areas = stateAreas(rows, states, places);
  const reading = [...(strip?.reading ?? []), ...part, ...(strip ? [] : ['Height: probability of the state.'])];
  const heading: JsonObject = titled(title ?? `States in session ${drawn}`, reading, sizes.full);
  return strip
    ? { ...heading, spacing: 8, vconcat: [strip.chart, areas], resolve: { legend: { color: 'independent' } } }
    : { ...heading, ...areas };
}

function counted(trial: number): string {
  return trial.toLocaleString('en');
}
