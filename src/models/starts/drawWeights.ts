import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import type { Random } from '../../numerics/random.ts';
import type { GlmHmmProblem } from '../glmHmm/problem.ts';
import { none } from '../penalties.ts';
import type { Trials } from '../trials.ts';
import { type ExpectedAxes, ownArray } from './ownArray.ts';
import type { OwnStart } from './start.ts';
import type { DrawingMaterial } from './startDraws.ts';
import { startingGlm } from './startingGlm.ts';
import type { WeightStart } from './weightStarts.ts';

/** [state, feature] weights to start from; with several outputs [state, output, feature]. */
export function drawWeights(start: WeightStart | OwnStart, material: DrawingMaterial, random: Random): NdArray {
  const { problem } = material;
  const { spec, trials } = problem;
  const axes = weightAxes(problem);
  if (typeof start === 'function') return ownArray('start.weights', start({ trials, spec, random }), axes);
  const data = drawn(start, material, random);
  return ndarray(
    axes.map(([axis]) => axis),
    axes.map(([, length]) => length),
    data,
  );
}

function weightAxes({ layout }: GlmHmmProblem): ExpectedAxes {
  const { numStates, numOutputs, numFeatures } = layout;
  return [['state', numStates], ...(numOutputs > 1 ? [['output', numOutputs] as const] : []), ['feature', numFeatures]];
}

function drawn(start: WeightStart, { problem, glm, glmsOfClusters }: DrawingMaterial, random: Random): Float64Array {
  const { layout, featureScale } = problem;
  const { numStates: K, numUnits, numFeatures: D } = layout;
  const noise = (deviation: number, d: number): number => (deviation * random.normal()) / featureScale[d];
  switch (start.kind) {
    case 'glmPlusNoise': {
      const weights = glm().weights.data;
      return Float64Array.from({ length: numUnits * D }, (_, i) => {
        const added = K > 1 ? noise(start.spread, i % D) : 0;
        return weights[i % weights.length] + added;
      });
    }
    case 'randomWeights': {
      const biases = biasesOfMeans(problem);
      const { recipes } = problem.trials;
      return Float64Array.from({ length: numUnits * D }, (_, i) =>
        recipes[i % D].kind === 'bias' ? biases[Math.floor(i / D) % biases.length] : noise(start.deviation, i % D),
      );
    }
    case 'kMeansWeights':
      return Float64Array.from(glmsOfClusters().flatMap(({ weights }) => Array.from(weights.data)));
  }
}

/** [output] the link of the mean observation: the weight of a GLM with nothing but a bias. */
function biasesOfMeans({ spec, trials }: GlmHmmProblem): Float64Array {
  const { observation } = spec;
  return startingGlm({ observation, penalty: none() }, onlyBias(trials)).weights.data;
}

function onlyBias(trials: Trials): Trials {
  const { numTrials } = trials;
  return {
    ...trials,
    features: ndarray(['trial', 'feature'], [numTrials, 1], new Float64Array(numTrials).fill(1)),
    featureNames: ['bias'],
    recipes: [{ kind: 'bias' }],
  };
}
