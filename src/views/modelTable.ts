import { isTrained } from '../data/fitJson.ts';
import type { Table } from '../data/table.ts';
import { SpecError } from '../errors.ts';
import type { Fit } from '../models/fit.ts';
import { informationCriteria } from '../models/inference/informationCriteria.ts';
import { logLikelihood } from '../models/inference/logLikelihood.ts';
import type { Trials } from '../models/trials.ts';
import { stackSubjects } from './subjectTables.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';
import type { CohortView } from './viewFits.ts';

/** What can be compared: fits and views of the same trials, or cohorts of the same subjects. */
export type Models = Readonly<Record<string, Fit | FitView>> | Readonly<Record<string, CohortView>>;

/**
 * Models of the same trials side by side, a row each, in the order given: model (its name), numStates, logLikelihood (nats),
 * bitsPerTrial (gain an observed trial over the simplest model of these trials), baseline (whence that model: 'in sample'),
 * numParameters (free ones), aic and bic (nats times 2, the lower the better), estimate (where these were taken: 'at maximum
 * likelihood', 'at MAP', 'at given parameters'), converged (empty for given parameters), note (why there are no criteria).
 * Of cohorts, a column subject in front: for each subject the models that were fitted to it.
 *
 * @param models fits or views by their names; or cohorts, which hold their trials
 * @param trials those that all of them were fitted to
 * @throws {SpecError} when there are no models, or trials are missing
 * @throws {DataError} when the trials do not match a fit, or are not those it was fitted to
 * @example modelTable({ GLM: one, 'two states': two, 'three states': three }, trials)
 */
export function modelTable(models: Models, trials?: Trials): Table {
  const cohorts = Object.entries(models).flatMap(([name, one]: [string, Fit | FitView | CohortView]) =>
    one.kind === 'cohort' ? [{ name, cohort: one }] : [],
  );
  if (cohorts.length > 0) {
    if (cohorts.length < Object.keys(models).length)
      throw new SpecError('models', Object.keys(models), 'models must be all cohorts, or all fits and views.');
    return modelsOfSubjects(cohorts);
  }
  if (trials === undefined && Object.keys(models).length > 0)
    throw new SpecError('trials', trials, 'On which trials? Give those that the models were fitted to.');
  return modelsOf(models as Readonly<Record<string, Fit | FitView>>, trials as Trials);
}

function modelsOfSubjects(cohorts: readonly { readonly name: string; readonly cohort: CohortView }[]): Table {
  const subjects = new Map<string, Record<string, FitView>>();
  for (const { name, cohort } of cohorts)
    for (const { subject, view } of cohort.subjects) subjects.set(subject, { ...subjects.get(subject), [name]: view });
  return stackSubjects(
    Array.from(subjects, ([subject, views]) => ({
      subject,
      make: () => modelsOf(views, Object.values(views)[0].trials),
    })),
  );
}

function modelsOf(models: Readonly<Record<string, Fit | FitView>>, trials: Trials): Table {
  const named = Object.entries(models).map(([name, one]) => ({ name, fit: one.kind === 'view' ? one.fit : one }));
  if (named.length === 0)
    throw new SpecError('models', models, 'There are no models to compare; give at least one, such as { GLM: fit }.');
  const rows = named.map(({ name, fit }) => {
    const { total, bitsPerTrial, baseline } = logLikelihood(fit, trials);
    return {
      model: name,
      numStates: fit.spec.numStates,
      logLikelihood: total,
      bitsPerTrial,
      baseline,
      ...criteriaOf(fit, trials),
      converged: isTrained(fit) ? fit.converged : null,
    };
  });
  return tableOfRows(rows, {
    model: 'string',
    numStates: 'number',
    logLikelihood: 'number',
    bitsPerTrial: 'number',
    baseline: 'string',
    numParameters: 'number',
    aic: 'number',
    bic: 'number',
    estimate: 'string',
    converged: 'boolean',
    note: 'string',
  });
}

function criteriaOf(fit: Fit, trials: Trials) {
  if (fit.spec.weights.kind === 'randomWalk')
    return {
      numParameters: null,
      aic: null,
      bic: null,
      estimate: null,
      note: 'Weights that walk are neither free nor given: compare by held-out trials.',
    };
  const { numParameters, aic, bic, label } = informationCriteria(fit, trials);
  return { numParameters: numParameters.total, aic, bic, estimate: label, note: null };
}
