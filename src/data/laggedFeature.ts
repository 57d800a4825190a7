import { DataError, SpecError } from '../errors.ts';
import type { FeatureRecipe } from '../models/trials.ts';
import type { Choices } from './choices.ts';
import { classIn, labelsInWords } from './classes.ts';
import { type FeatureSources, type MadeFeature, numbersOf, roleOf } from './featureSources.ts';
import type { FeatureBuilder } from './features.ts';

type LagBuilder = Extract<FeatureBuilder, { readonly kind: 'lag' }>;

/**
 * A column some trials ago, 0 where the session has no such trial or its cell is empty.
 *
 * @throws {DataError} when a cell is neither a finite number nor empty, or choices of several classes come without `of`
 * @throws {SpecError} when `of` is no class of the choices
 */
export function laggedFeature(sources: FeatureSources, name: string, builder: LagBuilder): MadeFeature {
  const { column, by } = builder;
  const role = roleOf(sources, column);
  const { earlier, chosen } =
    role === 'choice'
      ? choiceNumbers(sources.choice as Choices, name, builder)
      : { earlier: columnNumbers(sources, name, builder), chosen: {} };
  const values = new Float64Array(sources.numTrials);
  const { starts } = sources.sessions;
  for (let session = 0; session < starts.length - 1; session++)
    for (let t = (starts[session] as number) + by; t < (starts[session + 1] as number); t++)
      values[t] = Number.isNaN(earlier[t - by]) ? 0 : earlier[t - by];
  const recipe: FeatureRecipe = { kind: 'lag', column, of: role, by, ...chosen };
  return { values, recipe };
}

/** [trial] what a choice is for later trials: -1 or 1, or whether it was the class of `of`; 0 where there was none. */
function choiceNumbers(
  { column, values, classes }: Choices,
  name: string,
  { of }: LagBuilder,
): { readonly earlier: Float64Array; readonly chosen: { readonly chosenClass?: number } } {
  if (of !== null) {
    const chosenClass = classIn(classes, of);
    if (chosenClass === null)
      throw new SpecError(
        'of',
        of,
        `Feature "${name}" is a lag of class ${JSON.stringify(of)}, but the classes of column "${column}" are ${labelsInWords(classes)}.`,
      );
    return { earlier: Float64Array.from(values, (choice) => Number(choice === chosenClass)), chosen: { chosenClass } };
  }
  const { length } = classes.names;
  if (length > 2)
    throw new DataError(
      { column },
      `Feature "${name}" is a lag of choices of ${length} classes (${labelsInWords(classes)}), for which no single number can stand. Make a feature for all classes but one, as in lag("${column}", { of: ${JSON.stringify(classes.labels[1])} }), which is 1 where that class was chosen and 0 otherwise.`,
    );
  return { earlier: Float64Array.from(values, (choice) => (choice < 0 ? 0 : 2 * choice - 1)), chosen: {} };
}

function columnNumbers(sources: FeatureSources, name: string, { column, of }: LagBuilder): Float64Array {
  if (of !== null)
    throw new SpecError(
      'of',
      of,
      `Feature "${name}" is a lag of ${JSON.stringify(of)} in column "${column}", but only the choice has classes${sources.choice === null ? '' : ` (column "${sources.choice.column}")`}. Leave of out.`,
    );
  return numbersOf(sources, name, column);
}
