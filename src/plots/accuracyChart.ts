import type { Table } from '../data/table.ts';
import { allTrials } from '../views/labelStates.ts';
import type { Chart } from './chart.ts';
import { fittedDomain, quantitative, sessionAxis } from './parts/axes.ts';
import { unique } from './parts/chartRows.ts';
import { endLabels, lastValues, spreadLabels, widthBesideLabels } from './parts/endLabels.ts';
import { pointerTargets, ruleAt, tooltip } from './parts/marks.ts';
import { type MeasureChartOptions, measureOf } from './parts/measure.ts';
import { markLonely, sessionLines } from './parts/sessionLines.ts';
import { isolateByClick, stateColor, statesOf } from './parts/states.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** The columns that the chart can draw, one at a time. */
export type AccuracyColumn = 'accuracy' | 'modelAccuracy' | 'softAccuracy' | 'hardAccuracy';

const measures: Readonly<Record<AccuracyColumn, string>> = {
  accuracy: 'Share of correct choices in each session.',
  modelAccuracy: 'Mean P(correct | state) of each session.',
  softAccuracy: 'Share of correct choices, weighted by the posterior of the state.',
  hardAccuracy: 'Share of correct choices where the state is the most likely one.',
};

/** How an accuracy chart is drawn. */
export interface AccuracyChartOptions extends MeasureChartOptions<AccuracyColumn> {
  /** Share of correct choices of a guess, drawn dotted; one half, as with two options. */
  readonly chance?: number;
}

/**
 * Share of correct choices over sessions: a line a state, all trials in grey, chance dotted.
 *
 * @param table columns session (counted from 1), state (a state, or 'all trials'), and that named by `column` (0 to 1; empty is a gap)
 * @throws {DataError} when the table is empty or a column is missing
 * @throws {SpecError} when `column` is another
 */
export function accuracyChart(
  table: Table,
  {
    states: given,
    width = 'half',
    chance = 0.5,
    column = 'accuracy',
    title = 'Accuracy by state',
  }: AccuracyChartOptions = {},
): Chart {
  const { sentence, rows: accuracies } = measureOf('accuracyChart', table, measures, column, 'accuracy');
  const rows = markLonely(accuracies, 'accuracy', ['state']);
  const own = rows.filter((row) => row.state !== allTrials);
  const all = rows.filter((row) => row.state === allTrials);
  const states = statesOf(
    own.map((row) => row.state),
    given,
  );
  const names = unique(rows.map((row) => row.state));
  const domain = fittedDomain([...rows.map((row) => row.accuracy), chance], [0.4, 1], 0.1);
  const x = sessionAxis(rows.map((row) => row.session));
  const y = quantitative('accuracy', 'Correct choices', { domain, format: '.0%' });
  const lines = { value: 'accuracy', x, y: () => y };
  const color = stateColor(states);
  const labels = spreadLabels(lastValues(rows, 'accuracy'), domain);
  const shown = tooltip(['state', 'State'], ['session', 'Session', 'd'], ['accuracy', 'Correct', '.1%']);
  return {
    ...titled(title, [sentence, 'Dotted: chance.'], sizes[width]),
    width: widthBesideLabels(sizes[width], names),
    height: sizes.height,
    layer: [
      ruleAt('y', chance, 'reference', y.scale),
      { data: { values: all }, layer: sessionLines({ rows: all, ...lines }) },
      { data: { values: own }, layer: sessionLines({ rows: own, ...lines, color }) },
      endLabels(
        labels.filter(({ state }) => state === allTrials),
        domain,
      ),
      {
        params: isolateByClick,
        ...endLabels(
          labels.filter(({ state }) => state !== allTrials),
          domain,
          color,
        ),
      },
      { data: { values: rows }, ...pointerTargets(x, y, shown) },
    ],
  };
}
