import { quote, SpecError } from '../../errors.ts';
import type { Random } from '../../numerics/random.ts';
import { requireFinite, requireKnownOptions } from '../checks.ts';
import type { SubjectTrials } from './behaviorModel.ts';
import { equalBlocks, type TaskLength } from './blocks.ts';

/** The task of a simulated two-step learner. */
export interface TwoStepTask extends TaskLength {
  /** Standard deviation of the steps that reward probabilities take from trial to trial; 0.025 by default. */
  readonly drift?: number;
  /** Smallest and largest reward probability, where they turn back; 0.25 and 0.75 by default. */
  readonly rewardRange?: readonly [number, number];
}

/** The column of a design that holds the probability of a reward for an option in a state. */
export function rewardIf(state: number, option: number): string {
  return `rewardProbability${state}${option}`;
}

/**
 * Draws a two-step task, of one block of 200 trials by default: reward probabilities walk at random, each from a start of
 * its own.
 *
 * @throws {SpecError} when an option is unknown or out of range
 */
export function twoStepTask(task: TwoStepTask, random: Random): SubjectTrials {
  requireKnownOptions(['numBlocks', 'numTrials', 'drift', 'rewardRange'], task, 'the task of twoStep()');
  const { numBlocks = 1, numTrials = 200, drift = 0.025, rewardRange = [0.25, 0.75] } = task;
  requireFinite('drift', drift, { atLeast: 0 });
  const [least, most] = rewardRange;
  if (rewardRange.length !== 2 || !(least >= 0 && least <= most && most <= 1))
    throw new SpecError(
      'rewardRange',
      rewardRange,
      `rewardRange must hold the smallest and the largest reward probability, between 0 and 1, but is ${quote(rewardRange)}.`,
    );
  const blocks = equalBlocks(numBlocks, numTrials);
  const turned = (p: number) => (p < least ? 2 * least - p : p > most ? 2 * most - p : p);
  const columns: Record<string, Float64Array> = {};
  for (let state = 0; state < 2; state++)
    for (let option = 0; option < 2; option++) {
      let p = least + (most - least) * random.uniform();
      columns[rewardIf(state, option)] = Float64Array.from({ length: blocks.numTrials }, (_, t) => {
        if (t > 0) p = Math.min(most, Math.max(least, turned(p + drift * random.normal())));
        return p;
      });
    }
  return { ...blocks, columns };
}
