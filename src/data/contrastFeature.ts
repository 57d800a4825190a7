import { DataError } from '../errors.ts';
import { type FeatureSources, type MadeFeature, numbersOf } from './featureSources.ts';
import type { FeatureBuilder } from './features.ts';
import { requireVariation, scaleOf, scaleStretches } from './scales.ts';

type ContrastBuilder = Extract<FeatureBuilder, { readonly kind: 'contrast' }>;

/**
 * A contrast through tanh, in each subject divided by its spread.
 *
 * @throws {DataError} when a cell is neither a contrast nor empty, or a subject has no two different contrasts
 */
export function contrastFeature(sources: FeatureSources, name: string, builder: ContrastBuilder): MadeFeature {
  const { columns, p, unsigned, scaled } = builder;
  const sides = columns.map((column) => contrastsOf(sources, name, column, columns.length === 1 ? -1 : 0));
  const onScale = (c: number): number => Math.tanh(p * c) / Math.tanh(p);
  const values = sides[0].map((_, t) => {
    const seen = sides.length === 1 ? onScale(sides[0][t]) : difference(onScale(sides[1][t]), onScale(sides[0][t]));
    return unsigned ? Math.abs(seen) : seen;
  });
  const shape = { kind: 'contrast', columns, p, unsigned } as const;
  if (!scaled) return { values, recipe: { ...shape, deviations: null } };
  const { deviations } = scaleStretches(values, sources.sessions, 'subject', (part, stretch) => {
    if (builder.deviation !== undefined) return { mean: 0, deviation: builder.deviation };
    const scale = scaleOf(part, 'population');
    requireVariation({ name, columns, otherwise: 'Say scaled: false' }, stretch, scale);
    return { mean: 0, deviation: scale.deviation };
  });
  return { values, recipe: { ...shape, deviations } };
}

/** Right minus left, where a side without a number is 0 unless both are. */
function difference(right: number, left: number): number {
  if (Number.isNaN(right)) return 0 - left;
  return Number.isNaN(left) ? right : right - left;
}

function contrastsOf(sources: FeatureSources, name: string, column: string, lowest: number): Float64Array {
  const values = numbersOf(sources, name, column);
  const wrong = values.findIndex((c) => c < lowest || c > 1);
  if (wrong < 0) return values;
  const row = sources.columns.rowOf(wrong);
  throw new DataError(
    { column, row },
    `Column "${column}" is ${values[wrong]} in row ${row}, but feature "${name}" takes contrasts as fractions from ${lowest} to 1. Divide percentages by 100${lowest === 0 ? '; a column of signed contrasts is given by its name alone' : ''}.`,
  );
}
