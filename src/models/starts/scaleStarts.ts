import { requirePositive } from './requirePositive.ts';

/** Where the scale of a start comes from, in families that have one. */
export type ScaleStart =
  | { readonly kind: 'glmScale' }
  | { readonly kind: 'constantScale'; readonly value: number }
  | { readonly kind: 'kMeansScale' };

/** The scale of one GLM for all trials, in every state. */
export function glmScale(): ScaleStart {
  return { kind: 'glmScale' };
}

/** The same scale in every state. @throws {SpecError} when it is not above 0 */
export function constantScale(value = 1): ScaleStart {
  requirePositive('constantScale', value);
  return { kind: 'constantScale', value };
}

/** The scale of one GLM for each cluster of trials, found by k-means on standardised features and observations. */
export function kMeansScale(): ScaleStart {
  return { kind: 'kMeansScale' };
}
