import type { Table } from '../data/table.ts';
import { SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { parameterTable } from './parameterTable.ts';
import { standardErrorsOf } from './standardErrorsOf.ts';
import type { FitView } from './viewFit.ts';

/**
 * What inputs do to the transitions of a view, a row each: from, to (another state), input, weight: what a unit of the
 * feature adds to the log-odds of the transition against staying. Where the fit has standard errors, and `standardErrors` is
 * not false, also standardError, lower and upper: one standard error around. With a truth also truth.
 *
 * @throws {SpecError} when nothing drives the transitions
 */
export function transitionWeightTable(view: FitView, options: { readonly standardErrors?: boolean } = {}): Table {
  requireKnownOptions(['standardErrors'], options, 'transitionWeightTable');
  const { standardErrors = true } = options;
  const { params, spec } = view.fit;
  const { transitions } = spec;
  if (transitions.kind !== 'inputDriven' || !params.transitionWeights)
    throw new SpecError(
      'view',
      transitions.kind,
      `The transitions of this fit are ${transitions.kind}, so no input has weights in them. Use transitionTable, or fit with transitions: inputDriven({ features }).`,
    );
  const labels = view.states.map(({ name }) => name);
  return parameterTable({
    axes: [
      { name: 'from', labels },
      { name: 'to', labels },
      { name: 'input', labels: transitions.features },
    ],
    without: ([from, to]) => from === to,
    value: { name: 'weight', unit: 'log-odds against staying per unit' },
    fitted: params.transitionWeights,
    truth: view.truth?.fit.params.transitionWeights ?? null,
    errors: standardErrors ? (standardErrorsOf(view)?.transitionWeights ?? null) : null,
    bounds: (weight, error) => [weight - error, weight + error],
  });
}
