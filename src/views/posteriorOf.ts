import { type Posterior, posterior } from '../models/inference/posterior.ts';
import type { FitView } from './viewFit.ts';

const known = new WeakMap<FitView, Posterior>();

/** The posterior of a view's states in its trials, computed when first asked for. */
export function posteriorOf(view: FitView): Posterior {
  const before = known.get(view);
  if (before) return before;
  const made = posterior(view.fit, view.trials);
  known.set(view, made);
  return made;
}
