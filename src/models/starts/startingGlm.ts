import type { GlmHmmParams } from '../fit.ts';
import { fitDefaults } from '../fitDefaults.ts';
import { fitAtOnce } from '../glmHmm/fitSteps.ts';
import { paramsFromPoint } from '../glmHmm/parameters.ts';
import { emptyPoint } from '../glmHmm/point.ts';
import { type GlmHmmProblem, glmHmmProblem } from '../glmHmm/problem.ts';
import { type GlmHmmSpec, glmHmm } from '../specs.ts';
import type { Trials } from '../trials.ts';
import { type PredictorRange, predictorRanges } from './predictorRange.ts';

/** One GLM for all observed trials, with the spec's observations and penalty: what starts are drawn around. */
export function startingGlm(spec: Pick<GlmHmmSpec, 'observation' | 'penalty'>, trials: Trials): GlmHmmParams {
  const { observation, penalty } = spec;
  const problem = glmHmmProblem(glmHmm({ numStates: 1, observation, penalty }), trials);
  const ranges = predictorRanges(observation, trials);
  const flat = flatParams(problem, ranges);
  const { params } = fitAtOnce(problem, flat, fitDefaults);
  // weights of separable trials run away; a start need not follow them
  const D = trials.featureNames.length;
  const data = params.weights.data.map((weight, i) => {
    const { unit, canRun } = ranges[Math.floor(i / D)];
    if (!canRun) return weight;
    const [origin, scale, farthest] = [flat.weights.data[i], problem.featureScale[i % D], 5 * unit];
    return origin + Math.max(-farthest, Math.min(farthest, (weight - origin) * scale)) / scale;
  });
  return { ...params, weights: { ...params.weights, data } };
}

/** One state that gives each trial the mean observation, if there is a bias, or even odds; scales of 1. */
function flatParams(problem: GlmHmmProblem, ranges: readonly PredictorRange[]): GlmHmmParams {
  const { recipes } = problem.trials;
  const point = emptyPoint(problem);
  point.probabilities.fill(1);
  point.scales.fill(1);
  ranges.forEach(({ ofMean, isOdds }, output) => {
    const bias = recipes.findIndex(({ kind }) => kind === 'bias');
    if (bias >= 0 && !isOdds) point.weights[output * recipes.length + bias] = ofMean;
  });
  return paramsFromPoint(problem, point);
}
