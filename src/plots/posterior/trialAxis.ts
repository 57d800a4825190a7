import type { Table } from '../../data/table.ts';
import type { JsonObject } from '../chart.ts';
import { unique } from '../parts/chartRows.ts';
import { sizes } from '../theme.ts';

/** Where the trials of a session stand: by their number, or by their time. */
export interface TrialPlaces {
  readonly field: 'trial' | 'time';
  readonly title: string;
  /** First and last trial drawn. */
  readonly from: number;
  readonly to: number;
  /** Ends of the axis: half the way to a neighbour beyond the first and the last. */
  readonly domain: readonly [number, number];
}

/** The columns that a table needs for it. */
export const placeColumns = { trial: ['session', 'trial'], time: ['session', 'trial', 'time'] } as const;

/** By time where each trial has one of its own, in the unit of the table; by number otherwise. */
export function placesOf(
  rows: readonly { readonly trial: number; readonly time?: number }[],
  { columns }: Table,
): TrialPlaces {
  const trials = unique(rows.map(({ trial }) => trial)).sort((a, b) => a - b);
  const times = unique(rows.flatMap(({ time }) => time ?? [])).sort((a, b) => a - b);
  const range = { from: trials[0], to: trials[trials.length - 1] };
  if (times.length < trials.length)
    return { ...range, field: 'trial', title: 'Trial', domain: [range.from - 0.5, range.to + 0.5] };
  const [first, last] = [times[0], times[times.length - 1]];
  const before = times.length > 1 ? (times[1] - first) / 2 : 0.5;
  const after = times.length > 1 ? (last - times[times.length - 2]) / 2 : 0.5;
  const unit = columns.find(({ name }) => name === 'time')?.unit;
  return {
    ...range,
    field: 'time',
    title: unit === undefined ? 'Time' : `Time (${unit})`,
    domain: [first - before, last + after],
  };
}

/** The x channel of trials, shared by the parts of the chart that stand above each other. */
export function trialAxis(
  { field, title, domain }: TrialPlaces,
  { axis = true }: { readonly axis?: boolean } = {},
): JsonObject {
  const byNumber = field === 'trial' ? { tickMinStep: 1, format: 'd' } : {};
  return {
    field,
    type: 'quantitative',
    scale: { domain, nice: false, zero: false },
    title: axis ? title : null,
    axis: axis ? { tickCount: 10, ...byNumber } : null,
  };
}

/** Width of the plots that stand above each other. */
export const trialsWidth: number = sizes.full - sizes.axis - sizes.edge;
