import type { GlmHmmSpec } from '../specs.ts';
import type { FeatureRecipe } from '../trials.ts';

/** [feature] strength of the ridge on each weight. */
export function ridgeStrengths(spec: GlmHmmSpec, recipes: readonly FeatureRecipe[]): Float64Array {
  const { penalty } = spec;
  if (penalty.kind === 'none') return new Float64Array(recipes.length);
  return Float64Array.from(recipes, ({ kind }) => (kind === 'bias' && !penalty.includeBias ? 0 : penalty.strength));
}

/** [state, nextState] pseudo-counts on each transition matrix: of the prior, or alpha · center for matrices of sessions. */
export function pseudoCounts(spec: GlmHmmSpec): Float64Array {
  const { numStates: K, transitions, transitionPrior } = spec;
  const counts = new Float64Array(K * K);
  for (let i = 0; i < K; i++)
    for (let j = 0; j < K; j++) {
      if (transitions.kind === 'perSession') counts[i * K + j] = transitions.alpha * (transitions.center?.[i][j] ?? 0);
      else if (transitionPrior.kind === 'counts') counts[i * K + j] = transitionPrior.counts[i][j];
      else if (transitionPrior.kind === 'dirichlet')
        counts[i * K + j] = i === j ? transitionPrior.stay : transitionPrior.leave;
    }
  return counts;
}
