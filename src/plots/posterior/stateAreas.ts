import type { JsonObject } from '../chart.ts';
import type { ChartRow } from '../parts/chartRows.ts';
import { tooltip } from '../parts/marks.ts';
import { fading, isolateByLegend, type StateStyle, stateColor } from '../parts/states.ts';
import { sizes } from '../theme.ts';

/** The x channel of trials, shared by the parts of the chart that stand above each other. */
export function trialAxis(
  domain: readonly [number, number],
  { axis = true }: { readonly axis?: boolean } = {},
): JsonObject {
  return {
    field: 'trial',
    type: 'quantitative',
    scale: { domain, nice: false, zero: false },
    title: axis ? 'Trial' : null,
    axis: axis ? { tickCount: 10, tickMinStep: 1, format: 'd' } : null,
  };
}

/** Width of the plots that stand above each other. */
export const trialsWidth: number = sizes.full - sizes.axis - sizes.edge;

/** Stacked areas of the states' probabilities, the first state on top, each trial's share reaching half a trial to both sides at the ends. */
export function stateAreas(
  rows: readonly ChartRow<'state', 'session' | 'trial', 'probability', never>[],
  states: readonly StateStyle[],
  domain: readonly [number, number],
): JsonObject {
  const place = new Map(states.map((state, index) => [state.name, states.length - 1 - index]));
  const values = rows.map(({ trial, state, probability }) => ({
    trial,
    state,
    probability,
    order: place.get(state) ?? 0,
  }));
  const [first, last] = [domain[0] + 0.5, domain[1] - 0.5];
  const edges = values.flatMap((row) => [
    ...(row.trial === first ? [{ ...row, trial: domain[0] }] : []),
    ...(row.trial === last ? [{ ...row, trial: domain[1] }] : []),
  ]);
  const x = trialAxis(domain);
  return {
    width: trialsWidth,
    height: 130,
    data: { values: [...values, ...edges] },
    layer: [
      {
        params: isolateByLegend,
        mark: { type: 'area' },
        encoding: {
          x,
          y: {
            field: 'probability',
            type: 'quantitative',
            stack: 'zero',
            scale: { domain: [0, 1], nice: false },
            title: 'P(state | session)',
            axis: { values: [0, 0.5, 1], tickCount: 3, format: '.1f' },
          },
          order: { field: 'order', type: 'quantitative' },
          color: stateColor(states, { legend: { symbol: 'square', width: sizes.full } }),
          opacity: fading(0.9),
        },
      },
      {
        transform: [
          { filter: 'datum.trial == floor(datum.trial)' },
          { pivot: 'order', value: 'probability', groupby: ['trial'] },
          { calculate: 'datum.trial - 0.5', as: 'from' },
          { calculate: 'datum.trial + 0.5', as: 'to' },
        ],
        mark: { type: 'rect', opacity: 0, aria: false },
        encoding: {
          x: { ...x, field: 'from' },
          x2: { field: 'to' },
          tooltip: tooltip(
            ['trial', 'Trial', 'd'],
            ...states.map((state) => [String(place.get(state.name)), state.name, '.3f'] as const),
          ),
        },
      },
    ],
  };
}
