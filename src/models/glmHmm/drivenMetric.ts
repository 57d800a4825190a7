import { choleskyFactor, solveLower, solveUpper } from '../../numerics/cholesky.ts';
import type { Drive } from './drive.ts';
import type { GlmHmmPoint } from './point.ts';
import type { GlmHmmProblem } from './problem.ts';

/**
 * The curvature of transitions that inputs drive, were the states known: a dense system of the logarithms of the base, but
 * for those of staying, and then of the weights.
 */
export interface DrivenMetric {
  readonly drive: Drive;
  /** [base] cell of the matrix. */
  readonly cells: readonly number[];
  readonly size: number;
  /** [state, nextState, 1 and inputs] coordinates of the system; -1 where there is none. */
  readonly coordinates: Int32Array;
  /** [coordinate, coordinate], of which the lower triangle counts; factored in place. */
  readonly hessian: Float64Array;
  readonly scratch: Float64Array;
  /** [state, nextState, nextState, 1 and inputs, 1 and inputs] sums before they are put into the system. */
  readonly products: Float64Array;
}

/** Room for the metric of a problem. */
export function drivenMetric({ layout }: GlmHmmProblem, drive: Drive): DrivenMetric {
  const [K, D] = [layout.numStates, drive.numInputs];
  const cells = Array.from({ length: K * K }, (_, cell) => cell).filter((cell) => Math.floor(cell / K) !== cell % K);
  const coordinates = new Int32Array(K * K * (D + 1)).fill(-1);
  cells.forEach((cell, p) => {
    coordinates[cell * (D + 1)] = p;
  });
  drive.weightOf.forEach((weight, i) => {
    if (weight >= 0) coordinates[Math.floor(i / D) * (D + 1) + 1 + (i % D)] = cells.length + weight;
  });
  const size = cells.length + drive.size;
  return {
    drive,
    cells,
    size,
    coordinates,
    hessian: new Float64Array(size * size),
    scratch: new Float64Array(size),
    products: new Float64Array(K ** 3 * (D + 1) ** 2),
  };
}

/** Takes the curvature at a point; `solveDriven` then uses it. */
export function factorDriven(metric: DrivenMetric, problem: GlmHmmProblem, { driven, transitions }: GlmHmmPoint): void {
  const { drive, cells, size, hessian, products } = metric;
  const K = problem.layout.numStates;
  hessian.fill(0);
  products.fill(0);
  if (!driven) return;
  for (let row = 0; row < drive.numMatrices * K; row++) {
    const total = sumOfRow(driven.counts, row * K, K);
    const at = Math.floor(row / K) * drive.numInputs;
    if (total > 0) addRow(metric, row % K, K, driven.matrices, row * K, total, drive.inputs, at);
  }
  const none = new Float64Array(drive.numInputs);
  for (let i = 0; i < K; i++)
    addRow(metric, i, K, transitions, i * K, sumOfRow(problem.priorCounts, i * K, K), none, 0);
  fillSystem(metric, K);
  for (let p = 0; p < size; p++) {
    hessian[p * size + p] += p < cells.length ? drive.baseRidge : drive.ridge;
    hessian[p * size + p] += 1e-9 * hessian[p * size + p] + 1e-9;
  }
  choleskyFactor(hessian, 0, size);
}

/** Solves in place, in the part of a vector that holds weights and base; logarithms of staying get 0. */
export function solveDriven(metric: DrivenMetric, problem: GlmHmmProblem, v: Float64Array): void {
  const { drive, cells, size, hessian, scratch } = metric;
  const { driveAt, transitionsAt, layout } = problem;
  const K = layout.numStates;
  for (let p = 0; p < cells.length; p++) scratch[p] = v[transitionsAt + cells[p]];
  for (let w = 0; w < drive.size; w++) scratch[cells.length + w] = v[driveAt + w];
  solveLower(hessian, 0, size, scratch, 0);
  solveUpper(hessian, 0, size, scratch, 0);
  if (drive.ofDestinations) removeCommon(scratch, cells.length, K, drive.numInputs);
  v.fill(0, transitionsAt, transitionsAt + K * K);
  for (let p = 0; p < cells.length; p++) v[transitionsAt + cells[p]] = scratch[p];
  for (let w = 0; w < drive.size; w++) v[driveAt + w] = scratch[cells.length + w];
}

/** Puts the sums where their coordinates stand in the system. */
function fillSystem({ drive, coordinates, products, hessian, size }: DrivenMetric, numStates: number): void {
  const [K, W] = [numStates, drive.numInputs + 1];
  for (let cell = 0; cell < products.length; cell++) {
    const [f, g] = [Math.floor(cell / W) % W, cell % W];
    const [j, k] = [Math.floor(cell / (K * W * W)) % K, Math.floor(cell / (W * W)) % K];
    const state = Math.floor(cell / (K * K * W * W));
    const p = coordinates[(state * K + j) * W + f];
    const q = coordinates[(state * K + k) * W + g];
    if (p < 0 || q < 0 || k > j) continue;
    // above the diagonal of destinations nothing was summed: what is below stands for both
    if (p >= q) hessian[p * size + q] += products[cell];
    if (j !== k && q >= p) hessian[q * size + p] += products[cell];
  }
}

/**
 * Adds the curvature of `total` transitions from a state: for destinations j and k, and for 1 and each input, the product
 * total · (P(j) [j = k] - P(j) P(k)) · x · x, to the lower half of the destinations.
 */
function addRow(
  { drive, products }: DrivenMetric,
  state: number,
  numStates: number,
  probabilities: Float64Array,
  row: number,
  total: number,
  inputs: Float64Array,
  at: number,
): void {
  const W = drive.numInputs + 1;
  for (let j = 0; j < numStates; j++) {
    const weight = total * probabilities[row + j];
    for (let k = 0; k <= j; k++) {
      const share = weight * ((j === k ? 1 : 0) - probabilities[row + k]);
      let cell = ((state * numStates + j) * numStates + k) * W * W;
      for (let f = 0; f < W; f++) {
        const scaled = f === 0 ? share : share * inputs[at + f - 1];
        products[cell++] += scaled;
        for (let g = 0; g < W - 1; g++) products[cell++] += scaled * inputs[at + g];
      }
    }
  }
}

function sumOfRow(values: Float64Array, from: number, length: number): number {
  let sum = 0;
  for (let i = from; i < from + length; i++) sum += values[i];
  return sum;
}

/** Takes from weights [destination, input] what all destinations have in common: it changes no probability. */
function removeCommon(x: Float64Array, from: number, numStates: number, numInputs: number): void {
  for (let d = 0; d < numInputs; d++) {
    let mean = 0;
    for (let j = 0; j < numStates; j++) mean += x[from + j * numInputs + d] / numStates;
    for (let j = 0; j < numStates; j++) x[from + j * numInputs + d] -= mean;
  }
}
