import type { GlmHmmProblem } from '../glmHmm/problem.ts';

/**
 * Weights in whose every state every observed trial is possible. Under links such as the inverse not every η gives a mean:
 * the weights of a unit are moved half of the way to those of the center, again and again, until it does.
 *
 * @param weights [unit, feature]
 * @param center  [output, feature] weights under which all trials are possible
 */
export function explainable(problem: GlmHmmProblem, weights: Float64Array, center: Float64Array): Float64Array {
  const D = problem.layout.numFeatures;
  const out = weights.slice();
  for (let unit = 0; unit < problem.layout.numUnits; unit++) {
    const own = out.subarray(unit * D, (unit + 1) * D);
    const from = (unit * D) % center.length;
    for (let halvings = 0; halvings < mostHalvings && !isPossible(problem, own, unit); halvings++)
      for (let d = 0; d < D; d++) own[d] = (own[d] + center[from + d]) / 2;
  }
  return out;
}

const mostHalvings = 50;

function isPossible({ design, family, layout }: GlmHmmProblem, weights: Float64Array, unit: number): boolean {
  const { numFeatures: D, numOutputs: O } = layout;
  for (let row = 0; row < design.numRows; row++) {
    let eta = 0;
    for (let d = 0; d < D; d++) eta += weights[d] * design.features[row * D + d];
    if (!Number.isFinite(family.logProbability(design.responses[row * O + (unit % O)], eta, 1))) return false;
  }
  return true;
}
