import type { Table } from '../data/table.ts';
import { DataError } from '../errors.ts';
import type { Chart, JsonObject } from './chart.ts';
import { fittedDomain, quantitative } from './parts/axes.ts';
import { chartRows, hasValues, unique } from './parts/chartRows.ts';
import { type TooltipField, tooltip } from './parts/marks.ts';
import { panels } from './parts/panels.ts';
import { type StateStyle, stateColor, statesOf } from './parts/states.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How a chart of dwell times is drawn. */
export interface DwellTimesChartOptions {
  /** Order and colours of the states; without it, the order in the table. */
  readonly states?: readonly StateStyle[];
  readonly title?: string;
}

/**
 * How long states last, a panel a state: points are the data, the line and its band what the model predicts, dotted the
 * geometric distribution. A bin without an upper end, and a state without runs, are not drawn.
 *
 * @param table columns state, from, to (trials), empirical (0 to 1); optional simulated, simulatedLower, simulatedUpper,
 *   geometric, numRuns
 * @throws {DataError} when the table is empty, a column is missing, or no state has a run
 */
export function dwellTimesChart(
  table: Table,
  { states: given, title = 'How long states last' }: DwellTimesChartOptions = {},
): Chart {
  const rows = chartRows('dwellTimesChart', table, {
    names: ['state'],
    indices: ['from'],
    values: ['to', 'empirical'],
    optional: ['simulated', 'simulatedLower', 'simulatedUpper', 'geometric', 'numRuns'],
  }).flatMap((row) =>
    row.to === null || row.empirical === null
      ? []
      : [{ ...row, dwell: (row.from + row.to) / 2, bin: binName(row.from, row.to) }],
  );
  const states = statesOf(
    rows.map((row) => row.state),
    given,
  );
  if (states.length === 0)
    throw new DataError(
      { column: 'empirical' },
      'No bin of the table has an end and a share in column "empirical", so dwellTimesChart has nothing to draw.',
    );
  const [model, bands, geometric] = ['simulated', 'simulatedLower', 'geometric'].map((field) => hasValues(rows, field));
  const longest = Math.max(...rows.map((row) => row.to ?? 1));
  const x = quantitative('dwell', 'Dwell time (trials)', { domain: [0, longest] });
  const drawn = rows.flatMap((row) => [row.empirical, row.simulated ?? 0, row.simulatedUpper ?? 0, row.geometric ?? 0]);
  const domain = fittedDomain(drawn, [0, 0.1], 0.1);
  const y = (field: string): JsonObject => quantitative(field, 'Share of runs', { domain, format: '.0%' });
  const color = stateColor(states);
  const fields: readonly TooltipField[] = [
    ['state', 'State'],
    ['bin', 'Trials'],
    ['empirical', 'Data', '.1%'],
    ['simulated', 'Model', '.1%'],
    ['simulatedLower', 'Model, 2.5 %', '.1%'],
    ['simulatedUpper', 'Model, 97.5 %', '.1%'],
    ['geometric', 'Geometric', '.1%'],
    ['numRuns', 'Runs', 'd'],
  ];
  const shown = tooltip(...fields.filter(([field]) => hasValues(rows, field)));
  const reading = [
    'Points: runs in the data.',
    ...(bands
      ? ['Line and band: in simulated sessions, their middle 95 %.']
      : model
        ? ['Line: in simulated sessions.']
        : []),
    ...(geometric ? ['Dotted: geometric, of the states themselves.'] : []),
  ];
  return {
    ...titled(title, reading, sizes.full),
    data: { values: rows },
    ...panels({
      field: 'state',
      names: unique(states.map(({ name }) => name)),
      layer: [
        ...(bands
          ? [
              {
                mark: { type: 'area', opacity: 0.18 },
                encoding: { x, y: y('simulatedLower'), y2: { field: 'simulatedUpper' }, color },
              },
            ]
          : []),
        ...(geometric
          ? [{ mark: { type: 'line', style: 'reference', strokeWidth: 1.5 }, encoding: { x, y: y('geometric') } }]
          : []),
        ...(model ? [{ mark: { type: 'line' }, encoding: { x, y: y('simulated'), color } }] : []),
        { mark: { type: 'point' }, encoding: { x, y: y('empirical'), color, tooltip: shown } },
      ],
    }),
  };
}

function binName(from: number, to: number): string {
  return from === to ? String(from) : `${from} to ${to}`;
}
