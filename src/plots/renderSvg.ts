import type { TopLevelSpec } from 'vega-lite';
import { SpecError } from '../errors.ts';
import { type Chart, mapCharts, themed } from './chart.ts';
import type { Mode } from './palette.ts';
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
export async function renderSvg(
  chart: Chart,
  { mode = 'light', onWarning = () => {} }: RenderOptions = {},
): Promise<string> {
  // vega 6 has a top-level await: imported statically, no notebook cell could load this package.
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  if (typeof document === 'undefined') measureAsArial(vega);
  const logger = vega.logger(vega.Warn, undefined, (_, level, parts) => {
    const message = parts.join(' ');
    if (level === 'ERROR') throw new SpecError('chart', chart, `Vega cannot draw this chart: ${message}`);
    onWarning(message);
  });
  const visible = mapCharts(themed(chart, mode), (part) => (isPointerTarget(part) ? null : part)) ?? {};
  const { spec } = vegaLite.compile(visible as unknown as TopLevelSpec, { logger });
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

function isPointerTarget({ mark }: Chart): boolean {
  return typeof mark === 'object' && mark !== null && 'opacity' in mark && mark.opacity === 0;
}

/** Without a canvas Vega takes every letter for 0.8 em wide: legends, margins and labels would drift apart. */
function measureAsArial(vega: object): void {
  const { textMetrics } = vega as { textMetrics: { width: (item: TextLook, line?: unknown) => number } };
  textMetrics.width = ({ fontSize = 11, fontWeight }, line) =>
    textWidth(String(line ?? '').trim(), { fontSize, bold: fontWeight === 'bold' || Number(fontWeight) >= 600 });
}

interface TextLook {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}
