import { totalPenalty } from '../../numerics/lengthPenalties.ts';
import { addWeightedSum, type WeightedRows } from '../../numerics/rowSums.ts';
import { addChainPrior } from './chain.ts';
import { addDrivenGradient, addDrivenPrior } from './drivenTransitions.ts';
import { addLapseGradient } from './lapseSums.ts';
import type { GlmHmmPoint } from './point.ts';
import { passOverData } from './point.ts';
import { addProbabilityGradient, probabilityLogPrior } from './probabilityRows.ts';
import type { GlmHmmProblem } from './problem.ts';

/** Log posterior and gradient at the point's `theta`: a pass over the data, then the priors. The gradient leaves out penalties with kinks. */
export function evaluate(problem: GlmHmmProblem, point: GlmHmmPoint): void {
  passOverData(problem, point);
  point.gradient.fill(0);
  addWeightGradient(problem, point);
  addDrivenGradient(problem, point);
  addProbabilityGradient(problem, point);
  point.logPrior =
    addWeightPrior(problem, point) +
    addDrivenPrior(problem, point) +
    addChainPrior(problem, point) +
    probabilityLogPrior(problem, point) -
    totalPenalty(problem.penalties, point.theta);
  point.value = point.logLikelihood + point.logPrior;
}

/** Adds the likelihood's derivative by the weights, scales and lapses, given the posteriors. */
export function addWeightGradient(problem: GlmHmmProblem, point: GlmHmmPoint): void {
  const { design, layout, scalesAt } = problem;
  const { posterior, tables, gradient } = point;
  const { numStates: K, numFeatures: D, numPredictors: P, numUnits, numBlocks, units, width, shared } = layout;
  const residuals: WeightedRows = {
    rows: design.features,
    width: D,
    factor: posterior,
    numColumns: K,
    otherFactor: tables.slope,
    numOtherColumns: numUnits * P,
  };
  const sums = new Float64Array(D);
  for (let b = 0; b < numBlocks; b++)
    for (let column = 0; column < numUnits * P; column++) {
      const u = Math.floor(column / P);
      sums.fill(0);
      addWeightedSum(residuals, units[u].state, column, design.blockStarts[b], design.blockStarts[b + 1], sums);
      const w = b * numUnits * width + column * D;
      for (let d = 0; d < D; d++)
        if (layout.place[w + d] >= 0) gradient[layout.place[w + d]] += shared.sign[(w + d) % width] * sums[d];
    }
  for (let u = 0; u < point.scales.length; u++)
    gradient[scalesAt + u] += expectedSum(problem, point, tables.scaleSlope, u);
  addLapseGradient(problem, point);
}

/** Sum over rows of a table's entry of a unit, weighted by the posterior of the unit's state. */
export function expectedSum(
  { design, layout }: GlmHmmProblem,
  { posterior }: GlmHmmPoint,
  table: Float64Array,
  unit: number,
): number {
  const { numStates: K, numUnits, units } = layout;
  const { state } = units[unit];
  let sum = 0;
  for (let row = 0; row < design.numRows; row++) sum += posterior[row * K + state] * table[row * numUnits + unit];
  return sum;
}

/** Adds ridge and walk to the gradient. @returns their log prior */
export function addWeightPrior(problem: GlmHmmProblem, point: GlmHmmPoint): number {
  const { layout, ridge } = problem;
  const { numFeatures } = layout;
  const { theta, gradient } = point;
  let logPrior = 0;
  for (const { start, walking, precision, fixed } of layout.units) {
    const n = walking.length;
    const border = start + layout.numBlocks * n;
    for (let i = 0; i < n; i++) {
      logPrior += pull(point, start + i, ridge[walking[i] % numFeatures]);
      for (let b = 1; b < layout.numBlocks; b++) {
        const here = start + b * n + i;
        const step = theta[here] - theta[here - n];
        logPrior -= 0.5 * precision[i] * step * step;
        gradient[here] -= precision[i] * step;
        gradient[here - n] += precision[i] * step;
      }
    }
    for (let i = 0; i < fixed.length; i++) logPrior += pull(point, border + i, ridge[fixed[i] % numFeatures]);
  }
  return logPrior;
}

/** Adds the ridge on one entry to the gradient. @returns its log prior */
function pull({ theta, gradient }: GlmHmmPoint, place: number, strength: number): number {
  gradient[place] -= strength * theta[place];
  return -0.5 * strength * theta[place] ** 2;
}
