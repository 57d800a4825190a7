import { standardErrors } from '../models/inference/standardErrors.ts';
import type { NdArray } from '../numerics/ndarray.ts';
import type { Uncertainty } from './parameterTable.ts';
import type { FitView } from './viewFit.ts';

const known = new WeakMap<FitView, Uncertainty | null>();

/**
 * Standard errors of a view's parameters, computed when first asked for; `null` when the fit has none. Probabilities of 0
 * or 1, lapses at a bound, and weights that are frozen or that a penalty holds at 0, have none either: NaN.
 */
export function standardErrorsOf(view: FitView): Uncertainty | null {
  const before = known.get(view);
  if (before !== undefined) return before;
  const made = uncertainty(view);
  known.set(view, made);
  return made;
}

function uncertainty(view: FitView): Uncertainty | null {
  const errors = standardErrors(view.fit, view.trials);
  if (errors.kind === 'none') return null;
  const { weights, transitionMatrix, lapses, transitionWeights, atBoundary, heldWeights } = errors;
  const blankWhere = (errors: NdArray, isNone: Uint8Array): NdArray => ({
    ...errors,
    data: errors.data.map((error, i) => (isNone[i] ? Number.NaN : error)),
  });
  return {
    weights: blankWhere(weights, heldWeights),
    transitionMatrix: blankWhere(transitionMatrix, atBoundary.transitionMatrix),
    lapses: lapses && blankWhere(lapses, atBoundary.lapses),
    transitionWeights,
  };
}
