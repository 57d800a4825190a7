import { quote, SpecError } from '../../errors.ts';
import { logistic, plainArithmetic } from '../../numerics/differentiation/plainArithmetic.ts';
import { requireAboveZero, requireKnownOptions } from '../checks.ts';
import { bounded, type ParameterScale, real, unit } from '../hierarchical/scales.ts';
import type { BehaviorModel } from './behaviorModel.ts';
import { forEachBlock } from './blocks.ts';
import { type TwoStepLearning, twoStepLearner } from './twoStepLearner.ts';
import { rewardIf, twoStepTask } from './twoStepTask.ts';

/** A learner of the two-step task: what `twoStep` returns. */
export interface TwoStepSpec extends TwoStepLearning {
  readonly kind: 'twoStep';
  readonly maxInverseTemperature: number;
}

/**
 * A learner of the two-step task: a first choice leads to one of two states, commonly to that of its own number, and a
 * second choice there to a reward. Both are softmax choices, with inverse temperatures of their own.
 *
 * * Second choice: q_state,b += learningRate2 · (reward − q_state,b).
 * * Model-free value of the first: q_a += learningRate1 · ((q_state,b − q_a) + eligibility · (reward − q_state,b)), from
 *   values before the trial.
 * * Model-based value of the first: Σ P(state | a) · max_b q_state,b.
 * * `perseveration` is added to the value of the option chosen last.
 *
 * 'sarsa' is model-free; 'modelBased' has neither learningRate1 nor eligibility; 'hybrid' weighs model-based values by
 * `modelBasedWeight`, model-free ones by the rest. All values are 0 at the start of a block, and what was counted and
 * chosen before is forgotten.
 *
 * Columns: `choice1`, `state`, `choice2` (0 or 1 each), `reward`; a trial without one of the choices is missing. Latents,
 * before the trial: `modelFreeValue0`, `modelBasedValue0`, … of the first choice, `state0Value0`, … of the second;
 * `predictionError1` (but for 'modelBased') and `predictionError2`; `logLikelihood1` and `logLikelihood2` of the two
 * choices.
 *
 * @param options.learning              'hybrid' (default), 'sarsa' or 'modelBased'
 * @param options.transitions           'counted' (default): the learner holds those transitions for common that it has seen
 *                                      more often so far, and a state for that of the other option while both are as
 *                                      frequent; 'known': it knows from the start
 * @param options.commonProbability     of common transitions, in the task and to the learner, above 0.5; 0.7 by default
 * @param options.maxInverseTemperature upper bound of both inverse temperatures; 20 by default
 * @throws {SpecError} when an option is unknown or out of range
 * @see Daw, Gershman, Seymour, Dayan & Dolan 2011, Neuron 69:1204
 * @example hierarchical(twoStep({ learning: 'hybrid', transitions: 'known' }))
 */
export function twoStep(options: Partial<Omit<TwoStepSpec, 'kind'>> = {}): TwoStepSpec {
  requireKnownOptions(['learning', 'transitions', 'commonProbability', 'maxInverseTemperature'], options, 'twoStep');
  const { learning = 'hybrid', transitions = 'counted', commonProbability = 0.7, maxInverseTemperature = 20 } = options;
  const refuse = (option: string, value: unknown, what: string): never => {
    throw new SpecError(option, value, `${option} of twoStep() must be ${what}, but is ${quote(value)}.`);
  };
  if (!Object.hasOwn(names, learning)) refuse('learning', learning, "'sarsa', 'modelBased' or 'hybrid'");
  if (transitions !== 'counted' && transitions !== 'known') refuse('transitions', transitions, "'counted' or 'known'");
  if (typeof commonProbability !== 'number' || !(commonProbability > 0.5 && commonProbability <= 1))
    refuse('commonProbability', commonProbability, 'a probability above 0.5');
  requireAboveZero('maxInverseTemperature', maxInverseTemperature);
  return { kind: 'twoStep', learning, transitions, commonProbability, maxInverseTemperature };
}

const names = {
  sarsa: 'two-step, SARSA(λ)',
  modelBased: 'two-step, model-based',
  hybrid: 'two-step, hybrid',
} as const;

/** The model of a spec. */
export function twoStepModel(spec: TwoStepSpec): BehaviorModel {
  const { learning, commonProbability } = spec;
  return {
    name: names[learning],
    parameters: scalesOf(spec),
    columns: {
      choice1: { role: 'response', numClasses: 2 },
      state: { role: 'outcome', numClasses: 2 },
      choice2: { role: 'response', numClasses: 2 },
      reward: { role: 'outcome' },
    },
    logLikelihood(parameters, trials, math, note) {
      const { inverseTemperature1, inverseTemperature2 } = parameters;
      const { choice1, state, choice2, reward } = trials.columns;
      let total = math.constant(0);
      forEachBlock(trials, (from, to) => {
        const learner = twoStepLearner(spec, parameters, math);
        for (let t = from; t < to; t++) {
          if (note) for (const [name, value] of Object.entries(learner.values())) note(name, t, value);
          const [a, s, b] = [choice1[t], state[t], choice2[t]];
          if (Number.isNaN(a) || Number.isNaN(b)) continue;
          const logP1 = math.logLogistic(math.multiply(inverseTemperature1, learner.firstAdvantage(a)));
          const logP2 = math.logLogistic(math.multiply(inverseTemperature2, learner.secondAdvantage(s, b)));
          const errors = learner.learn(a, s, b, reward[t]);
          total = math.add(total, math.add(logP1, logP2));
          if (learning !== 'modelBased') note?.('predictionError1', t, errors.first);
          note?.('predictionError2', t, errors.second);
          note?.('logLikelihood1', t, logP1);
          note?.('logLikelihood2', t, logP2);
        }
      });
      return total;
    },
    design: twoStepTask,
    simulate(parameters, design, random) {
      const { inverseTemperature1, inverseTemperature2 } = parameters;
      const [choice1, state, choice2, reward] = [0, 1, 2, 3].map(() => new Float64Array(design.numTrials));
      forEachBlock(design, (from, to) => {
        const learner = twoStepLearner(spec, parameters, plainArithmetic);
        for (let t = from; t < to; t++) {
          const a = random.uniform() < logistic(inverseTemperature1 * learner.firstAdvantage(0)) ? 0 : 1;
          const s = random.uniform() < commonProbability ? a : 1 - a;
          const b = random.uniform() < logistic(inverseTemperature2 * learner.secondAdvantage(s, 0)) ? 0 : 1;
          choice1[t] = a;
          state[t] = s;
          choice2[t] = b;
          reward[t] = random.uniform() < design.columns[rewardIf(s, b)][t] ? 1 : 0;
          learner.learn(a, s, b, reward[t]);
        }
      });
      return { choice1, state, choice2, reward };
    },
  };
}

function scalesOf({ learning, maxInverseTemperature }: TwoStepSpec): Record<string, ParameterScale> {
  return {
    inverseTemperature1: bounded(0, maxInverseTemperature),
    inverseTemperature2: bounded(0, maxInverseTemperature),
    ...(learning !== 'modelBased' && { learningRate1: unit() }),
    learningRate2: unit(),
    ...(learning !== 'modelBased' && { eligibility: unit() }),
    ...(learning === 'hybrid' && { modelBasedWeight: unit() }),
    perseveration: real(),
  };
}
