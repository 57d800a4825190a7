import { DataError, quote, SpecError } from '../../errors.ts';
import type { Json, JsonObject } from '../chart.ts';
import { textWidth } from './textWidth.ts';

/** A state as charts show it: its name, and its place in the palette (0 to 5), which stays its own in every chart. */
export interface StateStyle {
  readonly name: string;
  readonly color: number;
}

/**
 * The states to draw, in order: those given, as far as the rows have them; without, those of the rows as they come.
 *
 * @throws {SpecError} when a colour is not a place in the palette
 * @throws {DataError} when the rows have a state that was not given
 */
export function statesOf(present: readonly string[], given?: readonly StateStyle[]): readonly StateStyle[] {
  const names = [...new Set(present)];
  if (given === undefined) return names.map((name, place) => ({ name, color: place % 6 }));
  for (const { name, color } of given)
    if (!Number.isInteger(color) || color < 0 || color > 5)
      throw new SpecError(
        'states',
        given,
        `The color of state ${quote(name)} must be a place in the palette, 0 to 5, but is ${quote(color)}.`,
      );
  const unknown = names.find((name) => !given.some((state) => state.name === name));
  if (unknown !== undefined)
    throw new DataError(
      { column: 'state' },
      `The table has a state ${quote(unknown)} that is not among the given states (${given.map((state) => state.name).join(', ')}).`,
    );
  return given.filter((state) => names.includes(state.name));
}

/** How the legend shows a state, and the width of the chart it has to fit into, in pixels. */
export interface StateLegend {
  readonly symbol: 'stroke' | 'circle' | 'square';
  readonly width: number;
}

/** The colour channel: the field `field` holds names of states; its scale's domain puts each at its place in the palette. */
export function stateColor(
  states: readonly StateStyle[],
  { field = 'state', legend }: { field?: string; legend?: StateLegend } = {},
): JsonObject {
  return {
    field,
    type: 'nominal',
    scale: { domain: colorDomain(states) },
    legend: legend && states.length > 1 ? stateLegend(states, legend) : null,
  };
}

/** Click on a legend entry to keep that state and fade the others; belongs to the first layer that has the colour, whose the legend is. */
export const isolateByLegend: readonly Json[] = [
  { name: 'isolate', select: { type: 'point', fields: ['state'], toggle: 'true' }, bind: 'legend' },
];

/** Click on a state's name at its line's end to keep that state and fade the others. */
export const isolateByClick: readonly Json[] = [
  {
    name: 'isolate',
    select: {
      type: 'point',
      fields: ['state'],
      toggle: 'true',
      on: 'click[event.item && event.item.datum && event.item.datum.state]',
    },
  },
];

/** An opacity that fades while another state is isolated. */
export function fading(opacity = 1): JsonObject {
  return { condition: { param: 'isolate', value: opacity }, value: 0.12 * opacity };
}

function colorDomain(states: readonly StateStyle[]): string[] {
  const domain: string[] = [];
  for (const { name, color } of states) {
    let place = color;
    while (domain[place] !== undefined) place += 6;
    domain[place] = name;
  }
  return Array.from(domain, (name, place) => name ?? `(place ${place + 1}, not used)`);
}

function stateLegend(states: readonly StateStyle[], { symbol, width }: StateLegend): JsonObject {
  const entry = Math.max(...states.map(({ name }) => textWidth(name))) + 32;
  const columns = Math.max(1, Math.floor(width / entry));
  return {
    symbolType: symbol,
    values: states.map(({ name }) => name),
    ...(columns < states.length ? { columns } : {}),
  };
}
