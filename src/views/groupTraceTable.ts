import type { Table } from '../data/table.ts';
import { groupOf } from '../models/hierarchical/group/groupContrast.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { tableOfRows } from './tableOfRows.ts';

/**
 * How a fit of a group came about, a row each iteration and quantity: iteration (from 1), quantity ('log evidence', 'learningRate
 * mean', that of other covariates by their names, 'learningRate standard deviation', or 'scale' of a group that is not normal),
 * value (nats, or on the unbounded scale x).
 *
 * @throws {SpecError} when no group was fitted
 */
export function groupTraceTable(fit: HierarchicalFit): Table {
  const { covariateNames } = groupOf(fit);
  const scale = fit.spec.group.kind === 'gaussian' ? 'standard deviation' : 'scale';
  const quantities = [...covariateNames, scale].flatMap((what) =>
    fit.parameterNames.map((parameter) => `${parameter} ${what}`),
  );
  const { data } = fit.groupTrace;
  const rows = Array.from(fit.trace, (logEvidence, i) => [
    { iteration: i + 1, quantity: 'log evidence', value: logEvidence },
    ...quantities.map((quantity, q) => ({ iteration: i + 1, quantity, value: data[i * quantities.length + q] })),
  ]).flat();
  return tableOfRows(rows, { iteration: 'number', quantity: 'string', value: 'number' });
}
