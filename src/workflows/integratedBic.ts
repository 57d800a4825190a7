import { drive, type FitProgress } from '../execution/drive.ts';
import type { Subjects } from '../models/behavior/subjects.ts';
import { requireKnownOptions } from '../models/checks.ts';
import {
  type IntegratedBic,
  type IntegratedBicOptions,
  integratedBicOptionNames,
  integratedBicSteps,
} from '../models/hierarchical/comparison/integratedBic.ts';
import type { HierarchicalFit } from '../models/hierarchical/hierarchicalFit.ts';
import { subjectProgress } from './subjectProgress.ts';

/** How an integrated BIC is computed, and who is told. */
export interface IntegratedBicControl extends IntegratedBicOptions {
  /** Aborting it rejects with an AbortError. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FitProgress) => void;
}

const stage = 'integrated BIC';

/**
 * The integrated BIC of a fit: -2 · Σ log ∫ likelihood · group density + penalty, with the error of the integrals.
 *
 * @throws {SpecError} when an option is unknown or impossible, or no group was fitted
 * @throws {DataError} when the subjects are not those of the fit, or the integral of one is not finite
 * @see Huys et al. 2011, PLoS Comput Biol 7:e1002028
 * @example (await integratedBic(fit, subjects)).value
 */
export async function integratedBic(
  fit: HierarchicalFit,
  subjects: Subjects,
  control: IntegratedBicControl = {},
): Promise<IntegratedBic> {
  requireKnownOptions([...integratedBicOptionNames, 'signal', 'onProgress'], control, 'integratedBic');
  const { signal, onProgress, ...options } = control;
  const result = await drive(integratedBicSteps(fit, subjects, options), {
    signal,
    ...(onProgress && { onStep: (subject: number) => onProgress(subjectProgress(fit, stage, subject, false)) }),
  });
  onProgress?.(subjectProgress(fit, stage, subjects.names.length, true));
  return result;
}
