import { stripVTControlCharacters } from 'node:util';
import type { CellOutput } from '../runner/notebookFile.ts';
import { chartFigure, chartOf, svgPicture } from './charts.ts';
import { escapeHtml } from './escapeHtml.ts';
import { safeMarkup } from './safeMarkup.ts';

/** What a cell gave, as HTML: the richest form that is safe in a page without a network. */
export function outputHtml(output: CellOutput): string {
  if (output.output_type === 'stream') return textBlock(output.text, output.name);
  const chart = chartOf(output);
  if (chart !== undefined) return chartFigure(chart);
  const { data } = output;
  const [html, svg, png, text] = ['text/html', 'image/svg+xml', 'image/png', 'text/plain'].map((type) => data[type]);
  if (typeof html === 'string') return `<div class="markup">${safeMarkup(html)}</div>`;
  if (typeof svg === 'string') return `<figure>${svgPicture(svg, String(text ?? ''))}</figure>`;
  if (typeof png === 'string' && /^[a-z0-9+/=\s]*$/i.test(png))
    return `<figure><img src="data:image/png;base64,${png}" alt="${escapeHtml(String(text ?? 'Picture'))}"></figure>`;
  if (typeof text === 'string') return textBlock(text, 'stdout');
  return textBlock(`This output cannot be shown here (${Object.keys(data).join(', ')}).`, 'stdout');
}

function textBlock(text: string, kind: 'stdout' | 'stderr'): string {
  return `<pre class="${kind}">${escapeHtml(stripVTControlCharacters(text).trimEnd())}</pre>`;
}
