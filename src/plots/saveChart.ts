import { mkdir } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { quote, SpecError } from '../errors.ts';
import { requireChartOptions } from '../views/requireChartOptions.ts';
import type { Chart } from './chart.ts';
import type { Mode } from './palette.ts';
import { renderSvg } from './renderSvg.ts';
import { renderPng } from './saveChart/renderPng.ts';

/** How a chart is saved. */
export interface SaveChartOptions {
  readonly mode?: Mode;
  /** PNG only: pixels of the picture a pixel of the chart; 3.125 gives 300 dots an inch. */
  readonly scale?: number;
  /** Called with each warning of Vega-Lite or Vega. */
  readonly onWarning?: (message: string) => void;
}

/**
 * Draws a chart into a file, whole or not at all; a missing folder is made.
 *
 * @param path ends in `.svg` or `.png`
 * @throws {SpecError} when the ending is another, the scale is impossible, or Vega cannot draw the chart
 */
export async function saveChart(path: string, chart: Chart, options: SaveChartOptions = {}): Promise<void> {
  requireChartOptions({ mode: true, scale: true, onWarning: true }, options, 'saveChart');
  const { mode = 'light', scale = 2, onWarning = () => {} } = options;
  const ending = extname(path).toLowerCase();
  if (ending !== '.svg' && ending !== '.png')
    throw new SpecError(
      'path',
      path,
      `A chart is saved as .svg or .png, but the path is ${quote(path)}. Change its ending.`,
    );
  if (!(scale > 0 && scale <= 16))
    throw new SpecError('scale', scale, `scale must be above 0 and at most 16, but is ${quote(scale)}.`);
  const svg = await renderSvg(chart, { mode, onWarning });
  const content = ending === '.svg' ? svg : await renderPng(svg, scale);
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, content);
}
