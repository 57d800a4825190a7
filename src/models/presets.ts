import { requireKnownOptions } from './checks.ts';
import { type GlmHmmOptions, type GlmHmmSpec, glmHmm, glmHmmNames } from './specs.ts';
import { perSession, type TransitionCenter } from './transitionModels.ts';
import { randomWalk, type SigmaRow } from './weightModels.ts';

type Free = Omit<GlmHmmOptions, 'weights' | 'transitions'>;
type Walk = { readonly sigma: SigmaRow | readonly SigmaRow[] };
type PerSession = { readonly alpha: number; readonly center?: TransitionCenter };

/** A GLM: one state. `weights: randomWalk({ sigma })` lets its weights walk across sessions. @throws {SpecError} as `glmHmm` does */
export function glm(
  options: Omit<GlmHmmOptions, 'numStates' | 'transitions' | 'transitionPrior' | 'initialProbs' | 'initialPrior'> = {},
): GlmHmmSpec {
  const settled = ['numStates', 'transitions', 'transitionPrior', 'initialProbs', 'initialPrior'] as const;
  requireKnownOptions(except(settled), options, 'glm');
  return glmHmm({ ...options, numStates: 1 });
}

/** A GLM-HMM with the same weights and transitions in every session. @throws {SpecError} as `glmHmm` does @see Ashwood et al. 2022 */
export function staticGlmHmm(options: Free): GlmHmmSpec {
  requireKnownOptions(except(['weights', 'transitions']), options, 'staticGlmHmm');
  return glmHmm(options);
}

/** A GLM-HMM whose weights walk across sessions; transitions stay the same. @throws {SpecError} as `glmHmm` does @see Cuturela et al. 2025 */
export function partialGlmHmm(options: Free & Walk): GlmHmmSpec {
  requireKnownOptions([...except(['weights', 'transitions']), 'sigma'], options, 'partialGlmHmm');
  const { sigma, ...rest } = options;
  return glmHmm({ ...rest, weights: randomWalk({ sigma }) });
}

/**
 * A GLM-HMM whose weights walk across sessions and whose transitions differ between them.
 *
 * @throws {SpecError} as `glmHmm` does
 * @see Cuturela et al. 2025
 */
export function dynamicGlmHmm(options: Omit<Free, 'transitionPrior'> & Walk & PerSession): GlmHmmSpec {
  const names = [...except(['weights', 'transitions', 'transitionPrior']), 'sigma', 'alpha', 'center'];
  requireKnownOptions(names, options, 'dynamicGlmHmm');
  const { sigma, alpha, center = null, ...rest } = options;
  return glmHmm({ ...rest, weights: randomWalk({ sigma }), transitions: perSession({ alpha, center }) });
}

/** The names of what `glmHmm` takes, but for those that a preset settles. */
function except(settled: readonly (keyof GlmHmmOptions)[]): string[] {
  return glmHmmNames.filter((name) => !settled.includes(name));
}
