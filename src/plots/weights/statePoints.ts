import type { JsonObject } from '../chart.ts';
import { axisNames, namesWidth } from '../parts/axisNames.ts';
import { hasValues, unique } from '../parts/chartRows.ts';
import { ruleAt, tooltip, uncertaintyFields } from '../parts/marks.ts';
import { fading, isolateByLegend, type StateStyle, stateColor } from '../parts/states.ts';
import type { WeightAxis, WeightRow } from './weightAxis.ts';

/** A weight of a state, in the row of a name. */
export type StatePoint = WeightRow & JsonObject & { readonly state: string };

/** What points a state in rows of names show. */
export interface StatePoints {
  readonly rows: readonly StatePoint[];
  readonly states: readonly StateStyle[];
  /** Field with the name of a row, and what it, the state and the value (a weight by default) are called. */
  readonly field: string;
  readonly titles: {
    readonly field: string;
    readonly state: string;
    readonly value?: string;
    readonly format?: string;
  };
  readonly axis: WeightAxis;
  /** Pixels for the legend. */
  readonly width: number;
}

/** Layers, what the axis of names and all rows need in pixels, and how to read them. */
export interface DrawnPoints {
  readonly layer: readonly JsonObject[];
  readonly axis: number;
  readonly height: number;
  readonly reading: readonly string[];
}

/** Weights from left to right, a row a name and a point a state: the names stay horizontal however long they are. */
export function statePoints({ rows, states, field, titles, axis, width }: StatePoints): DrawnPoints {
  const names = unique(rows.map((row) => String(row[field])));
  const bars = hasValues(rows, 'lower');
  const rings = hasValues(rows, 'truth');
  const nameRoom = namesWidth(names, 110);
  const rowHeight = 14 + 11 * states.length;
  const x = (of: string): JsonObject => {
    const channel = axis.channel(of);
    return { ...channel, axis: { ...(channel.axis as JsonObject), grid: true, domain: false, ticks: false } };
  };
  const place: JsonObject = {
    y: {
      field,
      type: 'nominal',
      sort: names,
      title: null,
      axis: { ...axisNames(names, nameRoom, 'y'), labelPadding: 8, grid: false, minExtent: nameRoom + 8 },
    },
    yOffset: {
      field: 'state',
      sort: states.map((state) => state.name),
      scale: { type: 'band', paddingInner: 0, paddingOuter: 0.9 },
    },
    color: stateColor(states, { legend: { symbol: 'circle', width } }),
    opacity: fading(),
  };
  const { value = 'weight', format = '.3f' } = titles;
  const shown = tooltip(
    [field, titles.field],
    ['state', titles.state],
    ['weight', `${value[0].toUpperCase()}${value.slice(1)}`, format],
    ...uncertaintyFields(rows, `True ${value}`, format),
  );
  const point: JsonObject = {
    mark: { type: 'point', size: 44 },
    encoding: { ...place, x: x('weight'), tooltip: shown },
  };
  const ring: JsonObject = {
    mark: { type: 'point', filled: false, size: 120, strokeWidth: 1.5 },
    encoding: { ...place, x: x('truth') },
  };
  const bar: JsonObject = { mark: { type: 'rule' }, encoding: { ...place, x: x('lower'), x2: { field: 'upper' } } };
  const [first, ...others] = [...(bars ? [bar] : []), point, ...(rings ? [ring] : [])];
  return {
    layer: [ruleAt('x', 0, 'zero'), { params: isolateByLegend, ...first }, ...others],
    axis: nameRoom + 14,
    height: Math.max(2 * rowHeight, names.length * rowHeight, 60),
    reading: [
      'Point: fit.',
      ...(bars ? ['Bar: ±1 s.e.'] : []),
      ...(rings ? [`Ring: true ${value}.`] : []),
      ...axis.reading,
    ],
  };
}
