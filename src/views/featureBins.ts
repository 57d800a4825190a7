import type { FeatureRecipe } from '../models/recipes.ts';

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

/**
 * A feature [trial] in the unit of the data: what was standardized, session by session, is put back, to twelve digits, so that
 * a level is written as it was.
 */
export function inDataUnit(values: Float64Array, recipe: FeatureRecipe, sessionStarts: Int32Array): Float64Array {
  if (recipe.kind !== 'standardized') return values;
  const { means, deviations } = recipe;
  const out = values.slice();
  for (let s = 0; s + 1 < sessionStarts.length; s++) {
    const [mean, deviation] = [means[s], deviations[s]];
    const step = 10 ** (Math.floor(Math.log10(Math.abs(mean) + deviation)) - 12);
    for (let t = sessionStarts[s]; t < sessionStarts[s + 1]; t++)
      out[t] = Number((Math.round((out[t] * deviation + mean) / step) * step).toPrecision(12));
  }
  return out;
}
