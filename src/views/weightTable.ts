import type { Table } from '../data/table.ts';
import { parameterTable } from './parameterTable.ts';
import { standardErrorsOf } from './standardErrorsOf.ts';
import type { FitView } from './viewFit.ts';

/**
 * The weights of a view, a row each: state, feature, session (from 1, when weights walk), weight in log-odds per unit of
 * the feature. Where the fit has standard errors, and `standardErrors` is not false, also standardError, lower and upper:
 * one standard error around. With a truth also truth, its mean over sessions when only the truth walks.
 */
export function weightTable(view: FitView, options: { readonly standardErrors?: boolean } = {}): Table {
  const { standardErrors = true } = options;
  return parameterTable({
    first: { name: 'state', labels: view.states.map(({ name }) => name) },
    second: { name: 'feature', labels: view.fit.featureNames },
    value: { name: 'weight', unit: 'log-odds per unit' },
    fitted: view.fit.params.weights,
    truth: view.truth?.fit.params.weights ?? null,
    errors: standardErrors ? (standardErrorsOf(view)?.weights ?? null) : null,
    bounds: (weight, error) => [weight - error, weight + error],
  });
}
