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
  if (typeof spec !== 'object' || spec === null) return undefined;
  const svg = (output as DisplayOutput).data['image/svg+xml'];
  return { spec: spec as ReportChart['spec'], svg: typeof svg === 'string' ? svg : undefined };
}

/** Title of a chart in words; empty when it has none. */
export function chartTitle({ spec }: ReportChart): string {
  const title =
    typeof spec.title === 'object' && spec.title !== null ? (spec.title as { text?: unknown }).text : spec.title;
  return Array.isArray(title) ? title.join(' ') : typeof title === 'string' ? title : '';
}

/** The chart as a figure: a picture, and beside it the spec from which `drawCharts` makes the live chart. */
export function chartFigure(chart: ReportChart): string {
  const schema = String(chart.spec.$schema ?? '').replace('/v5.json', '/v6.json');
  const spec = JSON.stringify({ ...chart.spec, $schema: schema }).replaceAll('<', '\\u003c');
  const picture = chart.svg === undefined ? '' : svgPicture(chart.svg, chartTitle(chart));
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
