import { inspect } from 'node:util';
import { isFrame, isTable } from '../data/tableSource.ts';
import { type Chart, isChart, themed } from '../plots/chart.ts';
import { renderSvg } from '../plots/renderSvg.ts';
import { kernelDisplay } from './kernelDisplay.ts';
import { tableOutput } from './tableOutput.ts';

const vegaLite = 'application/vnd.vegalite.v5+json';

/**
 * Shows charts, tables, DataFrames or anything else below the cell, each as one output. A chart is live where the front
 * end can draw it and a picture where not. Outside a notebook the text of each is printed.
 *
 * @returns done when everything is shown: a chart's picture takes a moment, so `await` it
 * @example await show(plotWeights(view), weightTable(view))
 */
export async function show(...things: readonly unknown[]): Promise<void> {
  for (const thing of things) {
    const send = kernelDisplay();
    if (send === null) process.stdout.write(`${textOf(thing)}\n`);
    else send({ ...(await outputOf(thing)), transient: {} }, false);
  }
}

async function outputOf(thing: unknown): Promise<{ data: Record<string, unknown>; metadata: Record<string, unknown> }> {
  const text = { 'text/plain': textOf(thing) };
  if (isTable(thing) || isFrame(thing))
    return { data: { 'text/html': tableOutput(thing).html, ...text }, metadata: {} };
  if (!isChart(thing)) return { data: text, metadata: {} };
  return {
    data: { [vegaLite]: themed(thing), 'image/svg+xml': await renderSvg(thing), ...text },
    metadata: { [vegaLite]: { embed_options: { actions: false, renderer: 'svg' } } },
  };
}

function textOf(thing: unknown): string {
  if (isTable(thing) || isFrame(thing)) return tableOutput(thing).text;
  if (isChart(thing)) return `Chart${titleOf(thing)}`;
  return typeof thing === 'string' ? thing : inspect(thing);
}

function titleOf({ title = '' }: Chart): string {
  const text = typeof title === 'object' && title !== null && 'text' in title ? title.text : title;
  const words = Array.isArray(text) ? text.join(' ') : String(text);
  return words === '' ? '' : `: ${words}`;
}
