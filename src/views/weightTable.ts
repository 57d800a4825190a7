import type { Table } from '../data/table.ts';
import { parameterTable } from './parameterTable.ts';
import { standardErrorsOf } from './standardErrorsOf.ts';
import type { FitView } from './viewFit.ts';
import { weightUnit } from './weightUnit.ts';

/**
 * The weights of a view, a row each: state, feature, session (from 1, when weights walk), weight on the scale of the
 * link (log-odds for choices) per unit of the feature. With several responses a feature's name is behind that of its response.
 * Where the fit has standard errors, and `standardErrors` is not false, also standardError, lower and upper:
 * one standard error around. With a truth also truth, its mean over sessions when only the truth walks.
 */
export function weightTable(view: FitView, options: { readonly standardErrors?: boolean } = {}): Table {
  const { standardErrors = true } = options;
  const { params, featureNames, spec } = view.fit;
  const outputs = params.weights.axes.includes('output') ? view.trials.responseNames : null;
  return parameterTable({
    first: { name: 'state', labels: view.states.map(({ name }) => name) },
    second: {
      name: 'feature',
      labels: outputs?.flatMap((output) => featureNames.map((name) => `${output}: ${name}`)) ?? featureNames,
    },
    value: { name: 'weight', unit: weightUnit(spec.observation) },
    fitted: params.weights,
    truth: view.truth?.fit.params.weights ?? null,
    errors: standardErrors ? (standardErrorsOf(view)?.weights ?? null) : null,
    bounds: (weight, error) => [weight - error, weight + error],
  });
}
