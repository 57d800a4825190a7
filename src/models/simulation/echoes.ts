import { DataError } from '../../errors.ts';
import type { FeatureRecipe, Trials } from '../trials.ts';

/** A feature that repeats what was chosen, or what came of it, some trials before. */
export interface Echo {
  readonly feature: number;
  /** How many trials before. */
  readonly by: number;
  /** Name of the outcome that it repeats; `null` when it repeats the choice. */
  readonly outcome: string | null;
}

/**
 * The features that have to be made again when choices are others.
 *
 * @throws {DataError} when a feature reads an outcome of its own trial: it cannot be made before the choice
 */
export function echoesOf(trials: Trials): Echo[] {
  return trials.recipes.flatMap((recipe, feature): Echo[] => {
    refuseOwnOutcome(trials, recipe, feature);
    if (recipe.kind !== 'lag' || recipe.of === 'feature') return [];
    return [{ feature, by: recipe.by, outcome: recipe.of === 'outcome' ? recipe.column : null }];
  });
}

function refuseOwnOutcome(trials: Trials, recipe: FeatureRecipe, feature: number): void {
  if (recipe.kind !== 'column' && recipe.kind !== 'standardized') return;
  if (trials.outcomes.some(({ name }) => name === recipe.column))
    throw new DataError(
      { column: recipe.column },
      `Feature "${trials.featureNames[feature]}" reads outcome "${recipe.column}" of its own trial, which is not known before the choice. Leave it out, or keep all features as recorded with openLoop: true.`,
    );
}
