import type { Random } from '../../numerics/random.ts';
import { shuffled } from '../../numerics/shuffled.ts';
import { requireKnownOptions, requireProbabilities } from '../checks.ts';
import type { SubjectTrials } from './behaviorModel.ts';
import { equalBlocks, forEachBlock, type TaskLength } from './blocks.ts';

/** The task of a simulated learner of outcomes for oneself and for another. */
export interface SelfOtherTask extends TaskLength {
  /** [3] share of the outcomes 1, 0 and -1 of a good option in a block; of a bad one they are of opposite sign. 0.75, 0.15, 0.1. */
  readonly outcomeShares?: readonly number[];
}

/** The two that outcomes are for. */
export const targets = ['Self', 'Other'] as const;

/** [option][target] whether outcomes of the option are good for self and other. */
const isGood = [
  [true, true],
  [true, false],
  [false, true],
  [false, false],
] as const;

/** All pairs of options. */
const pairs = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
] as const;

/** The column of a design that holds the outcome for a target, 0 self and 1 other, should an option be chosen. */
export function outcomeIf(target: number, option: number): string {
  return `outcome${targets[target]}${option}`;
}

/**
 * Draws a task of four options, good for both, for oneself only, for the other only, and for none. A block offers one pair,
 * and six blocks in a row every pair once, in random order. The outcomes of an option in a block come in random order, in
 * fixed shares.
 *
 * @throws {SpecError} when an option is unknown or out of range
 */
export function selfOtherTask(task: SelfOtherTask, random: Random): SubjectTrials {
  requireKnownOptions(['numBlocks', 'numTrials', 'outcomeShares'], task, 'the task of selfOtherLearning()');
  const { numBlocks = 12, numTrials = 20, outcomeShares = [0.75, 0.15, 0.1] } = task;
  requireProbabilities('outcomeShares', outcomeShares, 3);
  const blocks = equalBlocks(numBlocks, numTrials);
  const good = Array.from({ length: numTrials }, (_, place) => {
    if (place < Math.round(outcomeShares[0] * numTrials)) return 1;
    return place < Math.round((outcomeShares[0] + outcomeShares[1]) * numTrials) ? 0 : -1;
  });
  const bad = good.map((outcome) => 0 - outcome);
  const names = ['option1', 'option2', ...isGood.flatMap((_, option) => targets.map((_, to) => outcomeIf(to, option)))];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(blocks.numTrials)]));
  let round: (typeof pairs)[number][] = [];
  forEachBlock(blocks, (from, to, block) => {
    const place = block % pairs.length;
    if (place === 0) round = shuffled(pairs, random);
    const [option1, option2] = round[place];
    columns.option1.fill(option1, from, to);
    columns.option2.fill(option2, from, to);
    isGood.forEach((goodFor, option) => {
      goodFor.forEach((isGoodFor, target) => {
        columns[outcomeIf(target, option)].set(shuffled(isGoodFor ? good : bad, random), from);
      });
    });
  });
  return { ...blocks, columns };
}
