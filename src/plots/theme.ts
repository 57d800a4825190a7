import { quote, SpecError } from '../errors.ts';
import { requireChartOptions } from '../views/requireChartOptions.ts';
import type { JsonObject } from './chart.ts';
import { type Mode, palettes } from './palette.ts';

/**
 * Sizes in pixels, 96 an inch: `full` prints 180 mm wide (two journal columns), two `half` and a `gap` make one `full`.
 * `axis` is the room of a y axis with its title, `label` that of names at line ends, `edge` that of a plot without them.
 */
export const sizes = { full: 680, half: 332, gap: 16, axis: 66, label: 82, edge: 14, height: 170 } as const;

/** Arial where it is installed, else a family of the same letter widths, so a drawing made anywhere fits everywhere. */
const fontFamily = 'Arial, Helvetica, Liberation Sans, Arimo, sans-serif';

/** How charts look: a Vega-Lite `config` with every colour, font and named style that the chart functions rely on. */
export function theme(options: { readonly mode?: Mode } = {}): JsonObject {
  requireChartOptions({ mode: true }, options, 'theme');
  const { mode = 'light' } = options;
  const colors = palettes[mode];
  if (!colors) throw new SpecError('mode', mode, `mode must be 'light' or 'dark', but is ${quote(mode)}.`);
  const { text, quietText, line, grid, background } = colors;
  const small = { labelFontSize: 11, titleFontSize: 11, titleColor: text, titleFontWeight: 'normal' };
  return {
    background,
    font: fontFamily,
    padding: 8,
    view: { stroke: null, continuousWidth: sizes.half - sizes.axis - sizes.edge, continuousHeight: sizes.height },
    concat: { spacing: sizes.gap },
    facet: { spacing: sizes.gap },
    axis: {
      ...small,
      labelColor: quietText,
      domainColor: line,
      tickColor: line,
      gridColor: grid,
      gridWidth: 1,
      tickSize: 4,
      labelPadding: 4,
      titlePadding: 8,
      labelOverlap: true,
      labelFlush: false,
    },
    axisX: { grid: false, tickCount: 6 },
    axisY: { grid: true, domain: false, ticks: false, minExtent: 34, tickCount: 5 },
    axisBand: { grid: false, ticks: false, domain: false, labelAngle: 0 },
    legend: {
      ...small,
      labelColor: text,
      title: null,
      orient: 'top',
      direction: 'horizontal',
      offset: 6,
      columnPadding: 12,
      symbolSize: 90,
      symbolStrokeWidth: 3,
      symbolOpacity: 1,
      symbolBaseFillColor: line,
      symbolBaseStrokeColor: line,
      labelLimit: 240,
    },
    header: {
      title: null,
      labelColor: text,
      labelFontSize: 11,
      labelFontWeight: 'bold',
      labelAnchor: 'start',
      labelPadding: 9,
    },
    title: {
      anchor: 'start',
      color: text,
      fontSize: 13,
      fontWeight: 'bold',
      subtitleColor: quietText,
      subtitleFontSize: 11,
      subtitlePadding: 4,
      offset: 12,
    },
    range: {
      category: colors.states,
      heatmap: colors.sequential,
      ramp: colors.sequential,
      diverging: colors.diverging,
      ordinal: colors.ordinal,
    },
    mark: { color: quietText },
    line: { strokeWidth: 2, strokeJoin: 'round', strokeCap: 'round' },
    point: { filled: true, size: 36, opacity: 1 },
    rule: { strokeWidth: 1.5 },
    text: { color: text, fontSize: 11 },
    // A style cannot change what its mark's settings above say already: such a width or size stands in the mark itself.
    style: {
      reference: { color: line, strokeDash: [2, 2] },
      zero: { color: line },
      strong: { color: text },
      quiet: { color: quietText },
      faint: { color: line, opacity: 0.55 },
      emphasis: { color: colors.states[1] ?? text },
      endLabel: { align: 'left', baseline: 'middle', dx: 6, fontSize: 11, fontWeight: 'bold' },
      onLow: { color: colors.onLow },
      onHigh: { color: colors.onHigh },
      gap: { stroke: background, strokeWidth: 1 },
    },
  };
}
