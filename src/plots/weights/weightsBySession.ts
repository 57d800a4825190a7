import { hasColumn, type Table } from '../../data/table.ts';
import type { Chart } from '../chart.ts';
import { sessionAxis } from '../parts/axes.ts';
import { chartRows, unique } from '../parts/chartRows.ts';
import { pointerTargets, ruleAt, tooltip, uncertaintyFields } from '../parts/marks.ts';
import { panels } from '../parts/panels.ts';
import { markLonely, readingSessionLines, sessionLines } from '../parts/sessionLines.ts';
import { isolateByLegend, type StateStyle, stateColor, statesOf } from '../parts/states.ts';
import { titled } from '../parts/title.ts';
import { sizes } from '../theme.ts';
import { weightAxis } from './weightAxis.ts';

/**
 * Weights over sessions: a panel a feature on one y scale, since weights are comparable; a line a state. Up to three classes
 * stand side by side.
 */
export function weightsBySession(
  table: Table,
  { states: given, title }: { states?: readonly StateStyle[]; title: string },
): Chart {
  const byClass = hasColumn(table, 'class');
  const weights = chartRows('weightsChart', table, {
    names: [...(['state', 'feature'] as const), ...(byClass ? (['class'] as const) : [])],
    indices: ['session'],
    values: ['weight'],
    optional: ['lower', 'upper', 'truth'],
  });
  const nameOf = (row: (typeof weights)[number]): string => (byClass ? `${row.feature}, ${row.class}` : row.feature);
  const features = unique(weights.map((row) => row.feature));
  const names = features.flatMap((feature) => unique(weights.filter((row) => row.feature === feature).map(nameOf)));
  const named = weights.map((row) => ({ ...row, feature: nameOf(row) }));
  const rows = markLonely(named, 'weight', ['state', 'feature']);
  const states = statesOf(
    rows.map((row) => row.state),
    given,
  );
  const x = sessionAxis(rows.map((row) => row.session));
  const { channel: y, reading } = weightAxis(table, rows);
  const shown = tooltip(
    ['state', 'State'],
    ['feature', 'Feature'],
    ['session', 'Session', 'd'],
    ['weight', 'Weight', '.3f'],
    ...uncertaintyFields(rows, 'True weight', '.3f'),
  );
  const color = stateColor(states, { legend: { symbol: 'stroke', width: sizes.full } });
  return {
    ...titled(title, [...readingSessionLines(rows, 'true weights'), ...reading], sizes.full),
    data: { values: rows },
    ...panels({
      field: 'feature',
      names,
      ...(names.length === 3 * features.length && { perRow: 3 }),
      layer: [
        ruleAt('y', 0, 'zero'),
        ...sessionLines({ rows, value: 'weight', x, y, color, params: isolateByLegend }),
        pointerTargets(x, y('weight'), shown),
      ],
    }),
  };
}
