import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import type { Random } from '../../numerics/random.ts';
import type { GlmHmmParams } from '../fit.ts';
import type { ExpectedAxes } from '../givenArray.ts';
import type { GlmHmmProblem } from '../glmHmm/problem.ts';
import { withoutReference, withReference } from '../observations/classWeights.ts';
import type { DrawingMaterial } from './drawingMaterial.ts';
import { explainable } from './explainable.ts';
import { ownArray } from './ownArray.ts';
import type { OwnStart } from './start.ts';
import type { WeightStart } from './weightStarts.ts';

/** [state, feature] weights to start from, frozen ones at their values; with several outputs [state, output, feature]. */
export function drawWeights(start: WeightStart | OwnStart, material: DrawingMaterial, random: Random): NdArray {
  const { problem } = material;
  const { spec, trials, layout, family } = problem;
  const { width, shared } = layout;
  const frozenIn = (weights: Float64Array): Float64Array =>
    weights.map((_, i, all) => {
      if (layout.place[i] < 0) return layout.frozen[i];
      const c = i % width;
      return shared.sign[c] * all[i - c + shared.owner[c]];
    });
  if (typeof start === 'function') {
    const own = ownArray('start.weights', start({ trials, spec, random }), weightAxes(problem, family.numMeans));
    const free = withoutReference(own, spec.observation);
    return withReference({ ...free, data: frozenIn(free.data) }, spec.observation, trials.featureNames);
  }
  const axes = weightAxes(problem, layout.numPredictors);
  const weights = ndarray(
    axes.map(([axis]) => axis),
    axes.map(([, length]) => length),
    explainable(problem, frozenIn(drawn(start, material, random)), material.glm),
  );
  return withReference(weights, spec.observation, trials.featureNames);
}

function weightAxes({ spec, layout }: GlmHmmProblem, numClasses: number): ExpectedAxes {
  const { numStates, numOutputs, numFeatures } = layout;
  const inner: ExpectedAxes[number][] = [];
  if (numOutputs > 1) inner.push(['output', numOutputs]);
  if (spec.observation.kind === 'softmax') inner.push(['class', numClasses]);
  return [['state', numStates], ...inner, ['feature', numFeatures]];
}

/** [unit, predictor, feature] */
function drawn(start: WeightStart, material: DrawingMaterial, random: Random): Float64Array {
  const { problem, ranges, glm, glmsOfClusters } = material;
  const { spec, layout, featureScale, trials } = problem;
  const { numStates: K, numUnits, numOutputs: O, numFeatures: D, width } = layout;
  const output = (i: number): number => Math.floor(i / width) % O;
  const inState = (one: GlmHmmParams): Float64Array => withoutReference(one.weights, spec.observation).data;
  const noise = (deviation: number, i: number): number =>
    (deviation * ranges[output(i)].unit * random.normal()) / featureScale[i % D];
  const make = (weight: (i: number) => number): Float64Array =>
    Float64Array.from({ length: numUnits * width }, (_, i) => weight(i));
  switch (start.kind) {
    case 'glmPlusNoise': {
      const centers = Array.from({ length: K }, (_, k) => inState(glm(k)));
      return make((i) => centers[Math.floor(i / (O * width))][i % (O * width)] + (K > 1 ? noise(start.spread, i) : 0));
    }
    case 'randomWeights': {
      const isBias = (i: number): boolean => trials.recipes[i % D].kind === 'bias';
      return make((i) => (isBias(i) ? ranges[output(i)].ofMean : noise(start.deviation, i)));
    }
    case 'kMeansWeights':
      return Float64Array.from(glmsOfClusters().flatMap((one) => Array.from(inState(one))));
  }
}
