import { type FeatureSources, type MadeFeature, numbersOf, roleOf } from './featureSources.ts';
import type { FeatureBuilder } from './features.ts';

type LagBuilder = Extract<FeatureBuilder, { readonly kind: 'lag' }>;

/**
 * A column some trials ago, 0 where the session has no such trial or its cell is empty.
 *
 * @throws {DataError} when a cell is neither a finite number nor empty
 */
export function laggedFeature(sources: FeatureSources, name: string, { column, by }: LagBuilder): MadeFeature {
  const of = roleOf(sources, column);
  const earlier =
    of === 'choice' ? signedChoices(sources.choice?.values as Int32Array) : numbersOf(sources, name, column);
  const values = new Float64Array(sources.numTrials);
  const { starts } = sources.sessions;
  for (let session = 0; session < starts.length - 1; session++)
    for (let t = (starts[session] as number) + by; t < (starts[session + 1] as number); t++)
      values[t] = Number.isNaN(earlier[t - by]) ? 0 : earlier[t - by];
  return { values, recipe: { kind: 'lag', column, of, by } };
}

function signedChoices(choices: Int32Array): Float64Array {
  return Float64Array.from(choices, (choice) => (choice < 0 ? 0 : 2 * choice - 1));
}
