import { DataError } from '../../errors.ts';
import type { FeatureRecipe, Trials } from '../trials.ts';

/** A feature that repeats what was chosen or observed, or what came of it, some trials before. */
export type Echo = {
  readonly feature: number;
  /** How many trials before. */
  readonly by: number;
} /** `chosenClass`: 1 where that class was chosen, otherwise 0; without it -1 and 1 for the two classes. */ & (
  | { readonly of: 'choice'; readonly chosenClass?: number }
  | { readonly of: 'outcome'; readonly name: string }
  /** `output` is the index of the response. */
  | { readonly of: 'response'; readonly output: number }
);

/**
 * The features that have to be made again when choices or responses are others.
 *
 * @throws {DataError} when a feature reads an outcome or a response of its own trial: it cannot be made before them
 */
export function echoesOf(trials: Trials): Echo[] {
  return trials.recipes.flatMap((recipe, feature): Echo[] => {
    refuseOwnTrial(trials, recipe, feature);
    if (recipe.kind !== 'lag' || recipe.of === 'feature') return [];
    const { by, column, of, chosenClass } = recipe;
    if (of === 'choice') return [{ feature, by, of, ...(chosenClass !== undefined && { chosenClass }) }];
    if (of === 'outcome') return [{ feature, by, of, name: column }];
    return [{ feature, by, of, output: trials.responseNames.indexOf(column) }];
  });
}

function refuseOwnTrial(trials: Trials, recipe: FeatureRecipe, feature: number): void {
  if (recipe.kind !== 'column' && recipe.kind !== 'standardized') return;
  const { column } = recipe;
  const known = trials.outcomes.some(({ name }) => name === column)
    ? [`outcome "${column}"`, 'the choice']
    : trials.responseNames.includes(column)
      ? [`response "${column}"`, 'it is simulated']
      : null;
  if (known !== null)
    throw new DataError(
      { column },
      `Feature "${trials.featureNames[feature]}" reads ${known[0]} of its own trial, which is not known before ${known[1]}. Leave it out, or keep all features as recorded with openLoop: true.`,
    );
}
