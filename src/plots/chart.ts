import { quote, SpecError } from '../errors.ts';
import type { Mode } from './palette.ts';
import { sizes, theme } from './theme.ts';

/** A JSON value, as it stands in a Vega-Lite specification. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/**
 * A chart: a Vega-Lite specification as plain data, which survives JSON and `structuredClone`.
 * Those made here keep to vega-lite 5.6 and hold no colour and no font; `themed` adds both.
 */
export type Chart = JsonObject;

const drawn = ['mark', 'layer', 'facet', 'repeat', 'concat', 'hconcat', 'vconcat'];
const composed = ['layer', 'concat', 'hconcat', 'vconcat', 'spec'];
const schema = 'https://vega.github.io/schema/vega-lite/v5.json';

/** Whether a value looks like a Vega-Lite specification: an object that has a mark or is composed of charts. */
export function isChart(value: unknown): value is Chart {
  return isJsonObject(value) && drawn.some((name) => name in value);
}

/** Puts charts side by side. What belongs to a whole (theme, schema) is taken off them; colours stay each chart's own. */
export function hconcat(...charts: readonly Chart[]): Chart {
  return { hconcat: parts('hconcat', charts), resolve: ownScales };
}

/** Puts charts one below the other. What belongs to a whole (theme, schema) is taken off them; colours stay each chart's own. */
export function vconcat(...charts: readonly Chart[]): Chart {
  return { vconcat: parts('vconcat', charts), resolve: ownScales };
}

/** The chart ready to be drawn: with colours and fonts, the schema's address, and sizes in pixels. A `config` of its own wins. */
export function themed(chart: Chart, mode: Mode = 'light'): Chart {
  return { $schema: schema, ...withFixedSize(chart), config: merged(theme({ mode }), chart.config ?? {}) };
}

/**
 * The chart with numbers wherever it asked for the size of its container: JupyterLab gives a container no width,
 * draws, stores a picture, which resizes the container, and never ends.
 */
export function withFixedSize(chart: Chart): Chart {
  return mapCharts(chart, (part) => ({
    ...part,
    ...(part.width === 'container' ? { width: sizes.full } : {}),
    ...(part.height === 'container' ? { height: sizes.height } : {}),
  }));
}

/** Applies a change to every chart inside a chart, the innermost first; `null` takes a layer or a concatenated chart out. */
export function mapCharts(chart: Chart, change: (part: Chart) => Chart): Chart;
export function mapCharts(chart: Chart, change: (part: Chart) => Chart | null): Chart | null;
export function mapCharts(chart: Chart, change: (part: Chart) => Chart | null): Chart | null {
  const inner = composed.flatMap((name): [string, Json][] => {
    const children = chart[name];
    if (Array.isArray(children))
      return [[name, children.map((child) => mapCharts(child, change)).filter((child) => child !== null)]];
    return isJsonObject(children) ? [[name, mapCharts(children, change)]] : [];
  });
  return change({ ...chart, ...Object.fromEntries(inner) });
}

const channels = ['color', 'fill', 'stroke', 'opacity', 'shape', 'size', 'strokeDash'];
const independent: JsonObject = Object.fromEntries(channels.map((channel) => [channel, 'independent']));
const ownScales: JsonObject = { scale: independent, legend: independent };

function parts(verb: string, charts: readonly Chart[]): Chart[] {
  if (charts.length === 0) throw new SpecError('charts', charts, `${verb}() needs at least one chart, but got none.`);
  return charts.map((chart) => {
    if (!isChart(chart))
      throw new SpecError(
        'charts',
        chart,
        `${verb}() takes charts, but got ${quote(chart)}. Pass what a plot… function returns.`,
      );
    const { $schema: _, config: __, ...part } = chart;
    return part;
  });
}

function merged(base: Json, own: Json): Json {
  if (!isJsonObject(base) || !isJsonObject(own)) return own;
  const both = Object.entries(own).map(([name, value]) => [
    name,
    name in base ? merged(base[name] ?? null, value) : value,
  ]);
  return { ...base, ...Object.fromEntries(both) };
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
