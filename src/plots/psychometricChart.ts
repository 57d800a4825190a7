import type { Table } from '../data/table.ts';
import { allTrials } from '../views/labelStates.ts';
import type { Chart, Json, JsonObject } from './chart.ts';
import { quantitative } from './parts/axes.ts';
import { chartRows, unique } from './parts/chartRows.ts';
import { ruleAt, tooltip } from './parts/marks.ts';
import { panels } from './parts/panels.ts';
import { fading, isolateByLegend, type StateStyle, stateColor, statesOf } from './parts/states.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How a psychometric chart is drawn. */
export interface PsychometricChartOptions {
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  readonly width?: 'half' | 'full';
  /** What the feature is, with its unit. */
  readonly feature?: string;
  /** 'symlog' spreads values near 0, such as contrasts that halve, and says so at the axis. */
  readonly scale?: 'linear' | 'symlog';
  /** How often a guess would choose it, drawn dotted; one of two choices by default. */
  readonly chance?: number;
  readonly title?: string;
}

/**
 * How often something was chosen against a feature: points are the data with their 95 % intervals, their area the number of
 * trials, lines what the model predicts; a colour a state, all trials in grey. Several choices have a panel each.
 *
 * @param table columns state (or 'all trials'), value, choice, chosen, lower, upper, predicted (0 to 1), numTrials
 * @throws {DataError} when the table is empty or a column is missing
 */
export function psychometricChart(
  table: Table,
  {
    states: given,
    width = 'half',
    feature = 'Feature',
    scale: kind = 'linear',
    chance = 0.5,
    title = 'Choices by state',
  }: PsychometricChartOptions = {},
): Chart {
  const read = chartRows('psychometricChart', table, {
    names: ['state', 'choice'],
    indices: ['value'],
    values: ['chosen', 'lower', 'upper', 'predicted', 'numTrials'],
  }).map((row) => ({ ...row, panel: `Choice ${row.choice}` }));
  const own = read.filter((row) => row.state !== allTrials);
  const states = statesOf(
    own.map((row) => row.state),
    given,
  );
  const shownAll = states.length > 1 && own.length < read.length;
  const rows = shownAll ? read : own;
  const choices = unique(rows.map((row) => row.choice));
  const panelled = choices.length > 1;
  const inner = sizes[width] - sizes.axis - sizes.edge;
  const x = featureAxis(
    kind,
    feature,
    rows.map((row) => row.value),
    panelled ? (sizes.full - sizes.axis - sizes.edge - sizes.gap) / 2 : inner,
  );
  const y = (field: string): JsonObject =>
    quantitative(field, choices.length === 1 ? `P(choice = ${choices[0]})` : 'P(choice)', {
      domain: [0, 1],
      values: [0, 0.25, 0.5, 0.75, 1],
      format: '.2~f',
    });
  const size = {
    field: 'numTrials',
    type: 'quantitative',
    scale: { domain: [0, Math.max(...rows.map((row) => row.numTrials ?? 0))], range: [8, 110] },
    legend: null,
  };
  const shown = tooltip(
    ['state', 'State'],
    ['value', feature, '.3~g'],
    ['chosen', 'Chosen', '.1%'],
    ['lower', 'Lower', '.1%'],
    ['upper', 'Upper', '.1%'],
    ['predicted', 'Model', '.1%'],
    ['numTrials', 'Trials', '.1f'],
  );
  const layers = (of: JsonObject, look: JsonObject, style: JsonObject): JsonObject[] => [
    { ...of, mark: { type: 'line', ...style }, encoding: { x, y: y('predicted'), ...look } },
    {
      ...of,
      mark: { type: 'rule', ...style, strokeWidth: 1 },
      encoding: { x, y: y('lower'), y2: { field: 'upper' }, ...look },
    },
    { ...of, mark: { type: 'point', ...style }, encoding: { x, y: y('chosen'), size, tooltip: shown, ...look } },
  ];
  const color = stateColor(states, { legend: { symbol: 'circle', width: panelled ? sizes.full : inner } });
  const [line, ...marks] = layers({ transform: [{ filter: { not: ofAll } }] }, { color, opacity: fading() }, {});
  const layer = [
    ruleAt('y', chance, 'reference', (y('chosen') as { scale: Json }).scale),
    ...(shownAll ? layers({ transform: [{ filter: ofAll }] }, {}, { style: 'quiet' }) : []),
    { params: isolateByLegend, ...line },
    ...marks,
  ];
  const reading = [
    'Line: model.',
    'Points: choices weighted by the posterior of the state, with 95 % intervals; area: trials.',
    ...(shownAll ? ['Grey: all trials.'] : []),
  ];
  return {
    ...titled(title, reading, panelled ? sizes.full : sizes[width]),
    data: { values: rows },
    ...(panelled
      ? panels({ field: 'panel', names: unique(rows.map((row) => row.panel)), layer })
      : { width: inner, height: 200, layer }),
  };
}

const ofAll: JsonObject = { field: 'state', equal: allTrials };

/** The x channel of a feature; a symlog scale is linear below the smallest size of a value above 0. */
function featureAxis(kind: 'linear' | 'symlog', feature: string, values: readonly number[], width: number): JsonObject {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const scale = { domain: low === high ? [low - 0.5, high + 0.5] : [low, high], nice: false, padding: 12 };
  if (kind === 'linear') return { ...quantitative('value', feature), scale };
  const sizesAbove0 = values.map(Math.abs).filter((size) => size > 0);
  const constant = sizesAbove0.length > 0 ? Math.min(...sizesAbove0) : 1;
  return {
    ...quantitative('value', `${feature} (log-like axis)`, {
      values: logLikeTicks(values, constant, width),
      format: '.3~g',
    }),
    scale: { ...scale, type: 'symlog', constant },
  };
}

/** Values with room for a label each on `width` pixels: zero first, then from the ends inwards. */
function logLikeTicks(values: readonly number[], constant: number, width: number): number[] {
  const place = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value) / constant);
  const span = place(Math.max(...values)) - place(Math.min(...values));
  const kept: number[] = [];
  const candidates = unique(values).sort(
    (one, other) => Number(other === 0) - Number(one === 0) || Math.abs(other) - Math.abs(one),
  );
  for (const value of candidates)
    if (kept.every((other) => Math.abs(place(value) - place(other)) * width >= 44 * span)) kept.push(value);
  return kept.sort((one, other) => one - other);
}
