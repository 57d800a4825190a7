import type { GlmHmmParams } from '../fit.ts';
import { fitDefaults } from '../fitDefaults.ts';
import { fitAtOnce } from '../glmHmm/fitSteps.ts';
import { paramsFromPoint } from '../glmHmm/parameters.ts';
import { emptyPoint, type GlmHmmPoint } from '../glmHmm/point.ts';
import { type GlmHmmProblem, glmHmmProblem } from '../glmHmm/problem.ts';
import { type GlmHmmSpec, glmHmm } from '../specs.ts';
import type { Trials } from '../trials.ts';

/** One GLM for all observed trials, with the spec's observations and penalty: what starts are drawn around. */
export function startingGlm(spec: Pick<GlmHmmSpec, 'observation' | 'penalty'>, trials: Trials): GlmHmmParams {
  const { observation, penalty } = spec;
  const problem = glmHmmProblem(glmHmm({ numStates: 1, observation, penalty }), trials);
  const { longestStep = 3 } = problem.family;
  const { params } = fitAtOnce(problem, paramsFromPoint(problem, flatPoint(problem)), fitDefaults);
  if (!Number.isFinite(longestStep)) return params;
  // weights of separable trials run away; a start need not follow them
  const data = params.weights.data.map((w, i) => {
    const scale = problem.featureScale[i % problem.layout.numFeatures];
    return Math.max(-5, Math.min(5, w * scale)) / scale;
  });
  return { ...params, weights: { ...params.weights, data } };
}

/** A point of one state with all weights 0 and scales 1. */
function flatPoint(problem: GlmHmmProblem): GlmHmmPoint {
  const point = emptyPoint(problem);
  point.probabilities.fill(1);
  point.scales.fill(1);
  return point;
}
