import { ndarray } from '../../numerics/ndarray.ts';
import { random, splitSeed } from '../../numerics/random.ts';
import type { GlmHmmParams } from '../fit.ts';
import { type FrozenRow, frozenRows } from '../frozenWeights.ts';
import { startingLapses } from '../glmHmm/parameters.ts';
import type { GlmHmmProblem } from '../glmHmm/problem.ts';
import { clusterGlms } from './clusterGlms.ts';
import { clusterTrials } from './clusterTrials.ts';
import { drawInitialProbs, drawTransitions } from './drawProbabilities.ts';
import { drawScale } from './drawScale.ts';
import { drawWeights } from './drawWeights.ts';
import { predictorRanges } from './predictorRange.ts';
import { type Start, settleStart } from './start.ts';
import { startingGlm } from './startingGlm.ts';

/**
 * Draws the parameters that fits of a problem start from: `draw(index)` is start `index`. Each part draws from a source of its
 * own, so that another way to make one leaves the others as they are; what clusters trials shares one clustering a start.
 *
 * @param seed of the fit; a start's sources are splits of it
 */
export function startDraws(
  problem: GlmHmmProblem,
  start: Start | undefined,
  seed: number,
): (index: number) => GlmHmmParams {
  const { spec, trials, givenInitial } = problem;
  const { weights, transitions, initialProbs, scale } = settleStart(spec, start);
  const ranges = predictorRanges(problem);
  const rows = frozenRows(spec);
  const glms = new Map<FrozenRow, GlmHmmParams>();
  const glm = (state: number): GlmHmmParams => {
    const frozen = rows[state];
    const made = glms.get(frozen) ?? startingGlm({ ...spec, frozen }, trials);
    glms.set(frozen, made);
    return made;
  };
  return (index) => {
    const own = splitSeed(seed, index);
    const clusters = once(() => clusterTrials(trials, spec.numStates, splitSeed(own, 3)));
    const glmsOfClusters = once(() => clusterGlms(problem, ranges, clusters()));
    const material = { problem, ranges, glm, clusters, glmsOfClusters };
    return {
      weights: drawWeights(weights, material, random(own)),
      transitionMatrix: drawTransitions(transitions, material, random(splitSeed(own, 0))),
      initialProbs: givenInitial
        ? ndarray(['state'], [spec.numStates], givenInitial.slice())
        : drawInitialProbs(initialProbs, material, random(splitSeed(own, 1))),
      scale: drawScale(scale, material, random(splitSeed(own, 2))),
      lapses: startingLapses(problem),
      transitionWeights: null,
      inputCenter: null,
    };
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
