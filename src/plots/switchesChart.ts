import type { Table } from '../data/table.ts';
import { roundWidth } from '../views/roundWidth.ts';
import type { Chart, JsonObject } from './chart.ts';
import { quantitative } from './parts/axes.ts';
import { chartRows } from './parts/chartRows.ts';
import { ruleAt, tooltip } from './parts/marks.ts';
import { titled } from './parts/title.ts';
import { sizes } from './theme.ts';

/** How a chart of switches is drawn. */
export interface SwitchesChartOptions {
  readonly width?: 'half' | 'full';
  readonly title?: string;
}

const whole: JsonObject = { format: 'd', tickMinStep: 1 };

/**
 * Sessions by how often the state switches in them, and their mean.
 *
 * @param table columns session, switches (a count)
 * @throws {DataError} when the table is empty or a column is missing
 */
export function switchesChart(
  table: Table,
  { width = 'half', title = 'Switches of state in a session' }: SwitchesChartOptions = {},
): Chart {
  const counts = chartRows('switchesChart', table, { indices: ['session'], values: ['switches'] }).flatMap(
    ({ switches }) => switches ?? [],
  );
  const bars = histogram(counts);
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const scale = { domain: [bars[0].from, bars[bars.length - 1].to], nice: false };
  const most = Math.max(...bars.map(({ sessions }) => sessions));
  return {
    ...titled(
      title,
      [`${counts.length} session${counts.length === 1 ? '' : 's'}. Line: their mean, ${mean.toFixed(1)}.`],
      sizes[width],
    ),
    width: sizes[width] - sizes.axis - sizes.edge,
    height: sizes.height,
    layer: [
      {
        data: { values: bars },
        mark: { type: 'bar', style: ['emphasis', 'gap'], opacity: 0.6 },
        encoding: {
          x: { field: 'from', bin: 'binned', type: 'quantitative', title: 'Switches', scale, axis: whole },
          x2: { field: 'to' },
          y: { ...quantitative('sessions', 'Sessions', { domain: [0, most] }), axis: whole },
          tooltip: tooltip(['switches', 'Switches'], ['sessions', 'Sessions', 'd']),
        },
      },
      ruleAt('x', Number(mean.toPrecision(6)), 'strong', scale),
    ],
  };
}

/** Bars of equal width from 0 to the highest count, at most 20 of them, which reach half a count further. */
function histogram(counts: readonly number[]): { from: number; to: number; switches: string; sessions: number }[] {
  const highest = Math.max(...counts);
  const width = roundWidth(highest + 1);
  return Array.from({ length: Math.floor(highest / width) + 1 }, (_, bar) => {
    const [least, most] = [bar * width, (bar + 1) * width - 1];
    return {
      from: least - 0.5,
      to: most + 0.5,
      switches: least === most ? String(least) : `${least} to ${most}`,
      sessions: counts.filter((count) => count >= least && count <= most).length,
    };
  });
}
