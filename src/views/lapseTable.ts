import type { Table } from '../data/table.ts';
import { SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import { lapseNames } from '../models/lapses.ts';
import { numClassesOf } from '../models/observations/numClasses.ts';
import { logOddsBounds } from './logOddsBounds.ts';
import { parameterTable } from './parameterTable.ts';
import { standardErrorsOf } from './standardErrorsOf.ts';
import type { FitView } from './viewFit.ts';

/**
 * The lapses of a view, a row each: state, lapse (the name of the class it goes to, or "repeat" and "alternate", with "after"
 * and the name of the previous choice where rates are by choice), rate (share of choices, from 0 to the `max` of the spec).
 * Where the fit has standard errors, and `standardErrors` is not false, also standardError, lower and upper: one standard
 * error around on the scale of log(rate / (max - rate)); empty for a rate of 0 or `max`. With a truth of the same
 * lapses also truth.
 *
 * @throws {SpecError} when the model has no lapses
 */
export function lapseTable(view: FitView, options: { readonly standardErrors?: boolean } = {}): Table {
  requireKnownOptions(['standardErrors'], options, 'lapseTable');
  const { standardErrors = true } = options;
  const { params, spec } = view.fit;
  const { lapses } = spec;
  if (lapses.kind === 'none' || !params.lapses)
    throw new SpecError(
      'view',
      lapses.kind,
      'The model of this fit has no lapses. Fit one that has, with lapses: classLapses() or historyLapses().',
    );
  const truth = view.truth?.fit;
  const numClasses = numClassesOf(spec.observation) ?? 0;
  const { classNames } = view.trials;
  const classes = Array.from({ length: numClasses }, (_, c) => classNames[c] ?? String(c));
  return parameterTable({
    axes: [
      { name: 'state', labels: view.states.map(({ name }) => name) },
      { name: 'lapse', labels: lapseNames(lapses, classes) },
    ],
    value: { name: 'rate' },
    fitted: params.lapses,
    truth: truth?.spec.lapses.kind === lapses.kind ? truth.params.lapses : null,
    errors: standardErrors ? (standardErrorsOf(view)?.lapses ?? null) : null,
    bounds: (rate, error) => logOddsBounds(rate, error, lapses.max),
  });
}
