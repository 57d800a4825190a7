import { type GlmHmmOptions, type GlmHmmSpec, glmHmm } from './specs.ts';
import { perSession } from './transitionModels.ts';
import { randomWalk, type SigmaRow } from './weightModels.ts';

type Free = Omit<GlmHmmOptions, 'weights' | 'transitions'>;
type Walk = { readonly sigma: SigmaRow | readonly SigmaRow[] };
type PerSession = { readonly alpha: number; readonly center?: readonly (readonly number[])[] | null };

/** A GLM: one state. `weights: randomWalk({ sigma })` lets its weights walk across sessions. */
export function glm(
  options: Omit<GlmHmmOptions, 'numStates' | 'transitions' | 'transitionPrior' | 'initialProbs' | 'initialPrior'> = {},
): GlmHmmSpec {
  return glmHmm({ ...options, numStates: 1 });
}

/** A GLM-HMM with the same weights and transitions in every session. @see Ashwood et al. 2022 */
export function staticGlmHmm(options: Free): GlmHmmSpec {
  return glmHmm(options);
}

/** A GLM-HMM whose weights walk across sessions; transitions stay the same. @see Cuturela et al. 2025 */
export function partialGlmHmm(options: Free & Walk): GlmHmmSpec {
  const { sigma, ...rest } = options;
  return glmHmm({ ...rest, weights: randomWalk({ sigma }) });
}

/** A GLM-HMM whose weights walk across sessions and whose transitions differ between them. @see Cuturela et al. 2025 */
export function dynamicGlmHmm(options: Omit<Free, 'transitionPrior'> & Walk & PerSession): GlmHmmSpec {
  const { sigma, alpha, center = null, ...rest } = options;
  return glmHmm({ ...rest, weights: randomWalk({ sigma }), transitions: perSession({ alpha, center }) });
}
