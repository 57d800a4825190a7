import type { NdArray, Nested } from '../numerics/ndarray.ts';

/** Parameters of a GLM-HMM as a person writes them: nested arrays, or arrays with named axes. */
export interface GivenParams {
  /**
   * [state, feature], or [session, state, feature] when the spec's weights walk; in log-odds per unit of the feature. For
   * several classes [state, class, feature], of which the reference's are subtracted.
   */
  readonly weights: Nested | NdArray;
  /** [state, nextState], or [session, state, nextState] when the spec's transitions are per session; rows sum to 1. One state needs none. */
  readonly transitionMatrix?: Nested | NdArray;
  /** [state], sums to 1. Left out, those that the spec gives, or all equal. */
  readonly initialProbs?: Nested | NdArray;
  /** [state], above 0, for families with a scale. Left out, 1. With several outputs [state, output]. */
  readonly scale?: Nested | NdArray | null;
  /** [state, lapse], from 0 to the most that the spec allows, for specs with lapses. Left out, 0. */
  readonly lapses?: Nested | NdArray | null;
  /** [state, nextState, input] for input-driven transitions, of which those of staying are subtracted. Left out, 0. */
  readonly transitionWeights?: Nested | NdArray | null;
  /** [input] the center of inputs. Left out, 0. */
  readonly inputCenter?: Nested | NdArray | null;
}

const options: Readonly<Record<keyof GivenParams, true>> = {
  weights: true,
  transitionMatrix: true,
  initialProbs: true,
  scale: true,
  lapses: true,
  transitionWeights: true,
  inputCenter: true,
};

/** The names of parameters that may be given. */
export const givenParamNames: readonly string[] = Object.keys(options);
