import { answersIn, type Combination, combined, type FeatureRecipe } from '../models/recipes.ts';
import type { MadeFeature } from './featureSources.ts';

/** A feature that combines others by its recipe, trial by trial. */
export function combinedFeature(recipe: Combination, parts: readonly MadeFeature[]): MadeFeature {
  const isChanging = (one: FeatureRecipe): boolean => answersIn(one).length > 0;
  return {
    values: parts[0].values.map((_, t) =>
      combined(
        recipe,
        parts.map(({ values }) => values[t]),
      ),
    ),
    recipe,
    ...(isChanging(recipe) && {
      fixedParts: parts.flatMap((part) => (isChanging(part.recipe) ? (part.fixedParts ?? []) : [part.values])),
    }),
  };
}
