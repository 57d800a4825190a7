import { lengthOf, type NdArray, ndarray } from '../numerics/ndarray.ts';
import type { Fit } from './fit.ts';
import { stationary } from './transitionModels.ts';
import { constant } from './weightModels.ts';

/**
 * The fit with what it has for each session averaged over them: constant weights, one transition matrix. It can speak about
 * trials of any number of sessions.
 */
export function meanOverSessions({ kind, version, spec, params, featureNames }: Fit): Fit {
  const { weights, transitionMatrix } = params;
  return {
    kind,
    version,
    spec: {
      ...spec,
      weights: constant(),
      transitions: spec.transitions.kind === 'perSession' ? stationary() : spec.transitions,
    },
    params: { ...params, weights: mean(weights), transitionMatrix: mean(transitionMatrix) },
    featureNames,
  };
}

function mean(array: NdArray): NdArray {
  if (array.axes[0] !== 'session') return array;
  const sessions = lengthOf(array, 'session');
  const out = new Float64Array(array.data.length / sessions);
  array.data.forEach((value, i) => {
    out[i % out.length] += value / sessions;
  });
  return ndarray(array.axes.slice(1), array.shape.slice(1), out);
}
