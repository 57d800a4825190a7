import type { Table } from '../data/table.ts';
import { parameterTable, type Uncertainty } from './parameterTable.ts';
import type { FitView } from './viewFit.ts';

/**
 * The weights of a view, a row each: state, feature, session (from 1, when weights walk), weight in log-odds per unit of
 * the feature. With `uncertainty` also standardError, and lower and upper: one standard error around. With a truth also
 * truth, its mean over sessions when only the truth walks.
 */
export function weightTable(view: FitView, options: { readonly uncertainty?: Uncertainty } = {}): Table {
  return parameterTable({
    first: { name: 'state', labels: view.states.map(({ name }) => name) },
    second: { name: 'feature', labels: view.fit.featureNames },
    value: { name: 'weight', unit: 'log-odds per unit' },
    fitted: view.fit.params.weights,
    truth: view.truth?.fit.params.weights ?? null,
    errors: options.uncertainty?.weights ?? null,
    bounds: (weight, error) => [weight - error, weight + error],
  });
}
