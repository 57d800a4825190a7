import type { BayesianModelSelection } from '../models/hierarchical/comparison/bayesianModelSelection.ts';
import type { SubjectDiagnostic } from '../models/hierarchical/hierarchicalFit.ts';
import type { ModelScores, StudyControl } from './modelCriteria.ts';

/** A model in a comparison: its scores, and how its fit went. */
export interface ComparedModel extends ModelScores {
  readonly name: string;
  readonly parameterNames: readonly string[];
  /** Of the integrated BICs: Monte-Carlo standard error; of quadrature, what the last refinement changed. */
  readonly integratedBicError: number | null;
  readonly bySubject: {
    /** [subject] Laplace's log evidence under the fitted group, nats. */
    readonly logEvidence: readonly number[];
    /** [subject] log evidence under the group refitted without the subject, nats. */
    readonly leaveOneSubjectOut: readonly number[] | null;
    /** [subject] log of the likelihood integrated over the fitted group, nats. */
    readonly integrated: readonly number[] | null;
  };
  /** Whether the fit of all subjects converged. */
  readonly converged: boolean;
  readonly diagnostics: readonly SubjectDiagnostic[];
}

/** Models compared on the same subjects: what `compareModels` returns. Plain data that JSON keeps as it is. */
export interface ModelComparison {
  readonly kind: 'modelComparison';
  /** Version of latentlab that made it. */
  readonly version: string;
  readonly seed: number;
  readonly subjectNames: readonly string[];
  /** In the order given. */
  readonly models: readonly ComparedModel[];
  /** Which evidence the selection rests on. */
  readonly evidence: 'leaveOneSubjectOut' | 'laplace';
  /** Random-effects model selection: how frequent models are among subjects. */
  readonly selection: Omit<BayesianModelSelection, 'posterior'> & {
    /** [subject][model] probability that the subject behaves by the model. */
    readonly posterior: readonly (readonly number[])[];
  };
  /** What its reader should know. */
  readonly warnings: readonly string[];
  readonly settings: {
    /** The models by name, as data: without the functions of one's own. */
    readonly models: Readonly<Record<string, object>>;
    /** Of integrals by importance sampling. */
    readonly draws: number;
    readonly control: Omit<StudyControl, 'signal' | 'onProgress' | 'seed'>;
  };
  /** SHA-256 of the subjects. */
  readonly dataHash: string;
}
