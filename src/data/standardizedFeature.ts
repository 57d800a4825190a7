import { type FeatureSources, type MadeFeature, numbersOf } from './featureSources.ts';
import type { FeatureBuilder } from './features.ts';
import { requireVariation, scaleOf, stretchesOf } from './scales.ts';

type StandardizedBuilder = Extract<FeatureBuilder, { readonly kind: 'standardized' }>;

/**
 * A column minus its mean, divided by its standard deviation, in each stretch of sessions apart.
 *
 * @throws {DataError} when a cell is neither a finite number nor empty, or a stretch has no two different numbers
 */
export function standardizedFeature(
  sources: FeatureSources,
  name: string,
  { column, over, deviation }: StandardizedBuilder,
): MadeFeature {
  const { sessions } = sources;
  const values = numbersOf(sources, name, column);
  const otherwise = `Standardize over ${over === 'session' ? "'subject'" : "'pooled'"}`;
  const means: number[] = [];
  const deviations: number[] = [];
  for (const stretch of stretchesOf(sessions, over)) {
    const { firstSession, numSessions } = stretch;
    const part = values.subarray(sessions.starts[firstSession], sessions.starts[firstSession + numSessions]);
    const scale = scaleOf(part, deviation);
    requireVariation({ name, columns: [column], otherwise }, stretch, scale);
    part.forEach((x, i) => {
      part[i] = (x - scale.mean) / scale.deviation;
    });
    for (let s = 0; s < numSessions; s++) {
      means.push(scale.mean);
      deviations.push(scale.deviation);
    }
  }
  return {
    values,
    recipe: { kind: 'standardized', column, over, deviation, means, deviations },
  };
}
