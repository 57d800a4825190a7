import { type Table, table } from '../data/table.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { finiteOrNull } from './intervals.ts';

/**
 * How each subject of a fit is accounted for, a row each: subject, logLikelihood (at the mode), logPrior (log density of the mode),
 * logEvidence (log of the likelihood integrated over the prior; empty without one), all nats, numObserved (trials with responses),
 * numOptima (maxima of the posterior that were found), status, gradient (largest slope of the log posterior at the mode).
 */
export function subjectEvidenceTable({ subjects }: HierarchicalFit): Table {
  const nats = ['logLikelihood', 'logPrior', 'logEvidence'] as const;
  return table([
    { name: 'subject', type: 'string', values: subjects.names },
    ...nats.map((name) => ({
      name,
      type: 'number' as const,
      values: Array.from(subjects[name], finiteOrNull),
      unit: 'nats',
    })),
    { name: 'numObserved', type: 'number', values: [...subjects.numObserved] },
    { name: 'numOptima', type: 'number', values: [...subjects.numOptima] },
    { name: 'status', type: 'string', values: subjects.status },
    { name: 'gradient', type: 'number', values: Array.from(subjects.gradient, finiteOrNull) },
  ]);
}
