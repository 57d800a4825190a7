import type { FitProgress } from '../execution/drive.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';

/** Where work that goes from subject to subject of a fit stands: `subject` counts from 0. */
export function subjectProgress(fit: HierarchicalFit, stage: string, subject: number, done: boolean): FitProgress {
  const numFits = fit.subjects.names.length;
  return {
    restart: 1,
    numRestarts: 1,
    evaluation: subject,
    logPosterior: fit.logEvidence,
    objective: 'log evidence',
    stage,
    fit: Math.min(subject + 1, numFits),
    numFits,
    done,
  };
}
