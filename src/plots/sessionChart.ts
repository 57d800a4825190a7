import { type Table, valuesOf } from '../data/table.ts';
import { quote, SpecError } from '../errors.ts';
import type { Chart, Json } from './chart.ts';
import { chartRows, unique } from './parts/chartRows.ts';
import { titled } from './parts/title.ts';
import { choiceStrip } from './posterior/choiceStrip.ts';
import { readingStates, stateAreas } from './posterior/stateAreas.ts';
import { placeColumns, type TrialPlaces } from './posterior/trialAxis.ts';
import { type TrialValue, trialLine } from './posterior/trialLine.ts';
import { type TrialWindowOptions, trialWindow } from './posterior/trialWindow.ts';
import { sizes } from './theme.ts';

/** How a chart of a session is drawn. */
export interface SessionChartOptions extends TrialWindowOptions {
  /** Columns session, trial (and time, where the first table has it), choice (a label or a number), correct (true, false or empty), observed. */
  readonly trials?: Table;
  /** All choices that there may be, the first at the bottom; without it, those that were made. */
  readonly choices?: readonly string[];
  /** Columns session, trial (and time, where the first table has it), feature, value: a line a feature below the states. */
  readonly traces?: Table;
  /** Over how many trials the share of correct choices is taken. */
  readonly smoothing?: number;
  /** Share of correct choices of a guess, drawn dotted; one half, as with two options. */
  readonly chance?: number;
  readonly title?: string;
}

/** Shift and the wheel zoom into the trials, dragging moves them, a double click brings all back; in all parts at once. */
const drag = '[mousedown, mouseup] > mousemove';
const closer: readonly Json[] = [
  {
    name: 'closer',
    // Vega's own events are those of the window, of which a drawing in Node warns.
    select: { type: 'interval', encodings: ['x'], on: drag, translate: drag, zoom: 'wheel![event.shiftKey]' },
    bind: 'scales',
  },
];

/**
 * One session from near: choices, the probability of each state, the share of correct choices around each trial where
 * it is known which were correct, and features. In a browser Shift and the wheel zoom into the trials, dragging moves them.
 *
 * @param table columns session, trial (counted from 1 in the session), state, probability (0 to 1); optional time, which is
 *   the x axis where no two trials have the same
 * @throws {DataError} when a table is empty or a column is missing
 * @throws {SpecError} when the table has no such session or trial, or `smoothing` is no whole number from 1
 */
export function sessionChart(table: Table, options: SessionChartOptions = {}): Chart {
  const window = trialWindow('sessionChart', table, options);
  const { rows, states, session, places } = window;
  const { trials, choices, traces, smoothing = 20, chance = 0.5, title = `Session ${session}` } = options;
  if (!Number.isInteger(smoothing) || smoothing < 1)
    throw new SpecError(
      'smoothing',
      smoothing,
      `smoothing must be a whole number of trials from 1, but is ${quote(smoothing)}.`,
    );
  const strip = trials && choiceStrip(trials, { session, places, params: closer, ...(choices && { choices }) });
  const correct = trials ? shareCorrect(trials, session, places, smoothing) : [];
  const lines = [
    ...(correct.some(({ value }) => value !== null)
      ? [{ name: 'Correct choices', rows: correct, height: 60, format: '.0%', reference: chance }]
      : []),
    ...(traces ? tracesOf(traces, session, places) : []).map((trace) => ({ ...trace, height: 36, format: '.2~g' })),
  ];
  const parts: Chart[] = [
    ...(strip ? [strip.chart] : []),
    stateAreas(rows, states, places, { axis: lines.length === 0, params: closer }),
    ...lines.map((line, place) => trialLine({ ...line, places, axis: place === lines.length - 1, params: closer })),
  ];
  const reading = [
    ...(strip?.reading ?? []),
    readingStates.areas,
    ...(correct.length > 0 ? [`Correct choices: share of the ${smoothing} trials around; dotted: chance.`] : []),
    ...window.reading,
  ];
  return {
    ...titled(title, reading, sizes.full),
    spacing: 8,
    vconcat: parts,
    resolve: { legend: { color: 'independent' } },
  };
}

/** The trials of the window, with what a column holds. */
function placed(table: Table, session: number, { field, from, to }: TrialPlaces) {
  return chartRows('sessionChart', table, { indices: placeColumns[field] })
    .map((row, index) => ({ ...row, index }))
    .filter((row) => row.session === session && row.trial >= from && row.trial <= to);
}

/** Share of correct choices among the trials around each, as far as the session goes; empty where none of them tells. */
function shareCorrect(trials: Table, session: number, places: TrialPlaces, smoothing: number): TrialValue[] {
  const corrects = valuesOf(trials, 'correct');
  const rows = placed(trials, session, { ...places, from: 1, to: Number.POSITIVE_INFINITY });
  const [right, judged] = [[0], [0]];
  for (const [i, { index }] of rows.entries()) {
    right.push(right[i] + Number(corrects[index] === true));
    judged.push(judged[i] + Number(corrects[index] !== null));
  }
  if (judged[rows.length] === 0) return [];
  return rows
    .map(({ session: _, index: __, ...row }, i) => {
      const first = Math.max(0, i - Math.floor(smoothing / 2));
      const last = Math.min(rows.length, first + smoothing);
      const counted = judged[last] - judged[first];
      return { ...row, value: counted > 0 ? Number(((right[last] - right[first]) / counted).toPrecision(6)) : null };
    })
    .filter(({ trial }) => trial >= places.from && trial <= places.to);
}

function tracesOf(traces: Table, session: number, places: TrialPlaces): { name: string; rows: TrialValue[] }[] {
  const read = chartRows('sessionChart', traces, { names: ['feature'], values: ['value'] });
  const rows = placed(traces, session, places).map(({ session: _, index, ...row }) => ({ ...row, ...read[index] }));
  return unique(rows.map(({ feature }) => feature)).map((name) => ({
    name,
    rows: rows.filter((row) => row.feature === name).map(({ feature: _, ...row }) => row),
  }));
}
