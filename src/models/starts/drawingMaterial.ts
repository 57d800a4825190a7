import type { GlmHmmParams } from '../fit.ts';
import type { GlmHmmProblem } from '../glmHmm/problem.ts';
import type { PredictorRange } from './predictorRange.ts';

/** What the parts of a start are made of, each found when first asked for. */
export interface DrawingMaterial {
  readonly problem: GlmHmmProblem;
  /** [output] */
  readonly ranges: readonly PredictorRange[];
  /** One GLM for all trials with what the state freezes, the same for all starts. */
  readonly glm: (state: number) => GlmHmmParams;
  /** [trial] clusters of this start, -1 where unobserved. */
  readonly clusters: () => Int32Array;
  readonly glmsOfClusters: () => readonly GlmHmmParams[];
}
