import { addWeightedSum, type WeightedRows } from '../../numerics/rowSums.ts';
import type { GlmHmmPoint } from './point.ts';
import { passOverData } from './point.ts';
import { addProbabilityGradient, transitionLogPrior } from './probabilityRows.ts';
import type { GlmHmmProblem } from './problem.ts';

/** Log posterior and gradient at the point's `theta`: a pass over the data, then the priors. */
export function evaluate(problem: GlmHmmProblem, point: GlmHmmPoint): void {
  passOverData(problem, point);
  point.gradient.fill(0);
  addWeightGradient(problem, point);
  addProbabilityGradient(problem, point);
  point.logPrior = addWeightPrior(problem, point) + transitionLogPrior(problem, point);
  point.value = point.logLikelihood + point.logPrior;
}

/** Adds the likelihood's derivative by the weights, given the posteriors. */
export function addWeightGradient(problem: GlmHmmProblem, point: GlmHmmPoint): void {
  const { design, layout } = problem;
  const { posterior, tables, gradient } = point;
  const [K, D] = [layout.numStates, layout.numFeatures];
  const residuals: WeightedRows = {
    rows: design.features,
    width: D,
    factor: posterior,
    otherFactor: tables.slope,
    numColumns: K,
  };
  const sums = new Float64Array(D);
  for (let b = 0; b < layout.numBlocks; b++)
    for (let k = 0; k < K; k++) {
      sums.fill(0);
      addWeightedSum(residuals, k, design.blockStarts[b], design.blockStarts[b + 1], sums);
      const w = (b * K + k) * D;
      for (let d = 0; d < D; d++) gradient[layout.place[w + d]] += sums[d];
    }
}

/** Adds ridge and walk to the gradient. @returns their log prior */
export function addWeightPrior(problem: GlmHmmProblem, point: GlmHmmPoint): number {
  const { layout, ridge } = problem;
  const { theta, gradient } = point;
  let logPrior = 0;
  const pull = (place: number, strength: number): void => {
    logPrior -= 0.5 * strength * theta[place] ** 2;
    gradient[place] -= strength * theta[place];
  };
  for (const { start, walking, precision, fixed } of layout.states) {
    const n = walking.length;
    const border = start + layout.numBlocks * n;
    walking.forEach((d, i) => {
      pull(start + i, ridge[d]);
      for (let b = 1; b < layout.numBlocks; b++) {
        const here = start + b * n + i;
        const step = theta[here] - theta[here - n];
        logPrior -= 0.5 * precision[i] * step * step;
        gradient[here] -= precision[i] * step;
        gradient[here - n] += precision[i] * step;
      }
    });
    fixed.forEach((d, i) => {
      pull(border + i, ridge[d]);
    });
  }
  return logPrior;
}
