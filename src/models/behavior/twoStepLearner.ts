import type { Arithmetic } from '../../numerics/differentiation/arithmetic.ts';

/** What sets learners of the two-step task apart. */
export interface TwoStepLearning {
  readonly learning: 'sarsa' | 'modelBased' | 'hybrid';
  readonly transitions: 'counted' | 'known';
  readonly commonProbability: number;
}

/** A learner amid the two-step task; a and b are options, from 0. */
export interface TwoStepLearner<Value> {
  /** By how much the first choice's option `a` is worth more than the other, with what staying with the last choice adds. */
  firstAdvantage(a: number): Value;
  /** By how much option `b` in a state is worth more than the other. */
  secondAdvantage(state: number, b: number): Value;
  /** Takes in a trial and returns the prediction errors of the first and of the second choice. */
  learn(a: number, state: number, b: number, reward: number): { readonly first: Value; readonly second: Value };
  /** Values by name, before the next trial. */
  values(): Readonly<Record<string, Value>>;
}

/** A learner who has seen nothing yet: all values are 0. */
export function twoStepLearner<Value>(
  { learning, transitions, commonProbability }: TwoStepLearning,
  parameters: Readonly<Record<string, Value>>,
  math: Arithmetic<Value>,
): TwoStepLearner<Value> {
  const { learningRate1, learningRate2, eligibility, modelBasedWeight, perseveration } = parameters;
  const isModelBased = learning === 'modelBased';
  const zero = math.constant(0);
  const modelFree = [zero, zero];
  /** [state][option] */
  const second = [
    [zero, zero],
    [zero, zero],
  ];
  let last: number | undefined;
  /** How many more transitions have been common than rare. */
  let excess = 0;

  const best = ([q0, q1]: readonly Value[]) => (math.valueOf(q0) >= math.valueOf(q1) ? q0 : q1);
  /** Probability of state a after option a. */
  const matching = () => (transitions === 'known' || excess > 0 ? commonProbability : 1 - commonProbability);
  const modelBasedAdvantage = (a: number) =>
    math.multiply(2 * matching() - 1, math.subtract(best(second[a]), best(second[1 - a])));

  return {
    firstAdvantage(a) {
      let advantage: Value;
      if (isModelBased) advantage = modelBasedAdvantage(a);
      else {
        advantage = math.subtract(modelFree[a], modelFree[1 - a]);
        if (learning === 'hybrid') {
          const gain = math.subtract(modelBasedAdvantage(a), advantage);
          advantage = math.add(advantage, math.multiply(modelBasedWeight, gain));
        }
      }
      if (last === undefined) return advantage;
      return last === a ? math.add(advantage, perseveration) : math.subtract(advantage, perseveration);
    },
    secondAdvantage: (state, b) => math.subtract(second[state][b], second[state][1 - b]),
    learn(a, state, b, reward) {
      const errors = {
        first: math.subtract(second[state][b], modelFree[a]),
        second: math.subtract(reward, second[state][b]),
      };
      if (!isModelBased) {
        const error = math.add(errors.first, math.multiply(eligibility, errors.second));
        modelFree[a] = math.add(modelFree[a], math.multiply(learningRate1, error));
      }
      second[state][b] = math.add(second[state][b], math.multiply(learningRate2, errors.second));
      excess += state === a ? 1 : -1;
      last = a;
      return errors;
    },
    values() {
      const values: Record<string, Value> = {};
      for (let one = 0; one < 2; one++) {
        const [same, other] = [best(second[one]), best(second[1 - one])];
        if (!isModelBased) values[`modelFreeValue${one}`] = modelFree[one];
        if (learning !== 'sarsa')
          values[`modelBasedValue${one}`] = math.add(other, math.multiply(matching(), math.subtract(same, other)));
        for (let b = 0; b < 2; b++) values[`state${one}Value${b}`] = second[one][b];
      }
      return values;
    },
  };
}
