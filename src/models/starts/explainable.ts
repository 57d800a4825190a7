import type { GlmHmmParams } from '../fit.ts';
import type { GlmHmmProblem } from '../glmHmm/problem.ts';

/**
 * Weights in whose every state every observed trial is possible. Under links such as the inverse not every η gives a mean:
 * the weights of a unit are moved half of the way to those of the state's GLM, again and again, until it does.
 *
 * @param weights [unit, feature]
 * @param glm     one under which all trials are possible, with what the state freezes
 */
export function explainable(
  problem: GlmHmmProblem,
  weights: Float64Array,
  glm: (state: number) => GlmHmmParams,
): Float64Array {
  const { numFeatures: D, numOutputs: O, units } = problem.layout;
  const out = weights.slice();
  units.forEach(({ state }, unit) => {
    const own = out.subarray(unit * D, (unit + 1) * D);
    for (let halvings = 0; halvings < mostHalvings && !isPossible(problem, own, unit); halvings++) {
      const center = glm(state).weights.data;
      for (let d = 0; d < D; d++) own[d] = (own[d] + center[(unit % O) * D + d]) / 2;
    }
  });
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
