import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import { type Random, random, splitSeed } from '../../numerics/random.ts';
import type { GlmHmmParams } from '../fit.ts';
import { fitDefaults } from '../fitDefaults.ts';
import { type GlmHmmSpec, glmHmm } from '../specs.ts';
import type { Trials } from '../trials.ts';
import { fitAtOnce } from './fitSteps.ts';
import { paramsFromPoint } from './parameters.ts';
import { emptyPoint, type GlmHmmPoint } from './point.ts';
import { type GlmHmmProblem, glmHmmProblem } from './problem.ts';

/** Probability of staying in a state, and spread of the states' weights about those of the GLM (in log-odds), at a start. */
const startDefaults = { stay: 0.95, spread: 1 };

/**
 * Parameters to start from: every state has the weights of one GLM for all trials plus noise that makes states distinct, and
 * tends to stay. With one state it is the GLM itself.
 *
 * @param seed of the fit; start `index` draws from its own split of it
 */
export function drawStart(problem: GlmHmmProblem, glm: GlmHmmParams, seed: number, index: number): GlmHmmParams {
  const { stay, spread } = startDefaults;
  const { numStates: K, numFeatures: D } = problem.layout;
  const draw: Random = random(splitSeed(seed, index));
  const weights = Float64Array.from({ length: K * glm.weights.data.length }, (_, i) => {
    const noise = K > 1 ? (spread * draw.normal()) / problem.featureScale[i % D] : 0;
    return glm.weights.data[i % glm.weights.data.length] + noise;
  });
  const transitions = Float64Array.from({ length: K * K }, (_, i) => {
    if (K === 1) return 1;
    return Math.floor(i / K) === i % K ? stay : (1 - stay) / (K - 1);
  });
  return {
    weights: ndarray(glm.weights.axes, [K, ...glm.weights.shape.slice(1)], weights),
    transitionMatrix: ndarray(['state', 'nextState'], [K, K], transitions),
    initialProbs: ndarray(['state'], [K], new Float64Array(K).fill(1 / K)),
    scale: glm.scale && repeated(glm.scale, K),
  };
}

function repeated({ axes, shape, data }: NdArray, times: number): NdArray {
  const size = times * data.length;
  return ndarray(
    axes,
    [times, ...shape.slice(1)],
    Float64Array.from({ length: size }, (_, i) => data[i % data.length]),
  );
}

/** One GLM for all trials, with the spec's observations and penalty. */
export function startingGlm(spec: GlmHmmSpec, trials: Trials): GlmHmmParams {
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
