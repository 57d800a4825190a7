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
 * A feature [trial] in the unit of the data: what was standardized, session by session, is put back, to twelve digits, and a
 * contrast is what it was before tanh (right minus left, where one side had one), to eight, so that a level is written as it was.
 */
export function inDataUnit(values: Float64Array, recipe: FeatureRecipe, sessionStarts: Int32Array): Float64Array {
  const restore = restorer(recipe);
  if (restore === null) return values;
  const out = values.slice();
  for (let s = 0; s + 1 < sessionStarts.length; s++)
    for (let t = sessionStarts[s]; t < sessionStarts[s + 1]; t++) out[t] = restore(out[t], s);
  return out;
}

function restorer(recipe: FeatureRecipe): ((value: number, session: number) => number) | null {
  if (recipe.kind === 'contrast') {
    const { p, deviations } = recipe;
    return (value, session) => {
      const seen = value * (deviations?.[session] ?? 1);
      // where tanh has saturated, rounding could make it more than 1
      const size = Math.min(1, Math.atanh(Math.min(1, Math.abs(seen) * Math.tanh(p))) / p);
      return Number((Math.sign(seen) * size).toPrecision(8)) + 0;
    };
  }
  if (recipe.kind !== 'standardized') return null;
  const { means, deviations } = recipe;
  return (value, session) => {
    const [mean, deviation] = [means[session], deviations[session]];
    const step = 10 ** (Math.floor(Math.log10(Math.abs(mean) + deviation)) - 12);
    return Number((Math.round((value * deviation + mean) / step) * step).toPrecision(12));
  };
}
