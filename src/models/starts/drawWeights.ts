import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import type { Random } from '../../numerics/random.ts';
import type { GlmHmmProblem } from '../glmHmm/problem.ts';
import type { DrawingMaterial } from './drawingMaterial.ts';
import { explainable } from './explainable.ts';
import { type ExpectedAxes, ownArray } from './ownArray.ts';
import type { OwnStart } from './start.ts';
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

function drawn(
  start: WeightStart,
  { problem, ranges, glm, glmsOfClusters }: DrawingMaterial,
  random: Random,
): Float64Array {
  const { layout, featureScale, trials } = problem;
  const { numStates: K, numUnits, numOutputs: O, numFeatures: D } = layout;
  const output = (i: number): number => Math.floor(i / D) % O;
  const noise = (deviation: number, i: number): number =>
    (deviation * ranges[output(i)].unit * random.normal()) / featureScale[i % D];
  const make = (weight: (i: number) => number): Float64Array =>
    Float64Array.from({ length: numUnits * D }, (_, i) => weight(i));
  switch (start.kind) {
    case 'glmPlusNoise': {
      const center = glm().weights.data;
      const weights = make((i) => center[i % center.length] + (K > 1 ? noise(start.spread, i) : 0));
      return explainable(problem, weights, center);
    }
    case 'randomWeights': {
      const isBias = (i: number): boolean => trials.recipes[i % D].kind === 'bias';
      const center = make((i) => (isBias(i) ? ranges[output(i)].ofMean : 0));
      const weights = make((i) => (isBias(i) ? center[i] : noise(start.deviation, i)));
      return explainable(problem, weights, center);
    }
    case 'kMeansWeights': {
      const weights = Float64Array.from(glmsOfClusters().flatMap((one) => Array.from(one.weights.data)));
      return explainable(problem, weights, glm().weights.data);
    }
  }
}
