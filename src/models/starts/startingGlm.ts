import type { GlmHmmParams } from '../fit.ts';
import { fitDefaults } from '../fitDefaults.ts';
import { fitAtOnce } from '../glmHmm/fitSteps.ts';
import { paramsFromPoint } from '../glmHmm/parameters.ts';
import { emptyPoint, readWeights } from '../glmHmm/point.ts';
import { type GlmHmmProblem, glmHmmProblem } from '../glmHmm/problem.ts';
import { type GlmHmmSpec, glmHmm } from '../specs.ts';
import type { Trials } from '../trials.ts';
import { type PredictorRange, predictorRanges } from './predictorRange.ts';

/** One GLM for all observed trials, with the spec's observations and penalty and what it freezes: starts are drawn around it. */
export function startingGlm(
  spec: Pick<GlmHmmSpec, 'observation' | 'penalty' | 'frozen'>,
  trials: Trials,
): GlmHmmParams {
  const { observation, penalty, frozen } = spec;
  const problem = glmHmmProblem(glmHmm({ numStates: 1, observation, penalty, frozen }), trials);
  const ranges = predictorRanges(problem);
  const flat = flatParams(problem, ranges);
  const { params } = fitAtOnce(problem, flat, fitDefaults);
  // weights of separable trials run away; a start need not follow them
  const D = trials.featureNames.length;
  const data = params.weights.data.map((weight, i) => {
    const { unit, canRun } = ranges[Math.floor(i / D) % ranges.length];
    if (!canRun) return weight;
    const [origin, scale, farthest] = [flat.weights.data[i], problem.featureScale[i % D], 5 * unit];
    return origin + Math.max(-farthest, Math.min(farthest, (weight - origin) * scale)) / scale;
  });
  return { ...params, weights: { ...params.weights, data } };
}

/** One state that gives each trial the mean observation, if there is a bias, or even odds; scales of 1. */
function flatParams(problem: GlmHmmProblem, ranges: readonly PredictorRange[]): GlmHmmParams {
  const { layout, trials } = problem;
  const point = emptyPoint(problem);
  point.probabilities.fill(1);
  readWeights(problem, point);
  ranges.forEach(({ ofMean, isOdds }, output) => {
    const bias = trials.recipes.findIndex(({ kind }, d) => kind === 'bias' && layout.place[d] >= 0);
    if (bias >= 0 && !isOdds) point.weights[output * layout.numFeatures + bias] = ofMean;
  });
  return paramsFromPoint(problem, point);
}
