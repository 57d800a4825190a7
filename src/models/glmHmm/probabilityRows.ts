import type { GlmHmmPoint } from './point.ts';
import type { GlmHmmProblem } from './problem.ts';

// Rows of probabilities: of leaving each state in each matrix, and of the first state where that is fitted. All stand one
// after the other in `point.probabilities`, `point.expected` and the vector, there as logarithms that may be shifted.

/**
 * Rows at the beginning whose maximum hangs on others', so that only steps lead there: the base of driven transitions, and
 * matrices of sessions that are centered on each other.
 */
export function numSteppedRows({ drive, chain, numMatrices, layout }: GlmHmmProblem): number {
  return drive || chain > 0 ? numMatrices * layout.numStates : 0;
}

/** Probabilities from the logarithms in `theta`: the softmax of each row. */
export function readProbabilities(problem: GlmHmmProblem, point: GlmHmmPoint): void {
  const { transitionsAt, numRows, givenInitial } = problem;
  const { theta, probabilities } = point;
  const K = problem.layout.numStates;
  for (let row = 0; row < numRows; row++) {
    const from = row * K;
    const held = heldIn(problem, row);
    let largest = -Infinity;
    for (let j = 0; j < K; j++) if (j !== held) largest = Math.max(largest, theta[transitionsAt + from + j]);
    let sum = 0;
    for (let j = 0; j < K; j++) {
      probabilities[from + j] = j === held ? 0 : Math.exp(theta[transitionsAt + from + j] - largest);
      sum += probabilities[from + j];
    }
    const scale = freeShare(problem, held) / sum;
    for (let j = 0; j < K; j++) probabilities[from + j] *= scale;
    if (held >= 0) probabilities[from + held] = problem.held?.probability ?? 0;
  }
  if (givenInitial) point.initial.set(givenInitial);
}

/** Adds the derivative of likelihood and prior by the logarithms. */
export function addProbabilityGradient(problem: GlmHmmProblem, point: GlmHmmPoint): void {
  const { transitionsAt, numRows } = problem;
  const K = problem.layout.numStates;
  for (let row = 0; row < numRows; row++) {
    const held = heldIn(problem, row);
    const total = totalOf(problem, point, row, held) / freeShare(problem, held);
    for (let j = 0; j < K; j++) {
      if (j === held) continue;
      const cell = row * K + j;
      point.gradient[transitionsAt + cell] += expectedOf(problem, point, cell) - total * point.probabilities[cell];
    }
  }
}

/** Fills what the curvature by the logarithms would be if the states were known, shift of a row aside: a diagonal. */
export function fillProbabilityCurvature(problem: GlmHmmProblem, point: GlmHmmPoint, out: Float64Array): void {
  const K = problem.layout.numStates;
  for (let row = 0; row < problem.numRows; row++) {
    const held = heldIn(problem, row);
    const total = totalOf(problem, point, row, held) / freeShare(problem, held);
    for (let j = 0; j < K; j++) out[row * K + j] = Math.max(total * point.probabilities[row * K + j], 1e-10);
  }
}

/** Writes the logarithms that maximise what the E-step expects, prior included; those that only steps lead to are left as they are. */
export function writeExpectedLogs(problem: GlmHmmProblem, point: GlmHmmPoint, out: Float64Array): void {
  const { transitionsAt, numRows } = problem;
  const K = problem.layout.numStates;
  for (let row = numSteppedRows(problem); row < numRows; row++) {
    const total = totalOf(problem, point, row, heldIn(problem, row));
    for (let j = 0; j < K; j++) {
      const cell = row * K + j;
      const expected = expectedOf(problem, point, cell) / total;
      out[transitionsAt + cell] = logOf(total > 0 ? expected : unseen(problem, point, cell));
    }
  }
}

/** Log prior of the probabilities, constants dropped. */
export function probabilityLogPrior({ priorCounts }: GlmHmmProblem, { probabilities }: GlmHmmPoint): number {
  let logPrior = 0;
  for (let cell = 0; cell < priorCounts.length; cell++)
    if (priorCounts[cell] > 0) logPrior += priorCounts[cell] * Math.log(probabilities[cell]);
  return logPrior;
}

/** Logarithm of a probability, kept finite at 0. */
export function logOf(probability: number): number {
  return Math.log(Math.max(probability, 1e-300));
}

/** Which entry of the row is held at its value; -1 when none is. */
export function heldIn({ held, layout }: GlmHmmProblem, row: number): number {
  return held && Math.floor(held.cell / layout.numStates) === row ? held.cell % layout.numStates : -1;
}

/** What the entries of a row that are not held sum to. */
export function freeShare({ held }: GlmHmmProblem, heldEntry: number): number {
  return held && heldEntry >= 0 ? 1 - held.probability : 1;
}

function expectedOf(problem: GlmHmmProblem, point: GlmHmmPoint, cell: number): number {
  return point.expected[cell] + problem.priorCounts[cell] + fromSessionBefore(problem, point, cell);
}

/** Pseudo-counts on a transition that the matrix of the session before gives. */
function fromSessionBefore({ chain, layout }: GlmHmmProblem, point: GlmHmmPoint, cell: number): number {
  const before = cell - layout.numStates ** 2;
  return chain > 0 && before >= 0 && cell < point.transitions.length ? chain * point.probabilities[before] : 0;
}

function totalOf(problem: GlmHmmProblem, point: GlmHmmPoint, row: number, held: number): number {
  const K = problem.layout.numStates;
  let total = 0;
  for (let j = 0; j < K; j++) if (j !== held) total += expectedOf(problem, point, row * K + j);
  return total;
}

/** A transition about which neither trials nor prior say anything: that of the center where there is one. */
function unseen({ spec }: GlmHmmProblem, point: GlmHmmPoint, cell: number): number {
  const K = spec.numStates;
  const center =
    spec.transitions.kind === 'perSession' && Array.isArray(spec.transitions.center) ? spec.transitions.center : null;
  return center?.[Math.floor(cell / K) % K][cell % K] ?? point.probabilities[cell];
}
