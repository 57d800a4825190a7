import { fillDrivenMatrix } from '../hmm/drivenMatrix.ts';
import type { Drive } from './drive.ts';
import type { GlmHmmPoint } from './point.ts';
import type { GlmHmmProblem } from './problem.ts';

// Transitions driven by inputs. In the vector stand the weights, then the logarithms of the matrix where inputs are 0: the
// base, a row of probabilities a state as in other models. What is expected of its cells, beyond what it predicts itself,
// stands in `point.expected`, so that its rows have their usual gradient.

/** What a point knows of driven transitions. */
export interface DrivenPoint {
  /** [state, nextState, input] */
  readonly weights: Float64Array;
  /** [matrix, state, nextState] */
  readonly matrices: Float64Array;
  /** [matrix, state, nextState] expected transitions. */
  readonly counts: Float64Array;
}

/** Room for it. */
export function emptyDriven({ numMatrices, numInputs }: Drive, numStates: number): DrivenPoint {
  const cells = numStates * numStates;
  return {
    weights: new Float64Array(cells * numInputs),
    matrices: new Float64Array(numMatrices * cells),
    counts: new Float64Array(numMatrices * cells),
  };
}

/** Weights and matrices from the vector and the base. */
export function readDriven(problem: GlmHmmProblem, point: GlmHmmPoint): void {
  const { drive, driveAt, layout } = problem;
  const { driven, theta, transitions } = point;
  if (!drive || !driven) return;
  const K = layout.numStates;
  for (let i = 0; i < driven.weights.length; i++)
    driven.weights[i] = drive.weightOf[i] < 0 ? 0 : theta[driveAt + drive.weightOf[i]];
  const logBase = transitions.map(Math.log);
  const { inputs, numInputs: D } = drive;
  for (let m = 0; m < drive.numMatrices; m++)
    fillDrivenMatrix(logBase, driven.weights, inputs, m * D, K, D, driven.matrices, m * K * K);
}

/** Adds the derivative by the weights, and writes what is expected of the base. */
export function addDrivenGradient(problem: GlmHmmProblem, point: GlmHmmPoint): void {
  const { drive, driveAt, layout } = problem;
  const { driven, gradient, counts } = point;
  if (!drive || !driven) return;
  const [K, D] = [layout.numStates, drive.numInputs];
  counts.fill(0);
  for (let m = 0; m < drive.numMatrices; m++)
    for (let i = 0; i < K; i++) {
      const row = (m * K + i) * K;
      let total = 0;
      for (let j = 0; j < K; j++) total += driven.counts[row + j];
      if (total === 0) continue;
      for (let j = 0; j < K; j++) {
        const beyond = driven.counts[row + j] - total * driven.matrices[row + j];
        const cell = i * K + j;
        counts[cell] += beyond;
        for (let d = 0; d < D; d++) {
          const weight = drive.weightOf[cell * D + d];
          if (weight >= 0) gradient[driveAt + weight] += beyond * drive.inputs[m * D + d];
        }
      }
    }
}

/** Adds the ridges to the gradient. @returns their log prior */
export function addDrivenPrior({ drive, driveAt, transitionsAt, layout }: GlmHmmProblem, point: GlmHmmPoint): number {
  if (!drive) return 0;
  const { theta, gradient } = point;
  let logPrior = 0;
  for (let i = driveAt; i < transitionsAt; i++) {
    logPrior -= 0.5 * drive.ridge * theta[i] ** 2;
    gradient[i] -= drive.ridge * theta[i];
  }
  if (drive.baseRidge === 0) return logPrior;
  const K = layout.numStates;
  for (let cell = 0; cell < K * K; cell++) {
    const self = transitionsAt + Math.floor(cell / K) * (K + 1);
    const logOdds = theta[transitionsAt + cell] - theta[self];
    logPrior -= 0.5 * drive.baseRidge * logOdds ** 2;
    gradient[transitionsAt + cell] -= drive.baseRidge * logOdds;
    gradient[self] += drive.baseRidge * logOdds;
  }
  return logPrior;
}
