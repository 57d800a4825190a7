import type { Json, JsonObject } from '../chart.ts';
import type { ChartRow } from '../parts/chartRows.ts';
import { tooltip } from '../parts/marks.ts';
import { fading, isolateByLegend, type StateStyle, stateColor } from '../parts/states.ts';
import { sizes } from '../theme.ts';
import { type TrialPlaces, trialAxis, trialsWidth } from './trialAxis.ts';

/** A trial and one of its states; `time` where the table has times. */
export type TrialRow = ChartRow<'state', 'session' | 'trial' | 'time', 'probability', never>;

/** How probabilities of states are drawn. */
export type StateShapes = 'areas' | 'lines';

/** What they mean, for the line below the title. */
export const readingStates: Readonly<Record<StateShapes, string>> = {
  areas: 'Height: probability of the state.',
  lines: 'Line: probability of the state.',
};

/** The states' probabilities as stacked areas, the first state on top, those at the ends reaching half a trial further; or as lines. */
export function stateAreas(
  rows: readonly TrialRow[],
  states: readonly StateStyle[],
  places: TrialPlaces,
  {
    axis = true,
    params = [],
    as = 'areas',
  }: { readonly axis?: boolean; readonly params?: readonly Json[]; readonly as?: StateShapes } = {},
): JsonObject {
  const place = new Map(states.map((state, index) => [state.name, states.length - 1 - index]));
  const { field, from, to, domain } = places;
  const byTime = field === 'time';
  const values = rows.map(({ trial, time, state, probability }) => ({
    trial,
    ...(byTime ? { time } : {}),
    state,
    probability,
    order: place.get(state) ?? 0,
  }));
  const edges = values.flatMap((row) => [
    ...(row.trial === from ? [{ ...row, trial: from - 0.5, [field]: domain[0] }] : []),
    ...(row.trial === to ? [{ ...row, trial: to + 0.5, [field]: domain[1] }] : []),
  ]);
  const x = trialAxis(places, { axis });
  return {
    width: trialsWidth,
    height: 130,
    data: { values: [...values, ...edges] },
    layer: [
      {
        params: [...isolateByLegend, ...params],
        mark: { type: as === 'areas' ? 'area' : 'line', clip: true },
        encoding: {
          x,
          y: {
            field: 'probability',
            type: 'quantitative',
            stack: as === 'areas' ? 'zero' : null,
            scale: { domain: [0, 1], nice: false },
            title: 'P(state | session)',
            axis: { values: [0, 0.5, 1], tickCount: 3, format: '.1f' },
          },
          // of areas the order in which they are stacked, of lines that of their points
          order: { field: as === 'areas' ? 'order' : 'trial', type: 'quantitative' },
          color: stateColor(states, { legend: { symbol: as === 'areas' ? 'square' : 'stroke', width: sizes.full } }),
          opacity: fading(as === 'areas' ? 0.9 : 1),
        },
      },
      {
        transform: [
          { filter: 'datum.trial == floor(datum.trial)' },
          { pivot: 'order', value: 'probability', groupby: byTime ? ['trial', 'time'] : ['trial'] },
          ...(byTime ? halfwayToNeighbours(domain) : halfATrial),
        ],
        mark: { type: 'rect', opacity: 0, aria: false, clip: true },
        encoding: {
          x: { ...x, field: 'from' },
          x2: { field: 'to' },
          tooltip: tooltip(
            ['trial', 'Trial', 'd'],
            ...(byTime ? [['time', places.title] as const] : []),
            ...states.map((state) => [String(place.get(state.name)), state.name, '.3f'] as const),
          ),
        },
      },
    ],
  };
}

/** From where to where the pointer finds a trial. */
const halfATrial: readonly JsonObject[] = [
  { calculate: 'datum.trial - 0.5', as: 'from' },
  { calculate: 'datum.trial + 0.5', as: 'to' },
];

function halfwayToNeighbours([first, last]: readonly [number, number]): JsonObject[] {
  return [
    {
      window: [
        { op: 'lag', field: 'time', as: 'before' },
        { op: 'lead', field: 'time', as: 'after' },
      ],
      sort: [{ field: 'trial' }],
    },
    { calculate: `isValid(datum.before) ? (datum.before + datum.time) / 2 : ${first}`, as: 'from' },
    { calculate: `isValid(datum.after) ? (datum.time + datum.after) / 2 : ${last}`, as: 'to' },
  ];
}
