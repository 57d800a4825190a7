import { addChainPrior } from './chain.ts';
import { addDrivenGradient, addDrivenPrior, readDriven } from './drivenTransitions.ts';
import { shortenLapsing } from './lapseSums.ts';
import { type CompleteDataMetric, factorMetric, solveMetric } from './metric.ts';
import { addWeightGradient, addWeightPrior } from './objective.ts';
import { emptyPoint, fillTables, type GlmHmmPoint, readWeights, tabledLogProbability } from './point.ts';
import {
  addProbabilityGradient,
  numSteppedRows,
  probabilityLogPrior,
  readProbabilities,
  writeExpectedLogs,
} from './probabilityRows.ts';
import type { GlmHmmProblem } from './problem.ts';

/**
 * The gradient EM step: probabilities exactly, weights by one Newton step on what the E-step expects. Needs no further pass.
 *
 * @param metric taken at the point
 */
export function gradientStep(
  problem: GlmHmmProblem,
  metric: CompleteDataMetric,
  point: GlmHmmPoint,
  out: Float64Array,
): void {
  solveMetric(metric, point.gradient, out);
  shortenChain(problem, out);
  shortenLapsing(problem, out, longestShift);
  for (let i = 0; i < jointlySolved(problem); i++) out[i] += point.theta[i];
  for (let i = problem.scalesAt; i < problem.size; i++) out[i] = point.theta[i] + shortened(out[i]);
  writeExpectedLogs(problem, point, out);
}

/**
 * The full EM step: probabilities exactly, weights by Newton's method to the maximum of what the E-step expects.
 * For comparison with other programs; `gradientStep` gets as far in as many iterations.
 */
export function fullStep(
  problem: GlmHmmProblem,
  metric: CompleteDataMetric,
  point: GlmHmmPoint,
  out: Float64Array,
): void {
  let [here, next] = [withExpectations(problem, point), withExpectations(problem, point)];
  const step = new Float64Array(problem.size);
  const moveTo = (target: GlmHmmPoint, length: number): number => {
    target.theta.set(here.theta);
    for (let i = 0; i < jointlySolved(problem); i++) target.theta[i] += length * step[i];
    for (let i = problem.scalesAt; i < problem.size; i++) target.theta[i] += length * shortened(step[i]);
    readWeights(problem, target);
    if (numSteppedRows(problem) > 0) {
      readProbabilities(problem, target);
      readDriven(problem, target);
    }
    fillTables(problem, target);
    return expectedValue(problem, target);
  };
  here.theta.set(point.theta);
  let value = moveTo(here, 0);
  for (let iteration = 0; iteration < 50; iteration++) {
    factorMetric(metric, here);
    solveMetric(metric, here.gradient, step);
    step.fill(0, jointlySolved(problem), problem.scalesAt);
    shortenChain(problem, step);
    shortenLapsing(problem, step, longestShift);
    // close to the maximum the step still improves the gradient when the value no longer shows it
    const enough = value - 1e-12 * Math.abs(value);
    let length = 1;
    while (!(moveTo(next, length) >= enough) && length > 1e-9) length /= 2;
    if (length <= 1e-9) break;
    value = expectedValue(problem, next);
    [here, next] = [next, here];
    if (step.every((change) => Math.abs(length * change) < 1e-12)) break;
  }
  out.set(here.theta);
  writeExpectedLogs(problem, point, out);
}

/** Room for parameters, with the posteriors and expected transitions of a point. */
function withExpectations(problem: GlmHmmProblem, { posterior, expected, counts, driven }: GlmHmmPoint): GlmHmmPoint {
  const empty = emptyPoint(problem);
  if (!driven) return { ...empty, posterior, expected, counts };
  return { ...empty, posterior, driven: driven && empty.driven && { ...empty.driven, counts: driven.counts } };
}

/** Where the part of the vector ends that a Newton step moves: weights, and probabilities that only steps lead to. */
function jointlySolved(problem: GlmHmmProblem): number {
  return problem.transitionsAt + numSteppedRows(problem) * problem.layout.numStates;
}

/** Shortens steps of probabilities that are centered on each other. */
function shortenChain({ chain, transitionsAt, initialAt }: GlmHmmProblem, step: Float64Array): void {
  if (chain > 0) for (let i = transitionsAt; i < initialAt; i++) step[i] = shortened(step[i]);
}

/** A step of a logarithm is at most a factor of 10: far from its maximum the curvature there is no guide. */
const longestShift = 2.3;

/** A step of the logarithm of a scale or probability. */
function shortened(step: number): number {
  return Math.max(-longestShift, Math.min(longestShift, step));
}

/** Expected complete-data log posterior, given the posteriors, of all but probabilities with a closed form; also fills the gradient. */
function expectedValue(problem: GlmHmmProblem, point: GlmHmmPoint): number {
  point.gradient.fill(0);
  addWeightGradient(problem, point);
  let value = addWeightPrior(problem, point) + expectedTransitionValue(problem, point);
  const { design, layout } = problem;
  const K = layout.numStates;
  for (let b = 0; b < layout.numBlocks; b++)
    for (let row = design.blockStarts[b]; row < design.blockStarts[b + 1]; row++)
      for (let k = 0; k < K; k++) {
        const share = point.posterior[row * K + k];
        if (share === 0) continue;
        value += share * tabledLogProbability(problem, point, b, row, k);
      }
  return value;
}

/** The part in it of transitions that only steps lead to, 0 without. */
function expectedTransitionValue(problem: GlmHmmProblem, point: GlmHmmPoint): number {
  if (numSteppedRows(problem) === 0) return 0;
  addDrivenGradient(problem, point);
  addProbabilityGradient(problem, point);
  const { counts, matrices } = point.driven ?? { counts: point.counts, matrices: point.transitions };
  let value = addDrivenPrior(problem, point) + addChainPrior(problem, point) + probabilityLogPrior(problem, point);
  for (let cell = 0; cell < counts.length; cell++)
    if (counts[cell] > 0) value += counts[cell] * Math.log(matrices[cell]);
  return value;
}
