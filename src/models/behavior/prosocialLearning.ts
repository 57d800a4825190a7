import { quote, SpecError } from '../../errors.ts';
import { logistic } from '../../numerics/differentiation/plainArithmetic.ts';
import type { Random } from '../../numerics/random.ts';
import { shuffled } from '../../numerics/shuffled.ts';
import { requireAboveZero, requireFinite, requireKnownOptions } from '../checks.ts';
import { bounded, unit } from '../hierarchical/scales.ts';
import type { BehaviorModel, ModelColumn, SubjectTrials } from './behaviorModel.ts';
import { equalBlocks, forEachBlock, type TaskLength } from './blocks.ts';

/** A learner of rewards to oneself, to another and to no one: what `prosocialLearning` returns. */
export interface ProsocialLearningSpec {
  readonly kind: 'prosocialLearning';
  readonly recipients: 'all' | 'one';
  readonly initialValue: number;
  readonly maxInverseTemperature: number;
}

/** The task of a simulated prosocial learner. */
export interface ProsocialTask extends TaskLength {
  /** [recipient: self, other, no one][option] probability of a reward of 1; 0.75 and 0.25 for each by default. */
  readonly rewardProbabilities?: readonly (readonly number[])[];
}

const names = ['Self', 'Other', 'NoOne'] as const;

/**
 * A learner that chooses between two options by softmax, P(c) ∝ exp(inverseTemperature · q_c), and learns from rewards to
 * itself, to another and to no one at learning rates of their own. Each reward that a trial has moves the value of the
 * chosen option by learning rate · (reward − q_c), all with q_c as it was before the trial. Values begin anew in every
 * block.
 *
 * Columns: `choice` (0 or 1) and, with recipients 'all', `rewardSelf`, `rewardOther`, `rewardNoOne`; with 'one',
 * `recipient` (0 self, 1 other, 2 no one) and `reward`. Latents: `value0` and `value1` (before the choice),
 * `predictionErrorSelf`, `predictionErrorOther`, `predictionErrorNoOne` (of those who receive).
 *
 * With 'all', learning rates that sum to more than 2 make values grow without end.
 *
 * @param options.recipients            'all' (default): every trial has a reward for each of the three; 'one': for one of
 *                                      them, as in the paper
 * @param options.initialValue          value of both options at the start of a block; 0 by default
 * @param options.maxInverseTemperature upper bound of `inverseTemperature`; 20 by default
 * @throws {SpecError} when an option is unknown or out of range
 * @see Lockwood, Apps, Valton, Viding & Roiser 2016, PNAS 113:9763
 * @example hierarchical(prosocialLearning({ recipients: 'one' }))
 */
export function prosocialLearning(options: Partial<Omit<ProsocialLearningSpec, 'kind'>> = {}): ProsocialLearningSpec {
  requireKnownOptions(['recipients', 'initialValue', 'maxInverseTemperature'], options, 'prosocialLearning');
  const { recipients = 'all', initialValue = 0, maxInverseTemperature = 20 } = options;
  if (recipients !== 'all' && recipients !== 'one')
    throw new SpecError(
      'recipients',
      recipients,
      `recipients of prosocialLearning() must be 'all' or 'one', but is ${quote(recipients)}.`,
    );
  requireFinite('initialValue', initialValue);
  requireAboveZero('maxInverseTemperature', maxInverseTemperature);
  return { kind: 'prosocialLearning', recipients, initialValue, maxInverseTemperature };
}

