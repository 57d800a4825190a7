import { quote, SpecError } from '../../errors.ts';
import { requireAboveZero, requireFinite, requireKnownOptions, requireWhole } from '../checks.ts';
import { bounded, unit } from '../hierarchical/scales.ts';
import type { BehaviorModel } from './behaviorModel.ts';
import { equalBlocks, forEachBlock, type TaskLength } from './blocks.ts';
import { drawBySoftmax } from './drawBySoftmax.ts';
import { twoArmedDerivatives, twoArmedValue } from './rescorlaWagnerDerivatives.ts';

/** A Rescorla-Wagner learner: what `rescorlaWagner` returns. */
export interface RescorlaWagnerSpec {
  readonly kind: 'rescorlaWagner';
  readonly learningRates: 1 | 2;
  readonly numOptions: number;
  readonly initialValue: number;
  readonly maxInverseTemperature: number;
}

/** The task of a simulated Rescorla-Wagner learner. */
export interface BanditTask extends TaskLength {
  /** [option] probability of a reward of 1; 0.8, 0.2 and 0.2 for any further options by default. */
  readonly rewardProbabilities?: readonly number[];
}

/**
 * A Rescorla-Wagner learner that chooses among options by softmax: P(c) ∝ exp(inverseTemperature · q_c), and then q_c += learningRate · (reward − q_c). Values begin
 * anew in every block. With two learning rates, `learningRatePositive` acts on prediction errors of at least 0, `learningRateNegative` on others.
 *
 * Columns: `choice` (0 to numOptions - 1), `reward`. Latents: value of each option (before the choice), `predictionError`.
 *
 * @param options.learningRates         1 (default) or 2
 * @param options.numOptions            2 by default
 * @param options.initialValue          value of every option at the start of a block; 0.5 by default
 * @param options.maxInverseTemperature upper bound of `inverseTemperature`; 20 by default
 * @throws {SpecError} when an option is unknown or out of range
 * @see Rescorla & Wagner 1972; Daw 2011, in Decision Making, Affect, and Learning
 * @example hierarchical(rescorlaWagner({ learningRates: 2 }))
 */
export function rescorlaWagner(options: Partial<Omit<RescorlaWagnerSpec, 'kind'>> = {}): RescorlaWagnerSpec {
  const { learningRates = 1, numOptions = 2, initialValue = 0.5, maxInverseTemperature = 20 } = options;
  requireKnownOptions(
    ['learningRates', 'numOptions', 'initialValue', 'maxInverseTemperature'],
    options,
    'rescorlaWagner',
  );
  if (learningRates !== 1 && learningRates !== 2)
    throw new SpecError(
      'learningRates',
      learningRates,
      `learningRates of rescorlaWagner() must be 1 or 2, but is ${quote(learningRates)}. prosocialLearning() has three, selfOtherLearning() four.`,
    );
  requireWhole('numOptions', numOptions, { atLeast: 2 });
  requireFinite('initialValue', initialValue);
  requireAboveZero('maxInverseTemperature', maxInverseTemperature);
  return { kind: 'rescorlaWagner', learningRates, numOptions, initialValue, maxInverseTemperature };
}

/** The model of a spec. */
export function rescorlaWagnerModel(spec: RescorlaWagnerSpec): BehaviorModel {
  const { learningRates, numOptions, initialValue, maxInverseTemperature } = spec;
  return {
    name: learningRates === 1 ? 'Rescorla-Wagner' : 'Rescorla-Wagner, two rates',
    parameters: {
      inverseTemperature: bounded(0, maxInverseTemperature),
      ...(learningRates === 1
        ? { learningRate: unit() }
        : { learningRatePositive: unit(), learningRateNegative: unit() }),
    },
    columns: { choice: { role: 'response', numClasses: numOptions }, reward: { role: 'outcome' } },
    logLikelihood(parameters, trials, math, note) {
      const { inverseTemperature } = parameters;
      const { learningRate, learningRatePositive = learningRate, learningRateNegative = learningRate } = parameters;
      const { choice, reward } = trials.columns;
      let total = math.constant(0);
      forEachBlock(trials, (from, to) => {
        const q = [math.constant(initialValue)];
        for (let option = 1; option < numOptions; option++) q.push(math.constant(initialValue));
        for (let t = from; t < to; t++) {
          if (note) for (let option = 0; option < numOptions; option++) note(`value${option}`, t, q[option]);
          const c = choice[t];
          if (Number.isNaN(c)) continue;
          const logP =
            numOptions === 2
              ? math.logLogistic(math.multiply(inverseTemperature, math.subtract(q[c], q[1 - c])))
              : math.subtract(
                  0,
                  math.logSumExp(q.map((value) => math.multiply(inverseTemperature, math.subtract(value, q[c])))),
                );
          const error = math.subtract(reward[t], q[c]);
          const rate = math.valueOf(error) >= 0 ? learningRatePositive : learningRateNegative;
          q[c] = math.add(q[c], math.multiply(rate, error));
          total = math.add(total, logP);
          note?.('predictionError', t, error);
          note?.('logLikelihood', t, logP);
        }
      });
      return total;
    },
    ...(numOptions === 2 && {
      derivatives: twoArmedDerivatives(learningRates, initialValue),
      value: twoArmedValue(initialValue),
    }),
    design(task: BanditTask) {
      requireKnownOptions(['numBlocks', 'numTrials', 'rewardProbabilities'], task, 'the task of rescorlaWagner()');
      const { numBlocks = 4, numTrials = 24, rewardProbabilities = defaultProbabilities(numOptions) } = task;
      if (rewardProbabilities.length !== numOptions || rewardProbabilities.some((p) => !(p >= 0 && p <= 1)))
        throw new SpecError(
          'rewardProbabilities',
          rewardProbabilities,
          `rewardProbabilities must hold ${numOptions} probabilities between 0 and 1, one an option, but is ${quote(rewardProbabilities)}.`,
        );
      const blocks = equalBlocks(numBlocks, numTrials);
      const columns = Object.fromEntries(
        rewardProbabilities.map((p, option) => [rewardIf(option), new Float64Array(blocks.numTrials).fill(p)]),
      );
      return { ...blocks, columns };
    },
    simulate(parameters, design, random) {
      const { inverseTemperature } = parameters;
      const { learningRate, learningRatePositive = learningRate, learningRateNegative = learningRate } = parameters;
      const choice = new Float64Array(design.numTrials);
      const reward = new Float64Array(design.numTrials);
      forEachBlock(design, (from, to) => {
        const q = new Array<number>(numOptions).fill(initialValue);
        for (let t = from; t < to; t++) {
          const logOdds = q.map((value) => inverseTemperature * value);
          const c = drawBySoftmax(logOdds, random);
          choice[t] = c;
          reward[t] = random.uniform() < design.columns[rewardIf(c)][t] ? 1 : 0;
          const error = reward[t] - q[c];
          q[c] += (error >= 0 ? learningRatePositive : learningRateNegative) * error;
        }
      });
      return { choice, reward };
    },
  };
}

/** The column of a design that holds the probability of a reward for an option. */
function rewardIf(option: number): string {
  return `rewardProbability${option}`;
}

function defaultProbabilities(numOptions: number): number[] {
  return Array.from({ length: numOptions }, (_, option) => (option === 0 ? 0.8 : 0.2));
}
