/** Ends of an axis, and whether some values lie beyond them. */
export interface Limits {
  readonly domain: readonly [number, number];
  readonly beyond: boolean;
}

/** A middle half this small a part of the whole range is squeezed by a few values that ran away. */
const squeezed = 0.05;
/** Of fewer values none ran away. */
const fewest = 8;
/** How far an axis then reaches beyond the quartiles, in widths of the middle half. */
const reach = 6;

/** Ends of an axis a little beyond all values but those that ran away, which would squeeze the others; equal values get a width. */
export function limitsOf(values: readonly number[]): Limits {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return { domain: [0, 1], beyond: false };
  const quartile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  const [first, third] = [quartile(0.25), quartile(0.75)];
  const middle = third - first;
  const whole = sorted[sorted.length - 1] - sorted[0];
  const near =
    sorted.length >= fewest && middle > 0 && middle < squeezed * whole
      ? sorted.filter((value) => value >= first - reach * middle && value <= third + reach * middle)
      : sorted;
  const [low, high] = [near[0], near[near.length - 1]];
  const margin = high > low ? 0.05 * (high - low) : 0.1 * Math.abs(low) || 0.5;
  return { domain: [round(low - margin), round(high + margin)], beyond: near.length < sorted.length };
}

/** What to say of values beyond an axis that are drawn at its edge. */
export const readingEdge = 'At the edge: beyond the axis.';

function round(value: number): number {
  return Number(value.toPrecision(6));
}
