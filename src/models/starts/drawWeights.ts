import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import type { Random } from '../../numerics/random.ts';
import type { ExpectedAxes } from '../givenArray.ts';
import type { GlmHmmProblem } from '../glmHmm/problem.ts';
import type { DrawingMaterial } from './drawingMaterial.ts';
import { explainable } from './explainable.ts';
import { ownArray } from './ownArray.ts';
import type { OwnStart } from './start.ts';
import type { WeightStart } from './weightStarts.ts';

/** [state, feature] weights to start from, frozen ones at their values; with several outputs [state, output, feature]. */
export function drawWeights(start: WeightStart | OwnStart, material: DrawingMaterial, random: Random): NdArray {
  const { problem } = material;
  const { spec, trials, layout } = problem;
  const axes = weightAxes(problem);
  const frozenIn = (weights: Float64Array): Float64Array =>
    weights.map((weight, i) => (layout.place[i] < 0 ? layout.frozen[i] : weight));
  const data =
    typeof start === 'function'
      ? frozenIn(ownArray('start.weights', start({ trials, spec, random }), axes).data)
      : explainable(problem, frozenIn(drawn(start, material, random)), material.glm);
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

/** [unit, feature] */
function drawn(start: WeightStart, material: DrawingMaterial, random: Random): Float64Array {
  const { problem, ranges, glm, glmsOfClusters } = material;
  const { layout, featureScale, trials } = problem;
  const { numStates: K, numUnits, numOutputs: O, numFeatures: D } = layout;
  const output = (i: number): number => Math.floor(i / D) % O;
  const noise = (deviation: number, i: number): number =>
    (deviation * ranges[output(i)].unit * random.normal()) / featureScale[i % D];
  const make = (weight: (i: number) => number): Float64Array =>
    Float64Array.from({ length: numUnits * D }, (_, i) => weight(i));
  switch (start.kind) {
    case 'glmPlusNoise': {
      const center = (i: number): number => glm(Math.floor(i / (O * D))).weights.data[i % (O * D)];
      return make((i) => center(i) + (K > 1 ? noise(start.spread, i) : 0));
    }
    case 'randomWeights': {
      const isBias = (i: number): boolean => trials.recipes[i % D].kind === 'bias';
      return make((i) => (isBias(i) ? ranges[output(i)].ofMean : noise(start.deviation, i)));
    }
    case 'kMeansWeights':
      return Float64Array.from(glmsOfClusters().flatMap((one) => Array.from(one.weights.data)));
  }
}
