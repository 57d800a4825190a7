import { hasColumn, type Table } from '../../data/table.ts';
import type { Chart } from '../chart.ts';
import { chartRows, unique } from '../parts/chartRows.ts';
import { panels } from '../parts/panels.ts';
import { type StateStyle, statesOf } from '../parts/states.ts';
import { titled } from '../parts/title.ts';
import { sizes } from '../theme.ts';
import { statePoints } from './statePoints.ts';
import { weightAxis } from './weightAxis.ts';

/** One weight a feature and state, features from top to bottom; classes have a panel each. */
export function weightsByState(
  table: Table,
  { states: given, title }: { states?: readonly StateStyle[]; title: string },
): Chart {
  const byClass = hasColumn(table, 'class');
  const rows = chartRows('weightsChart', table, {
    names: [...(['state', 'feature'] as const), ...(byClass ? (['class'] as const) : [])],
    values: ['weight'],
    optional: ['lower', 'upper', 'truth'],
  });
  const classes = byClass ? unique(rows.map((row) => row.class)) : [];
  const outer = byClass ? sizes.full : sizes.half;
  const drawn = statePoints({
    rows,
    states: statesOf(
      rows.map((row) => row.state),
      given,
    ),
    field: 'feature',
    titles: { field: 'Feature', state: 'State' },
    axis: weightAxis(table, rows),
    width: outer,
  });
  return {
    ...titled(title, [...(byClass ? ['Panel: class.'] : []), ...drawn.reading], outer),
    data: { values: rows },
    ...(byClass
      ? panels({
          field: 'class',
          names: classes,
          layer: drawn.layer,
          axis: drawn.axis,
          height: drawn.height,
          ...(classes.length === 3 && { perRow: 3 }),
        })
      : { width: sizes.half - sizes.edge - drawn.axis, height: drawn.height, layer: drawn.layer }),
  };
}
