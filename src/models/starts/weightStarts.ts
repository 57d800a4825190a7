import { requireKnownOptions } from '../checks.ts';
import { requirePositive } from './requirePositive.ts';

/** Where the weights of a start come from. */
export type WeightStart =
  | { readonly kind: 'glmPlusNoise'; readonly spread: number }
  | { readonly kind: 'randomWeights'; readonly deviation: number }
  | { readonly kind: 'kMeansWeights' };

/**
 * The weights of one GLM for all trials, plus normal noise that makes states distinct. With one state, the GLM itself.
 *
 * @param options.spread standard deviation of the noise, on the scale of the link per root mean square of the feature
 * @throws {SpecError} when spread is not above 0: states that start equal stay equal
 */
export function glmPlusNoise(options: { readonly spread?: number } = {}): WeightStart {
  requireKnownOptions(['spread'], options, 'glmPlusNoise');
  const { spread = 1 } = options;
  requirePositive('spread', spread);
  return { kind: 'glmPlusNoise', spread };
}

/**
 * Normal weights about 0; the weight of a `bias()` feature is the link of the mean observation, in every state.
 *
 * @param options.deviation standard deviation, on the scale of the link per root mean square of the feature. NeMoS takes 0.001,
 *   which leaves states all but equal, so that EM begins beside a saddle
 * @throws {SpecError} when deviation is not above 0
 */
export function randomWeights(options: { readonly deviation?: number } = {}): WeightStart {
  requireKnownOptions(['deviation'], options, 'randomWeights');
  const { deviation = 1 } = options;
  requirePositive('deviation', deviation);
  return { kind: 'randomWeights', deviation };
}

/**
 * The weights of one GLM for each cluster of trials, found by k-means on standardised features and observations. A ridge that
 * is worth one trial keeps them finite where a cluster does not determine them. Restarts often find the same clusters again:
 * draw another part at random, or take few.
 */
export function kMeansWeights(): WeightStart {
  return { kind: 'kMeansWeights' };
}
