import type { GlmHmmParams } from '../fit.ts';
import type { GlmHmmProblem } from '../glmHmm/problem.ts';
import { withoutReference } from '../observations/classWeights.ts';
import { predictOne } from '../observations/linearPredictors.ts';

/**
 * Weights in whose every state every observed trial is possible. Under links such as the inverse not every η gives a mean:
 * the weights of a unit are moved half of the way to those of the state's GLM, again and again, until it does.
 *
 * @param weights [unit, predictor, feature]
 * @param glm     one under which all trials are possible, with what the state freezes
 */
export function explainable(
  problem: GlmHmmProblem,
  weights: Float64Array,
  glm: (state: number) => GlmHmmParams,
): Float64Array {
  const { spec, layout } = problem;
  const { width, numOutputs: O, units } = layout;
  const out = weights.slice();
  units.forEach(({ state }, unit) => {
    const own = out.subarray(unit * width, (unit + 1) * width);
    for (let halvings = 0; halvings < mostHalvings && !isPossible(problem, own, unit); halvings++) {
      const center = withoutReference(glm(state).weights, spec.observation).data;
      for (let c = 0; c < width; c++) own[c] = (own[c] + center[(unit % O) * width + c]) / 2;
    }
  });
  return out;
}

const mostHalvings = 50;

function isPossible({ design, family, layout }: GlmHmmProblem, weights: Float64Array, unit: number): boolean {
  const { numFeatures: D, numPredictors: P, numOutputs: O } = layout;
  const predictors = new Float64Array(P);
  for (let row = 0; row < design.numRows; row++) {
    predictOne(weights, 0, design.features, row * D, D, predictors);
    const response = design.responses[row * O + (unit % O)];
    if (!Number.isFinite(family.logProbability(response, predictors, 0, 1))) return false;
  }
  return true;
}
