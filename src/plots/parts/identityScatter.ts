import type { Chart, Json, JsonObject } from '../chart.ts';
import type { Limits } from './limits.ts';
import type { PanelPlace } from './ownPanels.ts';

/** The channels of a field on the axes of a scatter. */
export interface ScatterAxes {
  readonly x: (field: string) => JsonObject;
  readonly y: (field: string) => JsonObject;
}

/** What a scatter shows. */
export interface IdentityScatter {
  readonly rows: Json;
  /** The same for x and y. */
  readonly limits: Limits;
  readonly titles: { readonly x: string; readonly y: string };
  readonly size: number;
  readonly place: PanelPlace;
  /** Layers above the plot. */
  readonly title: readonly JsonObject[];
  readonly layers: (axes: ScatterAxes) => readonly JsonObject[];
}

/** A square with equal axes and the line on which both are the same, dashed. */
export function identityScatter({ rows, limits, titles, size, place, title, layers }: IdentityScatter): Chart {
  const [low, high] = limits.domain;
  const scale: JsonObject = { domain: limits.domain, nice: false, zero: false, clamp: true };
  const axis: JsonObject = { tickCount: size < 130 ? 3 : 5, labelSeparation: 6 };
  const channel = (field: string, title: string | null): JsonObject => ({
    field,
    type: 'quantitative',
    title,
    scale,
    axis,
  });
  const axes: ScatterAxes = {
    x: (field) => channel(field, place.bottom ? titles.x : null),
    y: (field) => channel(field, place.left ? titles.y : null),
  };
  const identity: JsonObject = {
    data: { values: [{ from: low, to: high }] },
    mark: { type: 'rule', style: 'quiet', strokeWidth: 1, strokeDash: [5, 3] },
    encoding: { x: axes.x('from'), x2: { field: 'to' }, y: axes.y('from'), y2: { field: 'to' } },
  };
  return { width: size, height: size, data: { values: rows }, layer: [...title, identity, ...layers(axes)] };
}

/** How points look, so that many can be told apart. */
export function pointLook(count: number): JsonObject {
  if (count <= 60) return { type: 'point', size: 30, opacity: 0.7, aria: false };
  return count <= 250
    ? { type: 'point', size: 18, opacity: 0.55, aria: false }
    : { type: 'point', size: 10, opacity: 0.4, aria: false };
}
