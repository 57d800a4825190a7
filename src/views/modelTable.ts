import { isTrained } from '../data/fitJson.ts';
import type { Table } from '../data/table.ts';
import { SpecError } from '../errors.ts';
import type { Fit } from '../models/fit.ts';
import { informationCriteria } from '../models/inference/informationCriteria.ts';
import { logLikelihood } from '../models/inference/logLikelihood.ts';
import type { Trials } from '../models/trials.ts';
import { tableOfRows } from './tableOfRows.ts';
import type { FitView } from './viewFit.ts';

/**
 * Models of the same trials side by side, a row each, in the order given: model (its name), numStates, logLikelihood (nats),
 * bitsPerTrial (gain an observed trial over the simplest model of these trials), baseline (whence that model: 'in sample'),
 * numParameters (free ones), aic and bic (nats times 2, the lower the better), estimate (where these were taken: 'at maximum
 * likelihood', 'at MAP', 'at given parameters'), converged (empty for given parameters), note (why there are no criteria).
 *
 * @param models fits or views by their names
 * @param trials those that all of them were fitted to
 * @throws {SpecError} when there are no models
 * @throws {DataError} when the trials do not match a fit, or are not those it was fitted to
 * @example modelTable({ GLM: one, 'two states': two, 'three states': three }, trials)
 */
export function modelTable(models: Readonly<Record<string, Fit | FitView>>, trials: Trials): Table {
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
