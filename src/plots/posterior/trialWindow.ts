import { hasColumn, type Table } from '../../data/table.ts';
import { quote, SpecError } from '../../errors.ts';
import { chartRows, unique } from '../parts/chartRows.ts';
import { type StateStyle, statesOf } from '../parts/states.ts';
import type { TrialRow } from './stateAreas.ts';
import { placeColumns, placesOf, type TrialPlaces } from './trialAxis.ts';

/** Which trials of which session are drawn. */
export interface TrialWindowOptions {
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  /** Which session to draw; the first of the table. */
  readonly session?: number;
  /** Trial at which the drawing begins, counted from 1. */
  readonly firstTrial?: number;
  /** The most trials drawn: by default what 5,000 corners of the areas allow, and at most 1,500, which are as fine as the pixels of the chart. */
  readonly maxTrials?: number;
}

/** The trials that are drawn, and the sentence that says so where they are a part of the session. */
export interface TrialWindow {
  readonly session: number;
  readonly rows: readonly TrialRow[];
  readonly states: readonly StateStyle[];
  readonly places: TrialPlaces;
  readonly reading: readonly string[];
}

/**
 * The trials of one session that a chart draws.
 *
 * @throws {DataError} when the table is empty or a column is missing
 * @throws {SpecError} when the table has no such session or trial
 */
export function trialWindow(
  chart: string,
  table: Table,
  { states: given, session, firstTrial = 1, maxTrials: asked }: TrialWindowOptions,
): TrialWindow {
  const all = chartRows(chart, table, {
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
  const maxTrials = asked ?? Math.min(1500, Math.floor(5000 / states.length));
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
  const isPart = places.from > 1 || to < lastTrial;
  return {
    session: drawn,
    rows,
    states,
    places,
    reading: isPart ? [`Trials ${counted(places.from)} to ${counted(to)} of ${counted(lastTrial)}.`] : [],
  };
}

function counted(trial: number): string {
  return trial.toLocaleString('en');
}
