import type { Table } from '../data/table.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { type LabelledAxis, parameterTable } from './parameterTable.ts';
import { standardErrorsOf } from './standardErrorsOf.ts';
import type { FitView } from './viewFit.ts';
import { weightUnit } from './weightUnit.ts';

/**
 * The weights of a view, a row each: state, class (for softmax: all but the reference), feature, session (from 1, when
 * weights walk), weight on the scale of the link (log-odds for choices) per unit of the feature. With several responses a
 * feature's name is behind that of its response.
 * Where the fit has standard errors, and `standardErrors` is not false, also standardError, lower and upper:
 * one standard error around. With a truth also truth, its mean over sessions when only the truth walks.
 */
export function weightTable(view: FitView, options: { readonly standardErrors?: boolean } = {}): Table {
  requireKnownOptions(['standardErrors'], options, 'weightTable');
  const { standardErrors = true } = options;
  const { params, featureNames, spec } = view.fit;
  const { observation } = spec;
  const { responseNames, classNames } = view.trials;
  const outputs = params.weights.axes.includes('output') ? responseNames : null;
  const axes: LabelledAxis[] = [{ name: 'state', labels: view.states.map(({ name }) => name) }];
  if (observation.kind === 'softmax') axes.push({ name: 'class', labels: classNames });
  axes.push({
    name: 'feature',
    labels: outputs?.flatMap((output) => featureNames.map((name) => `${output}: ${name}`)) ?? featureNames,
  });
  return parameterTable({
    axes,
    without: ([, index]) => observation.kind === 'softmax' && index === observation.reference,
    value: { name: 'weight', unit: weightUnit(observation, classNames) },
    fitted: params.weights,
    truth: view.truth?.fit.params.weights ?? null,
    errors: standardErrors ? (standardErrorsOf(view)?.weights ?? null) : null,
    bounds: (weight, error) => [weight - error, weight + error],
  });
}
