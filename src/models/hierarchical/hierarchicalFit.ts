import type { NdArray } from '../../numerics/ndarray.ts';
import type { HierarchicalSpec } from './hierarchical.ts';
import type { SubjectStatus } from './posteriors.ts';

/** The group of a fit: how x, the unbounded values of the parameters, are distributed among subjects. */
export interface GroupEstimate {
  /** Covariates that the location depends on; the first, 'mean', is 1 for all subjects. */
  readonly covariateNames: readonly string[];
  /** The location of subject s is Σ over covariates of its value times the coefficient. */
  readonly coefficients: NdArray<readonly ['covariate', 'parameter']>;
  /** Standard deviation of a normal group; scale of a Laplace, t or Cauchy group. */
  readonly scale: NdArray<readonly ['parameter']>;
  /** With `gaussianGroup({ covariance: 'full' })`; `null` otherwise. */
  readonly covariance: NdArray<readonly ['parameter', 'otherParameter']> | null;
  /** Of the coefficients; NaN where a scale has collapsed or information is missing. */
  readonly coefficientErrors: NdArray<readonly ['covariate', 'parameter']>;
  /** Covariance of the coefficients, in the order of their data. */
  readonly coefficientCovariance: NdArray<readonly ['coefficient', 'otherCoefficient']>;
  /** Standard errors of the logarithm of `scale`. */
  readonly logScaleErrors: NdArray<readonly ['parameter']>;
}

/** What a fit says of each subject; x is unbounded, `toNatural` gives the values that the model computes with. */
export interface SubjectEstimates {
  readonly names: readonly string[];
  /** Most probable x, with all else as fitted. */
  readonly mode: NdArray<readonly ['subject', 'parameter']>;
  /** Posterior mean of x; the mode where the posterior is taken as normal (`laplace()`). */
  readonly mean: NdArray<readonly ['subject', 'parameter']>;
  /** Posterior covariance of x. */
  readonly covariance: NdArray<readonly ['subject', 'parameter', 'otherParameter']>;
  /** [subject] log-likelihood at the mode, nats. */
  readonly logLikelihood: Float64Array;
  /** [subject] log prior density of the mode, with its constants. */
  readonly logPrior: Float64Array;
  /** [subject] log of the likelihood integrated over the prior, nats; NaN without a prior. */
  readonly logEvidence: Float64Array;
  /** [subject] trials with responses. */
  readonly numObserved: Int32Array;
  /** [subject] different maxima of the posterior that were found. */
  readonly numOptima: Int32Array;
  readonly status: readonly SubjectStatus[];
  /** [subject] largest slope of the log posterior at the mode. */
  readonly gradient: Float64Array;
}

/** Something about a fit that its reader should know: what it is, and what can be done. */
export interface SubjectDiagnostic {
  readonly code:
    | 'notConverged'
    | 'subjectNotConverged'
    | 'subjectAtBound'
    | 'subjectNotMaximum'
    | 'severalOptima'
    | 'varianceCollapsed'
    | 'laplaceInaccurate'
    | 'fewSubjects';
  readonly message: string;
}

/** Where the search for a group begins, by parameter, on the unbounded scales. */
export interface GroupStart {
  /** 0 for parameters left out. */
  readonly mean?: Readonly<Record<string, number>>;
  /** √10 for parameters left out. */
  readonly standardDeviation?: Readonly<Record<string, number>>;
}

/** How a fit was made; what each says stands at `HierarchicalControl`. */
export interface HierarchicalSettings {
  readonly start: GroupStart;
  readonly restarts: number;
  readonly seed: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly accelerate: boolean;
}

/** A fit of subjects and their group: what `fitModel` makes of a hierarchical spec. */
export interface HierarchicalFit {
  readonly kind: 'hierarchicalFit';
  /** Version of latentlab that made it. */
  readonly version: string;
  readonly spec: HierarchicalSpec;
  readonly settings: HierarchicalSettings;
  readonly parameterNames: readonly string[];
  /** `null` when no group was fitted: with a prior that is given, or none. */
  readonly group: GroupEstimate | null;
  readonly subjects: SubjectEstimates;
  /** Sum over subjects of their log-likelihoods at the mode, nats. */
  readonly logLikelihood: number;
  /** Sum over subjects of their log evidence, nats; NaN without a prior. */
  readonly logEvidence: number;
  readonly converged: boolean;
  readonly stopReason: 'converged' | 'maxIterations';
  readonly diagnostics: readonly SubjectDiagnostic[];
  /** [iteration] log evidence; with `laplace()` it may fall. */
  readonly trace: Float64Array;
  /** [iteration] coefficients, then scales, in the order of the group's arrays. */
  readonly groupTrace: NdArray<readonly ['iteration', 'quantity']>;
  /** Evaluations of the likelihood of a subject. */
  readonly evaluations: number;
  readonly seconds: number;
  /** SHA-256 of the subjects that it was fitted to. */
  readonly dataHash: string;
  /** SHA-256 of everything that decides the result: subjects, spec, options, version. */
  readonly requestHash: string;
}
