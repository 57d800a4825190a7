import { quote, SpecError } from '../../errors.ts';
import { type NdArray, ndarray } from '../../numerics/ndarray.ts';
import type { InitialPrior, TransitionPrior } from '../dirichlet.ts';
import type { Fit } from '../fit.ts';
import type { GlmHmmSpec } from '../specs.ts';

/**
 * The same fit with its states in another order: weights, both axes of transitions, initial probabilities, and what the
 * spec says per state. Every log-likelihood stays as it is.
 *
 * @param order `order[i]` is the state that becomes state i
 * @throws {SpecError} when `order` does not name each state once
 */
export function permuteStates<F extends Fit>(fit: F, order: readonly number[]): F {
  const { weights, transitionMatrix, initialProbs, scale, lapses, transitionWeights, inputCenter } = fit.params;
  const all = Array.from({ length: fit.spec.numStates }, (_, k) => k);
  if (order.length !== all.length || all.some((k) => !order.includes(k)))
    throw new SpecError(
      'order',
      order,
      `order must name each of the ${all.length} states (0 to ${all.length - 1}) once, but is ${quote(order)}.`,
    );
  return {
    ...fit,
    spec: permuteSpec(fit.spec, order),
    params: {
      weights: takeAlong(weights, 'state', order),
      transitionMatrix: takeAlong(takeAlong(transitionMatrix, 'state', order), 'nextState', order),
      initialProbs: takeAlong(initialProbs, 'state', order),
      scale: scale && takeAlong(scale, 'state', order),
      lapses: lapses && takeAlong(lapses, 'state', order),
      transitionWeights:
        transitionWeights && takeAlong(takeAlong(transitionWeights, 'state', order), 'nextState', order),
      inputCenter,
    },
  };
}

function permuteSpec(spec: GlmHmmSpec, order: readonly number[]): GlmHmmSpec {
  const { weights, frozen, transitions, transitionPrior, initialProbs, initialPrior } = spec;
  const take = <T>(list: readonly T[]): T[] => order.map((k) => list[k]);
  const square = (matrix: readonly (readonly number[])[]): number[][] => take(matrix).map(take);
  const ofStates = <P extends InitialPrior | TransitionPrior>(prior: P): P =>
    prior.kind === 'stateCounts' ? { ...prior, counts: take(prior.counts) } : prior;
  return {
    ...spec,
    weights:
      weights.kind === 'randomWalk' && Array.isArray(weights.sigma)
        ? { ...weights, sigma: take(weights.sigma) }
        : weights,
    frozen: Array.isArray(frozen) ? take(frozen) : frozen,
    transitions:
      transitions.kind === 'perSession' && Array.isArray(transitions.center)
        ? { ...transitions, center: square(transitions.center) }
        : transitions,
    transitionPrior:
      transitionPrior.kind === 'counts'
        ? { ...transitionPrior, counts: square(transitionPrior.counts) }
        : ofStates(transitionPrior),
    initialProbs: typeof initialProbs === 'string' ? initialProbs : take(initialProbs),
    initialPrior: ofStates(initialPrior),
  };
}

/** The array with its slices along one axis in another order. */
function takeAlong<const Axes extends readonly string[]>(
  array: NdArray<Axes>,
  axis: string,
  order: readonly number[],
): NdArray<Axes> {
  const place = array.axes.indexOf(axis);
  const length = array.shape[place];
  const stride = array.shape.slice(place + 1).reduce((size, one) => size * one, 1);
  const data = array.data.map((_, cell, from) => {
    const index = Math.floor(cell / stride) % length;
    return from[cell + (order[index] - index) * stride];
  });
  return ndarray(array.axes, array.shape, data);
}
