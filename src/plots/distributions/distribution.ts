import { type Bin, binsOf, binWidth } from '../parts/bins.ts';
import { type ChartRow, unique } from '../parts/chartRows.ts';
import { limitsOf } from '../parts/limits.ts';
import { thinned } from '../parts/thinning.ts';

/** An estimate of a subject. */
export type EstimateRow = ChartRow<'parameter' | 'subject' | 'group', never, 'value', never>;

/** A point of the density of a group. */
export type DensityRow = ChartRow<'parameter' | 'group', 'value', 'density', never>;

type InGroup = { readonly group?: string };

/** What is drawn of a parameter: bars or, below the axis of densities, ticks; and lines. */
export interface Distribution {
  readonly parameter: string;
  /** Ends of the x axis, and whether subjects lie beyond them. */
  readonly domain: readonly [number, number];
  readonly beyond: boolean;
  /** Upper end of the y axis. */
  readonly top: number;
  readonly bars: readonly (Bin & InGroup)[];
  readonly ticks: readonly (InGroup & { readonly subject: string; readonly value: number; readonly lane: number })[];
  readonly line: readonly (InGroup & { readonly value: number; readonly density: number })[];
}

/** Fewer subjects make no histogram. */
const fewest = 12;
/** The most points of a line, and the most ticks of a group. */
const [mostPoints, mostTicks] = [160, 400];
/** A density below this part of its maximum is left out. */
const tail = 0.005;

/** The estimates and densities of a parameter as they are drawn: bars, or ticks where subjects are few or lines of several groups cross. */
export function distributionOf(
  parameter: string,
  rows: readonly EstimateRow[],
  densities: readonly DensityRow[],
  groups: readonly string[],
): Distribution {
  const sets: readonly (string | undefined)[] = groups.length > 0 ? groups : [undefined];
  const estimates = rows.flatMap(({ parameter: of, subject, group, value }) =>
    of === parameter && value !== null ? [{ subject, group, value }] : [],
  );
  const { domain, beyond } = limitsOf(estimates.map(({ value }) => value));
  const inside = estimates.map((row) => ({ ...row, value: Math.max(domain[0], Math.min(domain[1], row.value)) }));
  const binned = estimates.length >= fewest && (groups.length < 2 || densities.length === 0);
  const width = binned ? binWidth(inside.map(({ value }) => value)) : 1;
  const bars = (binned ? sets : []).flatMap((group) => {
    const own = inside.filter((row) => row.group === group).map(({ value }) => value);
    return own.length > 0 ? binsOf(own, width).map((bin) => ({ ...bin, ...named(group) })) : [];
  });
  const ticks = (binned ? [] : sets).flatMap((group, lane) =>
    thinned(
      estimates.filter((row) => row.group === group),
      mostTicks,
    ).map(({ subject, value }) => ({ subject, value, lane, ...named(group) })),
  );
  const line = unique(densities.map(({ group }) => group)).flatMap((group) =>
    lineOf(densities.filter((row) => row.parameter === parameter && row.group === group)).map((point) => ({
      ...point,
      ...named(group),
    })),
  );
  const reached = [
    ...(estimates.length > 0 ? domain : []),
    ...line.map(({ value }) => value),
    ...bars.flatMap(({ from, to }) => [from, to]),
  ];
  return {
    parameter,
    domain: reached.length > 0 ? [Math.min(...reached), Math.max(...reached)] : domain,
    beyond,
    top: topOf(
      bars.map(({ density }) => density),
      line.map(({ density }) => density),
    ),
    bars,
    ticks,
    line,
  };
}

function lineOf(rows: readonly DensityRow[]): readonly { readonly value: number; readonly density: number }[] {
  const known = rows
    .flatMap(({ value, density }) => (density === null ? [] : { value: Number(value.toPrecision(6)), density }))
    .sort((a, b) => a.value - b.value);
  const least = tail * Math.max(...known.map(({ density }) => density));
  return thinned(
    known.filter(({ density }) => density >= least),
    mostPoints,
  );
}

/** A density may run to infinity where the parameter ends; the bars say how much of it matters. */
function topOf(bars: readonly number[], line: readonly number[]): number {
  const [bar, point] = [Math.max(0, ...bars), Math.max(0, ...line)];
  return 1.05 * (Math.max(bar, bar > 0 ? Math.min(point, 3 * bar) : point) || 1);
}

function named(group: string | undefined): InGroup {
  return group === undefined ? {} : { group };
}
