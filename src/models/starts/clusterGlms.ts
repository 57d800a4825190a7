import type { GlmHmmParams } from '../fit.ts';
import type { GlmHmmProblem } from '../glmHmm/problem.ts';
import { ridge } from '../penalties.ts';
import { hideTrials } from '../trials.ts';
import { startingGlm } from './startingGlm.ts';

/**
 * One GLM for the trials of each cluster. Within a cluster choices are often separable and features constant, so a ridge takes
 * the place of the spec's penalty: worth one trial where steps of the link are bounded, hardly anything where they are not.
 *
 * @param clusters [trial], -1 where unobserved
 */
export function clusterGlms(problem: GlmHmmProblem, clusters: Int32Array): GlmHmmParams[] {
  const { spec, trials, featureScale, family } = problem;
  const worth = Number.isFinite(family.longestStep ?? 0) ? 1 : 1e-6;
  const strengths = Object.fromEntries(trials.featureNames.map((name, d) => [name, worth * featureScale[d] ** 2]));
  const penalty = ridge(strengths, { includeBias: true });
  return Array.from({ length: spec.numStates }, (_, k) =>
    startingGlm(
      { observation: spec.observation, penalty },
      hideTrials(trials, (t) => clusters[t] !== k),
    ),
  );
}
