import { quote, SpecError } from '../../errors.ts';
import { shuffled } from '../../numerics/shuffled.ts';
import { requireKnownOptions, requireWhole } from '../checks.ts';
import { unit } from '../hierarchical/scales.ts';
import type { BehaviorModel } from './behaviorModel.ts';
import { equalBlocks, forEachBlock, type TaskLength } from './blocks.ts';
import { drawBySoftmax } from './drawBySoftmax.ts';

/** A subject that infers a hidden category by Bayes' rule: what `bayesianInference` returns. */
export interface BayesianInferenceSpec {
  readonly kind: 'bayesianInference';
  readonly numCategories: number;
}

/** The task of a simulated subject that infers a category. */
export interface CategoryTask extends TaskLength {
  /** Probability that an observation is of the block's category, the others being equally likely; 0.8 by default. */
  readonly reliability?: number;
}

/**
 * A subject that infers from its observations which category holds in a block, such as the pond that fish are caught from. It takes an
 * observation to be of the block's category with probability `assumedReliability`, and of each other category equally often. Beliefs are
 * equal when a block begins, follow Bayes' rule at every observation, and the choice is drawn from them: P(c) = belief in c after the
 * trial's observation. Likelihoods may have two maxima, as all beliefs stay equal at `assumedReliability` = 1 / numCategories.
 *
 * Columns: `observation` and `choice` (0 to numCategories - 1). Latents: belief in each category (after the observation).
 *
 * @param options.numCategories 3 by default
 * @throws {SpecError} when an option is unknown or out of range
 * @see pyEM 1.0.1, model "bayes" (fish task)
 * @example hierarchical(bayesianInference({ numCategories: 3 }))
 */
export function bayesianInference(options: Partial<Omit<BayesianInferenceSpec, 'kind'>> = {}): BayesianInferenceSpec {
  const { numCategories = 3 } = options;
  requireKnownOptions(['numCategories'], options, 'bayesianInference');
  requireWhole('numCategories', numCategories, { atLeast: 2 });
  return { kind: 'bayesianInference', numCategories };
}

/** The model of a spec. */
export function bayesianInferenceModel({ numCategories }: BayesianInferenceSpec): BehaviorModel {
  return {
    name: 'Bayesian inference',
    parameters: { assumedReliability: unit() },
    columns: {
      observation: { role: 'given', numClasses: numCategories },
      choice: { role: 'response', numClasses: numCategories },
    },
    logLikelihood({ assumedReliability }, trials, math, note) {
      const reliability = math.valueOf(assumedReliability);
      // rounded to a bound, where beliefs may be 0 / 0
      if (reliability === 0 || reliability === 1) return -Infinity;
      const odds = math.divide(
        math.multiply(numCategories - 1, assumedReliability),
        math.subtract(1, assumedReliability),
      );
      // what an observation adds to the log odds of its category against any other
      const evidence = math.log(odds);
      const { observation, choice } = trials.columns;
      let total = math.constant(0);
      forEachBlock(trials, (from, to) => {
        const counts = new Array<number>(numCategories).fill(0);
        for (let t = from; t < to; t++) {
          const c = choice[t];
          if (!Number.isNaN(c)) counts[observation[t]]++;
          const logBelief = (category: number) =>
            math.subtract(0, math.logSumExp(counts.map((count) => math.multiply(evidence, count - counts[category]))));
          if (note) for (let k = 0; k < numCategories; k++) note(`belief${k}`, t, math.exp(logBelief(k)));
          if (Number.isNaN(c)) continue;
          const logP = logBelief(c);
          total = math.add(total, logP);
          note?.('logLikelihood', t, logP);
        }
      });
      return total;
    },
    design(task: CategoryTask, random) {
      requireKnownOptions(['numBlocks', 'numTrials', 'reliability'], task, 'the task of bayesianInference()');
      const { numBlocks = 10, numTrials = 15, reliability = 0.8 } = task;
      if (typeof reliability !== 'number' || !(reliability >= 0 && reliability <= 1))
        throw new SpecError(
          'reliability',
          reliability,
          `reliability must be a probability between 0 and 1, but is ${quote(reliability)}.`,
        );
      const blocks = equalBlocks(numBlocks, numTrials);
      const category = new Float64Array(blocks.numTrials);
      const observation = new Float64Array(blocks.numTrials);
      const order = shuffled(
        Array.from({ length: numBlocks }, (_, block) => block % numCategories),
        random,
      );
      forEachBlock(blocks, (from, to, block) => {
        const probabilities = Array.from({ length: numCategories }, (_, k) =>
          k === order[block] ? reliability : (1 - reliability) / (numCategories - 1),
        );
        for (let t = from; t < to; t++) {
          category[t] = order[block];
          observation[t] = random.categorical(probabilities);
        }
      });
      return { ...blocks, columns: { category, observation } };
    },
    simulate({ assumedReliability }, design, random) {
      const evidence = Math.log((assumedReliability * (numCategories - 1)) / (1 - assumedReliability));
      const { observation } = design.columns;
      const choice = new Float64Array(design.numTrials);
      forEachBlock(design, (from, to) => {
        const counts = new Array<number>(numCategories).fill(0);
        for (let t = from; t < to; t++) {
          counts[observation[t]]++;
          const logOdds = counts.map((count) => evidence * count);
          choice[t] = drawBySoftmax(logOdds, random);
        }
      });
      return { choice };
    },
  };
}
