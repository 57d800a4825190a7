import type { FeatureRecipe } from '../models/trials.ts';

/** Trials with like values of a feature. */
export interface FeatureBin {
  /** Counted from 0 over all sessions, in order. */
  readonly trials: readonly number[];
  /** Mean, smallest and largest value of these trials. */
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Trials by the value of a feature, from the smallest: one bin a value where there are at most `bins` of them, otherwise bins
 * with about as many trials each; equal values are never parted, so that there may be fewer.
 */
export function featureBins(values: Float64Array, trials: readonly number[], bins: number): FeatureBin[] {
  const sorted = [...trials].sort((one, other) => values[one] - values[other] || one - other);
  const numValues = new Set(sorted.map((t) => values[t])).size;
  const groups: number[][] = [];
  let bin = -1;
  sorted.forEach((t, rank) => {
    const isNew = rank === 0 || values[t] !== values[sorted[rank - 1]];
    const next = numValues <= bins ? groups.length : Math.floor((rank * bins) / sorted.length);
    if (isNew && next > bin) {
      groups.push([]);
      bin = next;
    }
    groups[groups.length - 1].push(t);
  });
  return groups.map((group) => {
    const [from, to] = [values[group[0]], values[group[group.length - 1]]];
    const value = from === to ? from : group.reduce((sum, t) => sum + values[t], 0) / group.length;
    return { trials: [...group].sort((one, other) => one - other), value, from, to };
  });
}

/** A feature in the unit of the data: what was standardized is put back, to twelve digits, so that a level is written as it was. */
export function inDataUnit(values: Float64Array, recipe: FeatureRecipe): Float64Array {
  if (recipe.kind !== 'standardized') return values;
  const { mean, deviation } = recipe;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(mean) + deviation)) - 12);
  return values.map((x) => Number((Math.round((x * deviation + mean) / step) * step).toPrecision(12)));
}
