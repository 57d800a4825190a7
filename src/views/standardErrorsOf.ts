import { standardErrors } from '../models/inference/standardErrors.ts';
import type { Uncertainty } from './parameterTable.ts';
import type { FitView } from './viewFit.ts';

const known = new WeakMap<FitView, Uncertainty | null>();

/**
 * Standard errors of a view's parameters, computed when first asked for; `null` when the fit has none. Probabilities of 0
 * or 1 have none either: NaN.
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
  const { weights, transitionMatrix, atBoundary } = errors;
  const data = transitionMatrix.data.map((error, i) => (atBoundary.transitionMatrix[i] ? Number.NaN : error));
  return { weights, transitionMatrix: { ...transitionMatrix, data } };
}
