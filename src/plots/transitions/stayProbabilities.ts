import type { Table } from '../../data/table.ts';
import { DataError } from '../../errors.ts';
import type { Chart } from '../chart.ts';
import { fittedDomain, quantitative, sessionAxis } from '../parts/axes.ts';
import { endLabels, lastValues, spreadLabels, widthBesideLabels } from '../parts/endLabels.ts';
import { pointerTargets } from '../parts/marks.ts';
import { markLonely, readingSessionLines, sessionLines } from '../parts/sessionLines.ts';
import { isolateByClick, type StateStyle, stateColor, statesOf } from '../parts/states.ts';
import { titled } from '../parts/title.ts';
import { sizes } from '../theme.ts';
import { probabilityTooltip, transitionRows } from './transitionRows.ts';

/** Probability of staying in each state over sessions, the states' names at the line ends; y starts at 0.8 or where the data ask for less. */
export function stayProbabilities(
  table: Table,
  { states: given, title = 'Probability of staying in a state' }: { states?: readonly StateStyle[]; title?: string },
): Chart {
  const stays = transitionRows(table)
    .filter((row) => row.from === row.to)
    .map(({ from, to: _, ...row }) => ({ state: from, ...row }));
  const rows = markLonely(stays, 'probability', ['state']);
  if (rows.length === 0)
    throw new DataError(
      { column: 'to' },
      `No row of the table leads from a state to itself, which transitionsChart draws over sessions. Use pairs: 'all'.`,
    );
  const states = statesOf(
    rows.map((row) => row.state),
    given,
  );
  const seen = rows.flatMap((row) => [row.probability, row.lower ?? null, row.truth ?? null]);
  const [low] = fittedDomain(seen, [0.8, 1], 0.1);
  const domain = [Math.max(0, low), 1] as const;
  const x = sessionAxis(rows.map((row) => row.session));
  const y = (field: string) => quantitative(field, 'P(stay)', { domain, format: '.2f' });
  const color = stateColor(states);
  return {
    ...titled(title, readingSessionLines(rows, 'true probability'), sizes.full),
    width: widthBesideLabels(
      sizes.full,
      states.map((state) => state.name),
    ),
    height: sizes.height,
    data: { values: rows },
    layer: [
      ...sessionLines({ rows, value: 'probability', x, y, color }),
      { params: isolateByClick, ...endLabels(spreadLabels(lastValues(rows, 'probability'), domain), domain, color) },
      pointerTargets(x, y('probability'), probabilityTooltip(rows, [['state', 'State']])),
    ],
  };
}
