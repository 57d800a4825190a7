import { DataError } from '../../errors.ts';
import { distinctRows } from '../../numerics/distinctRows.ts';
import { nearNames } from '../nearNames.ts';
import type { InputDrivenTransitions } from '../transitionModels.ts';
import type { Trials } from '../trials.ts';

/** What drives the transitions of a problem: the distinct inputs of its trials, and where weights stand in the vector. */
export interface Drive {
  readonly numInputs: number;
  /** [input] what is subtracted from each feature. */
  readonly center: Float64Array;
  /** [matrix, input] distinct inputs, from their center. */
  readonly inputs: Float64Array;
  readonly numMatrices: number;
  /** [input] root mean square over trials, 1 where that is 0. */
  readonly scale: Float64Array;
  /** [trial] the matrix that leads into each trial. */
  readonly matrixOf: Int32Array;
  /** Number of weights. */
  readonly size: number;
  /** [state, nextState, input] which weight it is; -1 where a transition has none. */
  readonly weightOf: Int32Array;
  /** Whether a weight is one of a destination, the same from every state. */
  readonly ofDestinations: boolean;
  readonly ridge: number;
  readonly baseRidge: number;
}

/** The drive of trials. @throws {DataError} when a feature is unknown */
export function driveOf(transitions: InputDrivenTransitions, trials: Trials, numStates: number): Drive {
  const { features, baseline, centered, ridge, baseRidge } = transitions;
  const [K, D] = [numStates, features.length];
  const places = inputPlaces(transitions, trials);
  const center = centered ? meanInputs(trials, places) : new Float64Array(D);
  const weightOf = new Int32Array(K * K * D).fill(-1);
  let size = 0;
  if (baseline === 'none') {
    for (let i = 0; i < weightOf.length; i++) weightOf[i] = i % (K * D);
    size = K * D;
  } else
    for (let cell = 0; cell < K * K; cell++)
      if (Math.floor(cell / K) !== cell % K) for (let d = 0; d < D; d++) weightOf[cell * D + d] = size++;
  return {
    numInputs: D,
    center,
    ...distinctInputs(trials, places, center),
    size,
    weightOf,
    ofDestinations: baseline === 'none',
    ridge,
    baseRidge,
  };
}

/** [input] places of the features that drive transitions among those of the trials. @throws {DataError} when one is unknown */
export function inputPlaces({ features }: InputDrivenTransitions, { featureNames }: Trials): number[] {
  return features.map((name) => {
    const place = featureNames.indexOf(name);
    if (place < 0)
      throw new DataError(
        { column: name },
        `inputDriven names "${name}", which is none of the trials' features. ${nearNames(name, featureNames, 'feature')}`,
      );
    return place;
  });
}

/** Writes the inputs of a trial, from their center; 0 where a feature is missing. */
export function writeInputs(
  { features, featuresKnown, featureNames }: Trials,
  places: readonly number[],
  center: Float64Array,
  trial: number,
  out: Float64Array,
  at: number,
): void {
  for (let d = 0; d < places.length; d++)
    out[at + d] = featuresKnown[trial] ? features.data[trial * featureNames.length + places[d]] - center[d] : 0;
}

function meanInputs(
  { numTrials, features, featuresKnown, featureNames }: Trials,
  places: readonly number[],
): Float64Array {
  const known = featuresKnown.reduce((sum, one) => sum + one, 0);
  const sums = new Float64Array(places.length);
  for (let t = 0; t < numTrials; t++)
    if (featuresKnown[t])
      for (const [d, place] of places.entries()) sums[d] += features.data[t * featureNames.length + place];
  return sums.map((sum) => sum / Math.max(1, known));
}

function distinctInputs(
  trials: Trials,
  places: readonly number[],
  center: Float64Array,
): Pick<Drive, 'inputs' | 'numMatrices' | 'scale' | 'matrixOf'> {
  const D = places.length;
  const all = new Float64Array(trials.numTrials * D);
  for (let t = 0; t < trials.numTrials; t++) writeInputs(trials, places, center, t, all, t * D);
  const { rowOf, firstOf } = distinctRows({ data: all, width: D }, trials.numTrials);
  const inputs = new Float64Array(firstOf.length * D);
  firstOf.forEach((t, m) => {
    inputs.set(all.subarray(t * D, (t + 1) * D), m * D);
  });
  const squares = new Float64Array(D);
  all.forEach((u, i) => {
    squares[i % D] += u * u;
  });
  const scale = squares.map((sum) => Math.sqrt(sum / trials.numTrials) || 1);
  return { inputs, numMatrices: firstOf.length, scale, matrixOf: rowOf };
}
