import { type FeatureSources, type MadeFeature, numbersOf } from './featureSources.ts';
import type { FeatureBuilder } from './features.ts';
import { requireVariation, scaleOf, scaleStretches } from './scales.ts';

type StandardizedBuilder = Extract<FeatureBuilder, { readonly kind: 'standardized' }>;

/**
 * A column minus its mean, divided by its standard deviation, in each stretch of sessions apart or as given.
 *
 * @throws {DataError} when a cell is neither a finite number nor empty, or a stretch has no two different numbers
 */
export function standardizedFeature(
  sources: FeatureSources,
  name: string,
  { column, over, deviation, scale: given }: StandardizedBuilder,
): MadeFeature {
  const values = numbersOf(sources, name, column);
  const otherwise = `Standardize over ${over === 'session' ? "'subject'" : "'pooled'"}`;
  const { means, deviations } = scaleStretches(values, sources.sessions, over, (part, stretch) => {
    if (given) return given;
    const scale = scaleOf(part, deviation);
    requireVariation({ name, columns: [column], otherwise }, stretch, scale);
    return scale;
  });
  return { values, recipe: { kind: 'standardized', column, over, deviation, means, deviations } };
}