/** The model of a spec. */
export function prosocialLearningModel(spec: ProsocialLearningSpec): BehaviorModel {
  const { recipients, initialValue, maxInverseTemperature } = spec;
  const isAll = recipients === 'all';
  /** Whether a recipient, by its place in `names`, receives in a trial. */
  const receives = (who: number, { columns }: SubjectTrials, t: number) => isAll || columns.recipient[t] === who;
  return {
    name: isAll ? 'prosocial learning' : 'prosocial learning, one recipient a trial',
    parameters: {
      inverseTemperature: bounded(0, maxInverseTemperature),
      learningRateSelf: unit(),
      learningRateOther: unit(),
      learningRateNoOne: unit(),
    },
    columns: isAll ? columnsOfAll : columnsOfOne,
    logLikelihood(parameters, trials, math, note) {
      const { inverseTemperature } = parameters;
      const rates = names.map((name) => parameters[`learningRate${name}`]);
      const { choice } = trials.columns;
      const rewards = names.map((name) => trials.columns[isAll ? `reward${name}` : 'reward']);
      let total = math.constant(0);
      forEachBlock(trials, (from, to) => {
        const q = [math.constant(initialValue), math.constant(initialValue)];
        for (let t = from; t < to; t++) {
          note?.('value0', t, q[0]);
          note?.('value1', t, q[1]);
          const c = choice[t];
          if (Number.isNaN(c)) continue;
          const logP = math.logLogistic(math.multiply(inverseTemperature, math.subtract(q[c], q[1 - c])));
          const before = q[c];
          for (let who = 0; who < names.length; who++) {
            if (!receives(who, trials, t)) continue;
            const error = math.subtract(rewards[who][t], before);
            q[c] = math.add(q[c], math.multiply(rates[who], error));
            note?.(`predictionError${names[who]}`, t, error);
          }
          total = math.add(total, logP);
          note?.('logLikelihood', t, logP);
        }
      });
      return total;
    },
    design(task: ProsocialTask, random) {
      requireKnownOptions(['numBlocks', 'numTrials', 'rewardProbabilities'], task, 'the task of prosocialLearning()');
      const { numBlocks = 9, numTrials = 16, rewardProbabilities = names.map(() => [0.75, 0.25]) } = task;
      if (
        rewardProbabilities.length !== names.length ||
        rewardProbabilities.some((of) => of.length !== 2 || of.some((p) => !(p >= 0 && p <= 1)))
      )
        throw new SpecError(
          'rewardProbabilities',
          rewardProbabilities,
          `rewardProbabilities must hold a pair of probabilities between 0 and 1, one an option, for each of self, other and no one, but is ${quote(rewardProbabilities)}.`,
        );
      const blocks = equalBlocks(numBlocks, numTrials);
      const columns: Record<string, Float64Array> = {};
      for (let who = 0; who < names.length; who++)
        for (let option = 0; option < 2; option++)
          columns[rewardIf(who, option)] = new Float64Array(blocks.numTrials).fill(rewardProbabilities[who][option]);
      if (!isAll) columns.recipient = recipientOfBlocks(blocks, random);
      return { ...blocks, columns };
    },
    simulate(parameters, design, random) {
      const rates = names.map((name) => parameters[`learningRate${name}`]);
      const choice = new Float64Array(design.numTrials);
      const rewards = names.map(() => new Float64Array(design.numTrials));
      forEachBlock(design, (from, to) => {
        const q = [initialValue, initialValue];
        for (let t = from; t < to; t++) {
          const c = random.uniform() < logistic(parameters.inverseTemperature * (q[1] - q[0])) ? 1 : 0;
          choice[t] = c;
          const before = q[c];
          for (let who = 0; who < names.length; who++) {
            if (!receives(who, design, t)) continue;
            const reward = random.uniform() < design.columns[rewardIf(who, c)][t] ? 1 : 0;
            rewards[isAll ? who : 0][t] = reward;
            q[c] += rates[who] * (reward - before);
          }
        }
      });
      const [rewardSelf, rewardOther, rewardNoOne] = rewards;
      return isAll ? { choice, rewardSelf, rewardOther, rewardNoOne } : { choice, reward: rewardSelf };
    },
  };
}

const columnsOfAll: Readonly<Record<string, ModelColumn>> = {
  choice: { role: 'response', numClasses: 2 },
  rewardSelf: { role: 'outcome' },
  rewardOther: { role: 'outcome' },
  rewardNoOne: { role: 'outcome' },
};

const columnsOfOne: Readonly<Record<string, ModelColumn>> = {
  recipient: { role: 'given', numClasses: names.length },
  choice: { role: 'response', numClasses: 2 },
  reward: { role: 'outcome' },
};

/** The column of a design that holds the probability of a reward to a recipient for an option. */
function rewardIf(who: number, option: number): string {
  return `rewardProbability${names[who]}${option}`;
}

/** [trial] one recipient a block: each of the three once, in random order, then again. */
function recipientOfBlocks(blocks: SubjectTrials, random: Random): Float64Array {
  const recipient = new Float64Array(blocks.numTrials);
  let round: number[] = [];
  forEachBlock(blocks, (from, to, block) => {
    const place = block % names.length;
    if (place === 0) round = shuffled([0, 1, 2], random);
    recipient.fill(round[place], from, to);
  });
  return recipient;
}
