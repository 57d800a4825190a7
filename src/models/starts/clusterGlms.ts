import type { GlmHmmParams } from '../fit.ts';
import { frozenRows } from '../frozenWeights.ts';
import type { GlmHmmProblem } from '../glmHmm/problem.ts';
import { ridge } from '../penalties.ts';
import { hideTrials } from '../trials.ts';
import type { PredictorRange } from './predictorRange.ts';
import { startingGlm } from './startingGlm.ts';

/**
 * One GLM for the trials of each cluster. Within a cluster choices are often separable and features constant, so a ridge that
 * is worth one trial takes the place of the spec's penalty; the bias is free where η need not be about 0.
 *
 * @param ranges   [output] of all trials
 * @param clusters [trial], -1 where unobserved
 */
export function clusterGlms(
  problem: GlmHmmProblem,
  ranges: readonly PredictorRange[],
  clusters: Int32Array,
): GlmHmmParams[] {
  const { spec, trials, featureScale } = problem;
  const unit = Math.max(...ranges.map((one) => one.unit));
  const strengths = trials.featureNames.map((name, d) => {
    const isFree = trials.recipes[d].kind === 'bias' && !ranges[0].isOdds;
    return [name, isFree ? 0 : (featureScale[d] / unit) ** 2] as const;
  });
  const penalty = ridge(Object.fromEntries(strengths), { includeBias: true });
  return frozenRows(spec).map((frozen, k) =>
    startingGlm(
      { observation: spec.observation, penalty, frozen },
      hideTrials(trials, (t) => clusters[t] !== k),
    ),
  );
}
