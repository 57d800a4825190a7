import { DataError, quote } from '../../errors.ts';
import { logistic } from '../../numerics/differentiation/plainArithmetic.ts';
import { requireAboveZero, requireFinite, requireKnownOptions } from '../checks.ts';
import { bounded, unit } from '../hierarchical/scales.ts';
import type { BehaviorModel, SubjectTrials } from './behaviorModel.ts';
import { forEachBlock } from './blocks.ts';
import { outcomeIf, selfOtherTask, targets } from './selfOtherTask.ts';

/** A learner of outcomes for itself and for another: what `selfOtherLearning` returns. */
export interface SelfOtherLearningSpec {
  readonly kind: 'selfOtherLearning';
  readonly initialValue: number;
  readonly maxInverseTemperature: number;
}

const numOptions = 4;

/**
 * A learner that is offered two of four options, chooses by softmax between them, P(c) ∝ exp(inverseTemperature · q_c), and
 * learns from the outcomes for itself and for another: q_c gains learning rate · (outcome − q_c) for both, with q_c as it
 * was before the trial. A learning rate `…Positive` acts on prediction errors of at least 0, `…Negative` on others. Values
 * begin anew in every block.
 *
 * Columns: `option1` and `option2` (those on offer, 0 to 3, different), `choice` (the chosen one of them, 0 to 3),
 * `outcomeSelf`, `outcomeOther`. Latents: `value0` to `value3` (before the choice), `predictionErrorSelf`,
 * `predictionErrorOther`.
 *
 * @param options.initialValue          value of every option at the start of a block; 0 by default
 * @param options.maxInverseTemperature upper bound of `inverseTemperature`; 20 by default
 * @throws {SpecError} when an option is unknown or out of range
 * @example hierarchical(selfOtherLearning())
 */
export function selfOtherLearning(options: Partial<Omit<SelfOtherLearningSpec, 'kind'>> = {}): SelfOtherLearningSpec {
  requireKnownOptions(['initialValue', 'maxInverseTemperature'], options, 'selfOtherLearning');
  const { initialValue = 0, maxInverseTemperature = 20 } = options;
  requireFinite('initialValue', initialValue);
  requireAboveZero('maxInverseTemperature', maxInverseTemperature);
  return { kind: 'selfOtherLearning', initialValue, maxInverseTemperature };
}

/** The model of a spec. Its likelihood refuses, with a DataError, a choice that was not on offer. */
export function selfOtherLearningModel(spec: SelfOtherLearningSpec): BehaviorModel {
  const { initialValue, maxInverseTemperature } = spec;
  const option = { role: 'given', numClasses: numOptions } as const;
  return {
    name: 'learning for self and other',
    parameters: {
      inverseTemperature: bounded(0, maxInverseTemperature),
      learningRateSelfPositive: unit(),
      learningRateSelfNegative: unit(),
      learningRateOtherPositive: unit(),
      learningRateOtherNegative: unit(),
    },
    columns: {
      option1: option,
      option2: option,
      choice: { role: 'response', numClasses: numOptions, numOffered: 2 },
      outcomeSelf: { role: 'outcome' },
      outcomeOther: { role: 'outcome' },
    },
    logLikelihood(parameters, trials, math, note) {
      const { inverseTemperature } = parameters;
      const rates = ratesOf(parameters);
      const { choice } = trials.columns;
      const outcomes = targets.map((target) => trials.columns[`outcome${target}`]);
      let total = math.constant(0);
      forEachBlock(trials, (from, to) => {
        const q = [math.constant(initialValue)];
        for (let any = 1; any < numOptions; any++) q.push(math.constant(initialValue));
        for (let t = from; t < to; t++) {
          if (note) for (let any = 0; any < numOptions; any++) note(`value${any}`, t, q[any]);
          const c = choice[t];
          if (Number.isNaN(c)) continue;
          const other = notChosen(trials, t);
          const logP = math.logLogistic(math.multiply(inverseTemperature, math.subtract(q[c], q[other])));
          const before = q[c];
          for (let target = 0; target < targets.length; target++) {
            const error = math.subtract(outcomes[target][t], before);
            const { positive, negative } = rates[target];
            q[c] = math.add(q[c], math.multiply(math.valueOf(error) >= 0 ? positive : negative, error));
            note?.(`predictionError${targets[target]}`, t, error);
          }
          total = math.add(total, logP);
          note?.('logLikelihood', t, logP);
        }
      });
      return total;
    },
    design: selfOtherTask,
    simulate(parameters, design, random) {
      const rates = ratesOf(parameters);
      const { option1, option2 } = design.columns;
      const choice = new Float64Array(design.numTrials);
      const outcomes = targets.map(() => new Float64Array(design.numTrials));
      forEachBlock(design, (from, to) => {
        const q = new Array<number>(numOptions).fill(initialValue);
        for (let t = from; t < to; t++) {
          const [one, two] = [option1[t], option2[t]];
          const c = random.uniform() < logistic(parameters.inverseTemperature * (q[one] - q[two])) ? one : two;
          choice[t] = c;
          const before = q[c];
          for (let target = 0; target < targets.length; target++) {
            const outcome = design.columns[outcomeIf(target, c)][t];
            outcomes[target][t] = outcome;
            const { positive, negative } = rates[target];
            q[c] += (outcome >= before ? positive : negative) * (outcome - before);
          }
        }
      });
      return { choice, outcomeSelf: outcomes[0], outcomeOther: outcomes[1] };
    },
  };
}

/** [target] the learning rates of its positive and negative prediction errors. */
function ratesOf<Value>(
  parameters: Readonly<Record<string, Value>>,
): { readonly positive: Value; readonly negative: Value }[] {
  return targets.map((target) => ({
    positive: parameters[`learningRate${target}Positive`],
    negative: parameters[`learningRate${target}Negative`],
  }));
}

/** The option that was on offer too. */
function notChosen({ columns }: SubjectTrials, t: number): number {
  const [c, one, two] = [columns.choice[t], columns.option1[t], columns.option2[t]];
  if (c === one && one !== two) return two;
  if (c === two && one !== two) return one;
  throw new DataError(
    { column: 'choice', row: t },
    `choice of trial ${t} must be one of two different options on offer, but is ${quote(c)} of option1 ${quote(one)} and option2 ${quote(two)}.`,
  );
}
