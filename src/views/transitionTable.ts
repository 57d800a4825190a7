import type { Table } from '../data/table.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { logOddsBounds } from './logOddsBounds.ts';
import { parameterTable } from './parameterTable.ts';
import { standardErrorsOf } from './standardErrorsOf.ts';
import type { FitView } from './viewFit.ts';

/**
 * The transition probabilities of a view (where inputs are at their center, if they drive transitions), a row each: from, to, session (from 1, when they are per session), probability.
 * Where the fit has standard errors, and `standardErrors` is not false, also standardError, lower and upper: one standard
 * error around on the scale of log-odds; empty for a probability of 0 or 1. With a truth also truth, its mean over sessions when only the truth is per session.
 */
export function transitionTable(view: FitView, options: { readonly standardErrors?: boolean } = {}): Table {
  requireKnownOptions(['standardErrors'], options, 'transitionTable');
  const { standardErrors = true } = options;
  const labels = view.states.map(({ name }) => name);
  return parameterTable({
    axes: [
      { name: 'from', labels },
      { name: 'to', labels },
    ],
    value: { name: 'probability' },
    fitted: view.fit.params.transitionMatrix,
    truth: view.truth?.fit.params.transitionMatrix ?? null,
    errors: standardErrors ? (standardErrorsOf(view)?.transitionMatrix ?? null) : null,
    bounds: (probability, error) => logOddsBounds(probability, error),
  });
}
