import {
  drivenForwardBackward2,
  drivenForwardBackward3,
  drivenForwardBackward4,
  drivenForwardBackward5,
} from './drivenForwardBackward.gen.ts';
import { passInLoops } from './forwardBackward.ts';

/**
 * One scaled forward-backward pass over one session whose trials have transition matrices of their own; otherwise as
 * `ForwardBackward`.
 *
 * @param P        [matrix, state, nextState]
 * @param matrixOf [trial] the matrix that leads into the trial; that of a session's first trial is not read
 * @param counts   [matrix, state, nextState] to which the expected transitions are added
 */
export type DrivenForwardBackward = (
  rowOf: Int32Array,
  start: number,
  end: number,
  P: Float64Array,
  matrixOf: Int32Array,
  initial: Float64Array,
  B: Float64Array,
  G: Float64Array,
  A: Float64Array,
  C: Float64Array,
  counts: Float64Array,
  first: Float64Array,
) => number;

const written: Readonly<Record<number, DrivenForwardBackward>> = {
  2: drivenForwardBackward2,
  3: drivenForwardBackward3,
  4: drivenForwardBackward4,
  5: drivenForwardBackward5,
};

/** The pass for a number of states: written out for 2 to 5, in loops otherwise. */
export function drivenForwardBackwardFor(numStates: number): DrivenForwardBackward {
  return written[numStates] ?? drivenForwardBackwardLoops(numStates);
}

/** The pass in plain loops, for any number of states: what the written-out ones do. */
export function drivenForwardBackwardLoops(numStates: number): DrivenForwardBackward {
  const pass = passInLoops(numStates);
  const size = numStates * numStates;
  return (rowOf, start, end, P, matrixOf, initial, B, G, A, C, counts, first) =>
    pass(rowOf, start, end, P, (t) => matrixOf[t] * size, initial, B, G, A, C, counts, first);
}
