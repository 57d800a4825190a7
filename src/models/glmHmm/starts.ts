import { ndarray } from '../../numerics/ndarray.ts';
import { type Random, random, splitSeed } from '../../numerics/random.ts';
import type { GlmHmmParams } from '../fit.ts';
import { fitDefaults } from '../fitDefaults.ts';
import { type GlmHmmSpec, glmHmm } from '../specs.ts';
import type { Trials } from '../trials.ts';
import { fitAtOnce } from './fitSteps.ts';
import { type GlmHmmProblem, glmHmmProblem } from './problem.ts';

/** Probability of staying in a state, and spread of the states' weights about those of the GLM (in log-odds), at a start. */
const startDefaults = { stay: 0.95, spread: 1 };

/**
 * Parameters to start from: every state has the weights of one GLM for all trials plus noise that makes states distinct, and
 * tends to stay. With one state it is the GLM itself.
 *
 * @param seed of the fit; start `index` draws from its own split of it
 */
export function drawStart(problem: GlmHmmProblem, glmWeights: Float64Array, seed: number, index: number): GlmHmmParams {
  const { stay, spread } = startDefaults;
  const [K, D] = [problem.layout.numStates, problem.layout.numFeatures];
  const draw: Random = random(splitSeed(seed, index));
  const weights = Float64Array.from({ length: K * D }, (_, i) => {
    const noise = K > 1 ? (spread * draw.normal()) / problem.featureScale[i % D] : 0;
    return glmWeights[i % D] + noise;
  });
  const transitions = Float64Array.from({ length: K * K }, (_, i) => {
    if (K === 1) return 1;
    return Math.floor(i / K) === i % K ? stay : (1 - stay) / (K - 1);
  });
  return {
    weights: ndarray(['state', 'feature'], [K, D], weights),
    transitionMatrix: ndarray(['state', 'nextState'], [K, K], transitions),
    initialProbs: ndarray(['state'], [K], new Float64Array(K).fill(1 / K)),
  };
}

/** [feature] weights of one GLM for all trials, with the spec's observations and penalty. */
export function glmWeights(spec: GlmHmmSpec, trials: Trials): Float64Array {
  const { observation, penalty } = spec;
  const problem = glmHmmProblem(glmHmm({ numStates: 1, observation, penalty }), trials);
  const D = trials.featureNames.length;
  const zeros: GlmHmmParams = {
    weights: ndarray(['state', 'feature'], [1, D]),
    transitionMatrix: ndarray(['state', 'nextState'], [1, 1], Float64Array.of(1)),
    initialProbs: ndarray(['state'], [1], Float64Array.of(1)),
  };
  const fitted = fitAtOnce(problem, zeros, fitDefaults);
  // weights of separable trials run away; a start need not follow them
  return fitted.params.weights.data.map(
    (w, d) => Math.max(-5, Math.min(5, w * problem.featureScale[d])) / problem.featureScale[d],
  );
}
