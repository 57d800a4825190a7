import { type Table, valuesOf } from '../../data/table.ts';
import type { Chart, Json } from '../chart.ts';
import { axisNames } from '../parts/axisNames.ts';
import { chartRows, unique } from '../parts/chartRows.ts';
import { tooltip } from '../parts/marks.ts';
import { placeColumns, type TrialPlaces, trialAxis, trialsWidth } from './trialAxis.ts';

/**
 * A row of ticks for each choice, errors longer and darker, and the sentences that say so.
 *
 * @param part.choices all choices that there may be, the first at the bottom; without it, those that were made
 */
export function choiceStrip(
  trials: Table,
  part: {
    readonly session: number;
    readonly places: TrialPlaces;
    readonly choices?: readonly string[];
    readonly params?: readonly Json[];
  },
): { readonly chart: Chart; readonly reading: readonly string[] } {
  const { session, places, choices: possible, params } = part;
  const { field, from, to } = places;
  const [choices, corrects, observed] = ['choice', 'correct', 'observed'].map((name) => valuesOf(trials, name));
  const noChoice = [...(choices ?? []), ...(possible ?? [])].includes('none') ? 'no choice' : 'none';
  const rows = chartRows('posteriorChart', trials, { indices: placeColumns[field] })
    .map((row, place) => {
      const choice = choices?.[place] ?? null;
      const made = choice !== null && observed?.[place] !== false;
      const correct = made ? (corrects?.[place] ?? null) : null;
      return {
        ...row,
        choice: made ? String(choice) : noChoice,
        outcome: correct === null ? 'not known' : correct ? 'correct' : 'error',
      };
    })
    .filter((row) => row.session === session && row.trial >= from && row.trial <= to);
  const made = possible ?? unique(rows.map((row) => row.choice).filter((choice) => choice !== noChoice)).sort();
  const names = [...made].reverse();
  if (rows.some((row) => row.choice === noChoice)) names.push(noChoice);
  const judged = rows.some((row) => row.outcome === 'error' || row.outcome === 'correct');
  const emphasised = (error: number, otherwise: number) => ({
    condition: { test: "datum.outcome == 'error'", value: error },
    value: otherwise,
  });
  return {
    reading: [judged ? 'Top: choices (short: correct; long, dark: error).' : 'Top: choices.'],
    chart: {
      width: trialsWidth,
      height: 24 * names.length,
      data: { values: rows },
      ...(params && { params }),
      mark: { type: 'tick', aria: false, clip: true, orient: 'vertical', thickness: 1, style: 'strong' },
      encoding: {
        x: trialAxis(places, { axis: false }),
        y: {
          field: 'choice',
          type: 'nominal',
          sort: names,
          ...(possible && { scale: { domain: names } }),
          title: 'Choice',
          axis: axisNames(names, 60, 'y'),
        },
        ...(judged ? { opacity: emphasised(1, 0.4), size: emphasised(20, 12) } : { size: { value: 14 } }),
        tooltip: tooltip(
          ['trial', 'Trial', 'd'],
          ...(field === 'time' ? [['time', places.title] as const] : []),
          ['choice', 'Choice'],
          ['outcome', 'Outcome'],
        ),
      },
    },
  };
}
