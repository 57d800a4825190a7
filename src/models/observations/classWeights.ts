import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import { alternativesOf } from './alternatives.ts';
import type { Observation } from './observationSpecs.ts';

/**
 * Weights with a row for the reference among the rows of classes [..., class, feature], of zeros but for its own feature of
 * alternatives; those of other families as they are.
 */
export function withReference(weights: NdArray, observation: Observation, featureNames: readonly string[]): NdArray {
  if (observation.kind !== 'softmax') return weights;
  const { numClasses: C, reference } = observation;
  const D = weights.shape[weights.shape.length - 1];
  const states = weights.data.length / ((C - 1) * D);
  const data = new Float64Array(states * C * D);
  for (let s = 0; s < states; s++)
    for (let g = 0; g < C - 1; g++) {
      const row = weights.data.subarray((s * (C - 1) + g) * D, (s * (C - 1) + g + 1) * D);
      data.set(row, (s * C + (g < reference ? g : g + 1)) * D);
    }
  const other = reference === 0 ? 1 : 0;
  for (const { features } of alternativesOf(observation, featureNames))
    for (let s = 0; s < states; s++) {
      const own = -data[(s * C + other) * D + features[reference]];
      for (let c = 0; c < C; c++) data[(s * C + c) * D + features[reference]] = c === reference ? own : 0;
    }
  return ndarray(weights.axes, [...weights.shape.slice(0, -2), C, D], data);
}

/** Weights of the classes less those of the reference, whose row is left out; those of other families as they are. */
export function withoutReference(weights: NdArray, observation: Observation): NdArray {
  if (observation.kind !== 'softmax') return weights;
  const { numClasses: C, reference } = observation;
  const D = weights.shape[weights.shape.length - 1];
  const states = weights.data.length / (C * D);
  const data = new Float64Array(states * (C - 1) * D);
  for (let s = 0; s < states; s++)
    for (let g = 0; g < C - 1; g++) {
      const [from, reference0] = [(s * C + (g < reference ? g : g + 1)) * D, (s * C + reference) * D];
      for (let d = 0; d < D; d++)
        data[(s * (C - 1) + g) * D + d] = weights.data[from + d] - weights.data[reference0 + d];
    }
  return ndarray(weights.axes, [...weights.shape.slice(0, -2), C - 1, D], data);
}
