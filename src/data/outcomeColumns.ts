import type { FeatureBuilder } from './features.ts';

/** Columns that features take for outcomes, whether the trials list them or not. */
export function outcomeColumnsIn(builder: FeatureBuilder | string): readonly string[] {
  if (typeof builder === 'string') return [];
  if (builder?.kind === 'history')
    return builder.signal.filter(({ isOutcome }) => isOutcome).map(({ column }) => column);
  return builder?.kind === 'product' ? builder.parts.flatMap(outcomeColumnsIn) : [];
}
