import type { NdArray } from '../numerics/ndarray.ts';
import type { FeatureRecipe } from './recipes.ts';
import type { GlmHmmSpec } from './specs.ts';

/** The numbers of a GLM-HMM. */
export interface GlmHmmParams {
  /**
   * [state, feature], or [session, state, feature] when weights walk; on the scale of the link (log-odds for choices) per unit
   * of the feature. With several outputs an axis `output` stands before `feature`.
   */
  readonly weights: NdArray;
  /** [state, nextState], or [session, state, nextState] per session; each row sums to 1. */
  readonly transitionMatrix: NdArray;
  /** [state] */
  readonly initialProbs: NdArray<readonly ['state']>;
  /** [state], or [state, output]: variance of `gaussian`, 1 / shape of `gamma`, dispersion of `negativeBinomial`; `null` for other families. */
  readonly scale: NdArray | null;
  /** [state, lapse] share of choices that are this lapse; `null` without lapses. `lapseTable` names them. */
  readonly lapses: NdArray<readonly ['state', 'lapse']> | null;
  /**
   * [state, nextState, input] what an input adds to the log-odds of a transition against staying, per unit of the feature; 0
   * for staying. `null` unless transitions are input-driven; then `transitionMatrix` is the one where inputs are at their center.
   */
  readonly transitionWeights: NdArray<readonly ['state', 'nextState', 'input']> | null;
  /** [input] the center that inputs are taken from; `null` unless transitions are input-driven. */
  readonly inputCenter: NdArray<readonly ['input']> | null;
}

/** A model with its parameters, fitted (`fitModel`) or given (`fitFrom`): every verb works on it. */
export interface Fit {
  readonly kind: 'fit';
  /** Version of latentlab that made it. */
  readonly version: string;
  readonly spec: GlmHmmSpec;
  readonly params: GlmHmmParams;
  readonly featureNames: readonly string[];
  /** [feature] how each was made, so that other data can be read in the same way (`featuresOf`); left out where no trials said so. */
  readonly recipes?: readonly FeatureRecipe[];
}

/** Something about a fit that its reader should know: what it is, and what can be done. */
export interface Diagnostic {
  readonly code:
    | 'notConverged'
    | 'weightsRunToInfinity'
    | 'weightsUndetermined'
    | 'scaleRunsToZero'
    | 'fewSessions'
    | 'featuresMissing';
  readonly message: string;
}

/** Why a fit stopped. */
export type StopReason = 'converged' | 'maxIterations' | 'noProgress';

/** What one start reached. */
export interface RestartReport {
  readonly logPosterior: number;
  readonly converged: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly evaluations: number;
  /** Log posterior after each accepted step, from the start on. */
  readonly trace: Float64Array;
}

/** A fit that was found by `fitModel`, with the record of how. */
export interface TrainedFit extends Fit {
  /** Log-likelihood plus log prior (constants dropped), nats: what was maximised. */
  readonly logPosterior: number;
  /** Nats, over all observed trials, states summed out. */
  readonly logLikelihood: number;
  readonly logPrior: number;
  readonly converged: boolean;
  readonly stopReason: StopReason;
  /**
   * By how much the fit misses the conditions of a maximum, in nats per unit of a parameter; at most `residualTolerance` where
   * it converged, unless rounding is larger. `null` unless the steps were proximal.
   */
  readonly kktResidual: number | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Log posterior after each accepted step of the best start. */
  readonly trace: Float64Array;
  /** Passes over the data, all starts together. */
  readonly evaluations: number;
  /** Wall time of the whole fit. */
  readonly seconds: number;
  readonly seed: number;
  /** SHA-256 of the trials that it was fitted to. */
  readonly dataHash: string;
  /** SHA-256 of everything that decides the result: trials, spec, options, start, version. */
  readonly requestHash: string;
  readonly numTrials: number;
  readonly numObserved: number;
  /** Every start, in the order of their seeds. */
  readonly restarts: readonly RestartReport[];
}
