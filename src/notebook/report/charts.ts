import type { CellOutput, DisplayOutput } from '../runner/notebookFile.ts';
import { escapeHtml } from './escapeHtml.ts';

const specType = 'application/vnd.vegalite.v5+json';

/** A chart among the outputs of a cell: what the browser draws, and its picture. */
export interface ReportChart {
  readonly spec: Readonly<Record<string, unknown>>;
  /** SVG source; undefined when the cell displayed the chart without one. */
  readonly svg: string | undefined;
}

/** The chart of an output, or undefined when the output is something else. */
export function chartOf(output: CellOutput): ReportChart | undefined {
  const spec = output.output_type === 'display_data' ? output.data[specType] : undefined;
  if (!isObject(spec)) return undefined;
  const svg = (output as DisplayOutput).data['image/svg+xml'];
  return { spec, svg: typeof svg === 'string' ? svg : undefined };
}

/** Title of a chart in words, or of its first part that has one; empty when there is none. */
export function chartTitle(chart: unknown): string {
  if (!isObject(chart)) return '';
  const title = isObject(chart.title) ? chart.title.text : chart.title;
  if (typeof title === 'string') return title;
  if (Array.isArray(title)) return title.join(' ');
  const parts = [chart.vconcat, chart.hconcat, chart.concat].find(Array.isArray) ?? [];
  return parts.map(chartTitle).find((found) => found !== '') ?? '';
}

/** The chart as a figure: a picture, and beside it the spec from which `drawCharts` makes the live chart. */
export function chartFigure(chart: ReportChart): string {
  const schema = String(chart.spec.$schema ?? '').replace('/v5.json', '/v6.json');
  const spec = JSON.stringify({ ...chart.spec, $schema: schema }).replaceAll('<', '\\u003c');
  const picture = chart.svg === undefined ? '' : svgPicture(chart.svg, chartTitle(chart.spec));
  return `<figure class="chart">${picture}<script type="application/json">${spec}</script></figure>`;
}

/** An SVG as a picture: scripts in it never run. */
export function svgPicture(svg: string, description: string): string {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return `<img src="${source}" alt="${escapeHtml(description || 'Chart')}">`;
}

/** The script of a page with charts, after the libraries: puts the live chart in the place of its picture. */
export const drawCharts = `
for (const figure of document.querySelectorAll('figure.chart')) {
  const place = document.createElement('div');
  place.hidden = true;
  figure.append(place);
  const actions = { export: true, source: false, compiled: false, editor: false };
  vegaEmbed(place, JSON.parse(figure.querySelector('script').textContent), { actions, renderer: 'svg' }).then(() => {
    figure.querySelector('img')?.remove();
    place.hidden = false;
  });
}
`;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
