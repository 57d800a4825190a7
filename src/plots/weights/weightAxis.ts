import type { Table } from '../../data/table.ts';
import type { JsonObject } from '../chart.ts';
import { quantitative } from '../parts/axes.ts';

/** A weight with its band and true value where known. */
export interface WeightRow {
  readonly weight: number | null;
  readonly lower?: number | null;
  readonly upper?: number | null;
  readonly truth?: number | null;
}

/** The axis of weights: its channel for a field, and how to read it, where that needs words. */
export interface WeightAxis {
  readonly channel: (field: string) => JsonObject;
  readonly reading: readonly string[];
}

/** A band this many times as wide as all weights, and as the narrowest band, comes from a weight that runs to infinity. */
const runaway = 3;

/**
 * The axis that all weights share, with the unit that the table gives them. It leaves out weights that run to infinity, and
 * their bands: they would squeeze all others, so they end at its edge.
 */
export function weightAxis({ columns }: Table, rows: readonly WeightRow[]): WeightAxis {
  const title = `Weight (${columns.find(({ name }) => name === 'weight')?.unit ?? 'log-odds per unit'})`;
  const sensible = rows.filter(isSensible(rows));
  if (sensible.length === rows.length) return { channel: (field) => quantitative(field, title), reading: [] };
  const shown = sensible.length > 0 ? sensible : rows.map(({ weight }) => ({ weight }));
  const values = [
    0,
    ...shown.flatMap(({ weight, lower, upper }: WeightRow) => [weight ?? [], lower ?? [], upper ?? []].flat()),
    ...rows.flatMap(({ truth }) => truth ?? []),
  ];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = 0.05 * (high - low);
  const domain = [low - margin, high + margin].map((end) => Number(end.toPrecision(6)));
  return {
    channel: (field) => ({ ...quantitative(field, title), scale: { domain, nice: false, clamp: true } }),
    reading: ['At the edge: beyond the axis.'],
  };
}

function isSensible(rows: readonly WeightRow[]): (row: WeightRow) => boolean {
  const widthOf = ({ lower, upper }: WeightRow): number => ((upper ?? 0) - (lower ?? 0)) / 2;
  const widths = rows.map(widthOf).filter((width) => width > 0);
  const sizes = rows.flatMap(({ weight, truth }) => [Math.abs(weight ?? 0), Math.abs(truth ?? 0)]);
  const most = runaway * Math.max(...sizes, Math.min(...widths));
  return (row) => widthOf(row) <= most;
}
