import type { SubjectDiagnostic } from '../models/hierarchical/hierarchicalFit.ts';
import type { Truths } from '../models/hierarchical/truths/trueParameters.ts';
import type { HierarchicalControl } from './fitSubjects.ts';

/** A true value and what was made of it; natural values. */
export interface RecoveredValue {
  readonly subject: string;
  readonly parameter: string;
  readonly truth: number;
  /** At the posterior mean of x (the mode with `laplace()`). */
  readonly estimate: number | null;
  /** 95 % interval: at 1.96 posterior standard deviations of x below and above; `null` where there is none, as at a bound. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** How well a parameter is recovered in a cell; natural values, and `null` where there is no such number. */
export interface RecoverySummary {
  readonly parameter: string;
  /** Pearson's, of truth and estimate. */
  readonly correlation: number | null;
  /** Spearman's. */
  readonly rankCorrelation: number | null;
  /** Mean of estimate - truth. */
  readonly bias: number | null;
  /** Root of the mean square of estimate - truth. */
  readonly rmse: number | null;
  /** Share of truths within their intervals. Intervals take the group as known, and so are somewhat short in small cohorts. */
  readonly coverage: number | null;
  /** Mean of the true x, the unbounded values. */
  readonly truthMeanX: number | null;
  /** The mean of x in the fitted group, and its standard error; `null` without a group, or when it depends on covariates. */
  readonly groupMeanX: number | null;
  readonly groupMeanErrorX: number | null;
}

/** One simulated cohort and its fit. */
export interface RecoveryCell {
  readonly numSubjects: number;
  /** Trials of a subject, in all blocks; the mean where subjects differ. */
  readonly numTrials: number;
  /** Blocks of a subject; the mean where subjects differ. */
  readonly numBlocks: number;
  /** A row for each subject and parameter. */
  readonly values: readonly RecoveredValue[];
  /** [parameter] */
  readonly summaries: readonly RecoverySummary[];
  /** How the fit went. */
  readonly converged: boolean;
  readonly diagnostics: readonly SubjectDiagnostic[];
  readonly logEvidence: number | null;
  /** Evaluations of the likelihood of a subject. */
  readonly evaluations: number;
}

/** Cohorts of various sizes; what is left out is as in the options of the study. */
export interface RecoveryGrid {
  /** Trials a block. */
  readonly numTrials?: readonly number[];
  readonly numSubjects?: readonly number[];
  readonly numBlocks?: readonly number[];
}

/** What a study of recovery found: what `recover` returns. Plain data that JSON keeps as it is. */
export interface Recovery {
  readonly kind: 'recovery';
  /** Version of latentlab that made it. */
  readonly version: string;
  readonly seed: number;
  readonly parameterNames: readonly string[];
  /** Every combination of the grid: numbers of trials within numbers of blocks within numbers of subjects. */
  readonly cells: readonly RecoveryCell[];
  readonly settings: {
    /** The model that was simulated and fitted, as data: without the functions of one's own model. */
    readonly spec: object;
    /** Where the true values come from. */
    readonly truths: Truths['source'];
    readonly task: object;
    readonly grid: RecoveryGrid;
    readonly control: Pick<HierarchicalControl, 'start' | 'restarts' | 'tolerance' | 'maxIterations' | 'accelerate'>;
  };
  /** SHA-256 of the subjects whose tasks were taken over; `null` without. */
  readonly dataHash: string | null;
}
