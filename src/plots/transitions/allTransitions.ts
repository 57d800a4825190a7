import type { Table } from '../../data/table.ts';
import type { Chart } from '../chart.ts';
import { quantitative, sessionAxis } from '../parts/axes.ts';
import { pointerTargets } from '../parts/marks.ts';
import { panels } from '../parts/panels.ts';
import { markLonely, readingSessionLines, sessionLines } from '../parts/sessionLines.ts';
import { isolateByLegend, type StateStyle, stateColor, statesOf } from '../parts/states.ts';
import { titled } from '../parts/title.ts';
import { sizes } from '../theme.ts';
import { probabilityTooltip, transitionRows } from './transitionRows.ts';

/** Every transition probability over sessions: a panel a state that is left, a line a state that is reached. */
export function allTransitions(
  table: Table,
  {
    states: given,
    title = 'Transition probabilities over sessions',
  }: { states?: readonly StateStyle[]; title?: string },
): Chart {
  const pairs = transitionRows(table).map(({ to, ...row }) => ({ ...row, state: to }));
  const rows = markLonely(pairs, 'probability', ['from', 'state']);
  const states = statesOf(
    rows.flatMap((row) => [row.from, row.state]),
    given,
  );
  const color = stateColor(states, { legend: { symbol: 'stroke', width: sizes.full } });
  const shown = probabilityTooltip(rows, [
    ['from', 'From'],
    ['state', 'To'],
  ]);
  const x = sessionAxis(rows.map((row) => row.session));
  const y = (field: string) => quantitative(field, 'Probability', { domain: [0, 1], format: '.1f' });
  return {
    ...titled(
      title,
      ['Panel: state before. Colour: state after.', ...readingSessionLines(rows, 'true probability')],
      sizes.full,
    ),
    data: { values: rows },
    ...panels({
      field: 'from',
      names: states.map((state) => state.name),
      layer: [
        ...sessionLines({ rows, value: 'probability', x, y, color, params: isolateByLegend }),
        pointerTargets(x, y('probability'), shown),
      ],
    }),
  };
}
