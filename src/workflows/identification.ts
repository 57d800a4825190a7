import type { Truths } from '../models/hierarchical/truths/trueParameters.ts';
import type { ModelCriterion, StudyControl } from './modelCriteria.ts';

/** How a model fitted what a model simulated, by one metric. */
export interface IdentifiedPair {
  readonly simulated: string;
  readonly fitted: string;
  readonly metric: ModelCriterion;
  /** Over rounds that have a value. */
  readonly mean: number | null;
  /** Rounds in which no other fitted model was better. */
  readonly wins: number;
  readonly rounds: number;
}

/** Who is taken for whom, by one metric; rows are the models that simulated, columns those that were fitted. */
export interface IdentificationMatrices {
  readonly metric: ModelCriterion;
  /** [simulated][fitted] P(fits best | simulated): share of rounds; `null` where no round has a best. */
  readonly confusion: readonly (readonly (number | null)[])[];
  /** [simulated][fitted] P(simulated | fits best), had all models simulated as often; `null` for a model that never fits best. */
  readonly inversion: readonly (readonly (number | null)[])[];
}

/** Whether models can be told apart: what `identify` returns. Plain data that JSON keeps as it is. */
export interface Identification {
  readonly kind: 'identification';
  /** Version of latentlab that made it. */
  readonly version: string;
  readonly seed: number;
  readonly modelNames: readonly string[];
  readonly metrics: readonly ModelCriterion[];
  readonly rounds: number;
  readonly numSubjects: number;
  readonly pairs: readonly IdentifiedPair[];
  /** One a metric. */
  readonly matrices: readonly IdentificationMatrices[];
  /** [metric][round][simulated][fitted] */
  readonly values: readonly (readonly (readonly (readonly (number | null)[])[])[])[];
  /** Fits that did not converge, or that there are none of; rounds count from 0. */
  readonly problems: readonly {
    readonly round: number;
    readonly simulated: string;
    readonly fitted: string;
    readonly message: string;
  }[];
  readonly settings: {
    /** The models by name, as data: without the functions of one's own. */
    readonly models: Readonly<Record<string, object>>;
    /** [model] where true values come from. */
    readonly truths: readonly Truths['source'][];
    readonly task: object;
    readonly draws: number;
    readonly control: Omit<StudyControl, 'signal' | 'onProgress' | 'seed'>;
  };
  /** SHA-256 of the subjects whose tasks were taken over; `null` without. */
  readonly dataHash: string | null;
}
