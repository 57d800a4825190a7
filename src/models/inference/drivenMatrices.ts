import type { Fit } from '../fit.ts';
import { inputPlaces, writeInputs } from '../glmHmm/drive.ts';
import { fillDrivenMatrix } from '../hmm/drivenMatrix.ts';
import type { Trials } from '../trials.ts';

/** Writes the matrix [state, nextState] that leads into a trial to an array, from a place on. */
export type MatrixWriter = (trial: number, out: Float64Array, to: number) => void;

/** The writer of a fit whose transitions inputs drive; `null` for others. @throws {DataError} when the trials lack an input */
export function matrixWriter({ spec, params }: Fit, trials: Trials): MatrixWriter | null {
  const { transitionMatrix, transitionWeights, inputCenter } = params;
  if (spec.transitions.kind !== 'inputDriven' || !transitionWeights || !inputCenter) return null;
  const { data: center } = inputCenter;
  const [K, D] = [spec.numStates, center.length];
  const places = inputPlaces(spec.transitions, trials);
  const inputs = new Float64Array(D);
  const logBase = transitionMatrix.data.map(Math.log);
  return (trial, out, to) => {
    writeInputs(trials, places, center, trial, inputs, 0);
    fillDrivenMatrix(logBase, transitionWeights.data, inputs, 0, K, D, out, to);
  };
}

/** [trial, state, nextState] the matrix that leads into each trial, where inputs drive transitions; `null` otherwise. */
export function drivenMatrices(
  fit: Fit,
  trials: Trials,
): { readonly transitions: Float64Array; readonly matrixOf: Int32Array } | null {
  const write = matrixWriter(fit, trials);
  if (!write) return null;
  const size = fit.spec.numStates ** 2;
  const transitions = new Float64Array(trials.numTrials * size);
  const matrixOf = new Int32Array(trials.numTrials).map((_, t) => t);
  for (const t of matrixOf) write(t, transitions, t * size);
  return { transitions, matrixOf };
}
