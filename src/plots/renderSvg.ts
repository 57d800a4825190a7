import type { TopLevelSpec } from 'vega-lite';
import { quote, SpecError } from '../errors.ts';
import { requireChartOptions } from '../views/requireChartOptions.ts';
import { type Chart, isChart, mapCharts, themed } from './chart.ts';
import type { Mode } from './palette.ts';
import { withTextWidths } from './parts/svgTextWidths.ts';
import { textWidth } from './parts/textWidth.ts';

/** How a chart is drawn as SVG. */
export interface RenderOptions {
  readonly mode?: Mode;
  /** Called with each warning of Vega-Lite or Vega: something in the specification is not drawn as written. */
  readonly onWarning?: (message: string) => void;
}

/**
 * The chart as SVG text, drawn by vega-lite 6; works in Node and in a browser.
 *
 * @throws {SpecError} when Vega cannot draw the specification
 */
export async function renderSvg(chart: Chart, options: RenderOptions = {}): Promise<string> {
  requireChartOptions({ mode: true, onWarning: true }, options, 'renderSvg');
  const { mode = 'light', onWarning = () => {} } = options;
  if (!isChart(chart)) throw new SpecError('chart', chart, `A chart was expected, but got ${quote(chart)}.`);
  // vega 6 has a top-level await: imported statically, no notebook cell could load this package.
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const measured = typeof document === 'undefined';
  if (measured) measureAsArial(vega);
  const logger = vega.logger(vega.Warn, undefined, (_, level, parts) => {
    if (level === 'ERROR') throw new Error(parts.join(' '));
    onWarning(parts.join(' '));
  });
  const visible = mapCharts(themed(chart, mode), (part) => (isPointerTarget(part) ? null : part));
  try {
    // Vega writes a key into every row that it draws: into a copy, not into the caller's chart.
    const { spec } = vegaLite.compile(structuredClone(visible) as unknown as TopLevelSpec, { logger });
    const view = new vega.View(vega.parse(spec), { renderer: 'none', logger });
    const svg = await view.toSVG();
    view.finalize();
    return measured ? withTextWidths(svg) : svg;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SpecError('chart', chart, `Vega cannot draw this chart: ${reason.slice(0, 300)}`);
  }
}

function isPointerTarget({ mark }: Chart): boolean {
  return typeof mark === 'object' && mark !== null && 'opacity' in mark && mark.opacity === 0;
}

/** Without a canvas Vega takes every letter for 0.8 em wide: legends, margins and labels would drift apart. */
function measureAsArial(vega: object): void {
  const { textMetrics } = vega as { textMetrics: { width: (item: TextLook, line?: unknown) => number } };
  textMetrics.width = ({ fontSize = 11, fontWeight, limit = 0 }, line) => {
    const bold = fontWeight === 'bold' || Number(fontWeight) >= 600;
    const width = textWidth(String(line ?? '').trim(), { fontSize, bold });
    // Vega asks for the whole line, to cut it and again to lay it out: just over the limit is right for both.
    return limit > 0 ? Math.min(width, limit + 1) : width;
  };
}

interface TextLook {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
  readonly limit?: number;
}
