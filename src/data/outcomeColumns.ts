import type { FeatureBuilder } from './features.ts';

/** Columns that features take for outcomes, whether the trials list them or not. */
export function outcomeColumnsIn(builder: FeatureBuilder | string): readonly string[] {
  if (typeof builder === 'string') return [];
  switch (builder?.kind) {
    case 'lag':
      return builder.fitted?.of === 'outcome' ? [builder.column] : [];
    case 'history':
      return builder.signal.filter(({ isOutcome }) => isOutcome).map(({ column }) => column);
    case 'product':
    case 'weightedSum':
      return builder.parts.flatMap(outcomeColumnsIn);
    default:
      return [];
  }
}
