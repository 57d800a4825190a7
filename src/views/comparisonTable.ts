import type { Table } from '../data/table.ts';
import { quote, SpecError } from '../errors.ts';
import { requireKnownOptions } from '../models/checks.ts';
import type { ModelComparison } from '../workflows/modelComparison.ts';
import { indexOfBest, type ModelCriterion, modelCriteria } from '../workflows/modelCriteria.ts';
import { tableOfRows } from './tableOfRows.ts';

/** Which criteria a table of a comparison has. */
export interface ComparisonTableOptions {
  /** All that some model has a value of by default. */
  readonly criteria?: readonly ModelCriterion[];
}

/**
 * Models by criteria, a row each pair: criterion, model, value, difference (to the best, at least 0), better ('higher' or 'lower':
 * which values are). Evidences in nats, information criteria in twice nats.
 *
 * @throws {SpecError} when there is no such criterion
 * @example comparisonChart(comparisonTable(comparison, { criteria: ['leaveOneSubjectOut', 'integratedBic'] }))
 */
export function comparisonTable({ models }: ModelComparison, options: ComparisonTableOptions = {}): Table {
  requireKnownOptions(['criteria'], options, 'comparisonTable');
  const { criteria = available(models) } = options;
  const rows = criteria.flatMap((name) => {
    requireCriterion(name);
    const { title: criterion, better } = modelCriteria[name];
    const values = models.map((model) => model[name]);
    const best = indexOfBest(values, better);
    return models.map((model, m) => {
      const value = values[m];
      const top = best === null ? null : values[best];
      const difference = value === null || top === null ? null : Math.abs(value - top);
      return { criterion, model: model.name, value, difference, better };
    });
  });
  return tableOfRows(rows, {
    criterion: 'string',
    model: 'string',
    value: 'number',
    difference: 'number',
    better: 'string',
  });
}

/**
 * Models compared, a row each, the best by the evidence of the selection first: model, numParameters, a column each criterion that
 * some model has a value of (by its name in the comparison), converged.
 */
export function comparisonSummaryTable({ models, evidence }: ModelComparison): Table {
  const criteria = available(models);
  const by = evidence === 'laplace' ? 'logEvidence' : evidence;
  const sorted = [...models].sort((a, b) => (b[by] ?? -Infinity) - (a[by] ?? -Infinity));
  const rows = sorted.map((model) => ({
    model: model.name,
    numParameters: model.parameterNames.length,
    ...Object.fromEntries(criteria.map((name) => [name, model[name]])),
    converged: model.converged,
  }));
  return tableOfRows(rows, {
    model: 'string',
    numParameters: 'number',
    ...Object.fromEntries(criteria.map((name) => [name, 'number' as const])),
    converged: 'boolean',
  });
}

function available(models: ModelComparison['models']): ModelCriterion[] {
  return (Object.keys(modelCriteria) as ModelCriterion[]).filter((name) =>
    models.some((model) => model[name] !== null),
  );
}

function requireCriterion(name: ModelCriterion): void {
  if (!Object.hasOwn(modelCriteria, name))
    throw new SpecError(
      'criteria',
      name,
      `criteria lists ${quote(name)}, but criteria are ${Object.keys(modelCriteria).join(', ')}.`,
    );
}
