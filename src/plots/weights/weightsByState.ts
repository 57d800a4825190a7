import type { Table } from '../../data/table.ts';
import type { Chart, JsonObject } from '../chart.ts';
import { axisNames, namesWidth } from '../parts/axisNames.ts';
import { chartRows, hasValues, unique } from '../parts/chartRows.ts';
import { ruleAt, tooltip, uncertaintyFields } from '../parts/marks.ts';
import { fading, isolateByLegend, type StateStyle, stateColor, statesOf } from '../parts/states.ts';
import { titled } from '../parts/title.ts';
import { sizes } from '../theme.ts';
import { weightAxis } from './weightAxis.ts';

/** One weight a feature and state, features from top to bottom: their names stay horizontal however long they are. */
export function weightsByState(
  table: Table,
  { states: given, title }: { states?: readonly StateStyle[]; title: string },
): Chart {
  const rows = chartRows('weightsChart', table, {
    names: ['state', 'feature'],
    values: ['weight'],
    optional: ['lower', 'upper', 'truth'],
  });
  const states = statesOf(
    rows.map((row) => row.state),
    given,
  );
  const features = unique(rows.map((row) => row.feature));
  const bars = hasValues(rows, 'lower');
  const rings = hasValues(rows, 'truth');
  const nameRoom = namesWidth(features, 110);
  const width = sizes.half - sizes.edge - 14 - nameRoom;
  const rowHeight = 14 + 11 * states.length;
  const axis = weightAxis(table, rows);
  const x = (field: string): JsonObject => ({
    ...axis.channel(field),
    axis: { grid: true, domain: false, ticks: false },
  });
  const place: JsonObject = {
    y: {
      field: 'feature',
      type: 'nominal',
      sort: features,
      title: null,
      axis: { ...axisNames(features, nameRoom, 'y'), labelPadding: 8, grid: false, minExtent: nameRoom + 8 },
    },
    yOffset: {
      field: 'state',
      sort: states.map((state) => state.name),
      scale: { type: 'band', paddingInner: 0, paddingOuter: 0.9 },
    },
    color: stateColor(states, { legend: { symbol: 'circle', width } }),
    opacity: fading(),
  };
  const shown = tooltip(
    ['feature', 'Feature'],
    ['state', 'State'],
    ['weight', 'Weight', '.3f'],
    ...uncertaintyFields(rows, 'True weight', '.3f'),
  );
  const reading = [
    'Point: fit.',
    ...(bars ? ['Bar: ±1 s.e.'] : []),
    ...(rings ? ['Ring: true weight.'] : []),
    ...axis.reading,
  ];
  const point: JsonObject = {
    mark: { type: 'point', size: 44 },
    encoding: { ...place, x: x('weight'), tooltip: shown },
  };
  return {
    ...titled(title, reading, sizes.half),
    width,
    height: Math.max(2 * rowHeight, features.length * rowHeight, 60),
    data: { values: rows },
    layer: [
      ruleAt('x', 0, 'zero'),
      ...(bars ? [{ mark: { type: 'rule' }, encoding: { ...place, x: x('lower'), x2: { field: 'upper' } } }] : []),
      point,
      ...(rings
        ? [
            {
              mark: { type: 'point', filled: false, size: 120, strokeWidth: 1.5 },
              encoding: { ...place, x: x('truth') },
            },
          ]
        : []),
    ].map((layer, position) => (position === 1 ? { params: isolateByLegend, ...layer } : layer)),
  };
}
