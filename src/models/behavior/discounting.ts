import { quote, SpecError } from '../../errors.ts';
import type { Arithmetic } from '../../numerics/differentiation/arithmetic.ts';
import { logistic, plainArithmetic } from '../../numerics/differentiation/plainArithmetic.ts';
import { requireAboveZero, requireKnownOptions } from '../checks.ts';
import { bounded } from '../hierarchical/scales.ts';
import type { BehaviorModel, SubjectTrials } from './behaviorModel.ts';
import { discountingDerivatives } from './discountingDerivatives.ts';
import {
  type DiscountingCost,
  type DiscountingShape,
  type DiscountingTask,
  discountingColumns,
  discountingDesign,
  discountingOffers,
  effectiveCost,
} from './discountingOffers.ts';

/** A discounter: what `discounting` returns. */
export interface DiscountingSpec {
  readonly kind: 'discounting';
  readonly cost: DiscountingCost;
  readonly shape: DiscountingShape;
  readonly discountRates: 1 | 2;
  readonly otherWeight: boolean;
  readonly inverseTemperature: boolean;
  readonly maxDiscountRate: number;
  readonly maxOtherWeight: number;
  readonly maxInverseTemperature: number;
}

/** What `discounting` takes. */
export type DiscountingOptions = Pick<DiscountingSpec, 'cost'> & Partial<Omit<DiscountingSpec, 'kind' | 'cost'>>;

/**
 * Choice between two options, one of which (choice 1) pays what is discounted by its cost c: hyperbolic, amount / (1 + k·c);
 * parabolic, amount − k·c²; linear, amount − k·c. The log-odds of choice 1 are the difference of the values, times the inverse
 * temperature if it is fitted; without it, amounts in larger units make choices more certain.
 *
 * | cost | choice 0 | choice 1, discounted | c |
 * |---|---|---|---|
 * | 'delay' | `amountSooner` | `amountLater` | `delay` |
 * | 'probability' | `amountCertain` | `amountRisky` | odds against, (1 − `probability`) / `probability` |
 * | 'effort' | `amountLow` | `amountHigh` | `effort` |
 * | 'social' | `ownSelfish` + discounted `otherSelfish` | `ownProsocial` + discounted `otherProsocial` | `socialDistance` |
 *
 * What the other gets in social discounting is worth nothing, and costs nothing, where the amount is 0. Further columns: `choice`,
 * and `beneficiary` (0 oneself, 1 another) with two rates. Latents: the value of each option, as in `valueSooner`, `valueLater`.
 *
 * @param options.cost                  'delay', 'probability', 'effort' or 'social'
 * @param options.shape                 'hyperbolic', 'parabolic' or 'linear'; 'parabolic' by default for effort, 'hyperbolic' for others
 * @param options.discountRates         1 (default: `discountRate`), or 2 for effort on behalf of oneself and of another
 *                                      (`discountRateSelf`, `discountRateOther`)
 * @param options.otherWeight           whether hyperbolic social discounting has a weight on what the other gets, `otherWeight`: the
 *                                      value at distance 0 relative to one's own; false by default
 * @param options.inverseTemperature    whether `inverseTemperature` is a parameter; false (1) by default
 * @param options.maxDiscountRate       upper bound of discount rates; 20 by default
 * @param options.maxOtherWeight        upper bound of `otherWeight`; 20 by default
 * @param options.maxInverseTemperature upper bound of `inverseTemperature`; 20 by default
 * @throws {SpecError} when an option is unknown or out of range, or two do not go together
 * @see Mazur 1987 (delay); Rachlin, Raineri & Cross 1991 (probability); Hartmann et al. 2013 (effort); Jones & Rachlin 2006
 * (social); Lockwood et al. 2017 (effort for others)
 * @example hierarchical(discounting({ cost: 'social', otherWeight: true }))
 */
export function discounting(options: DiscountingOptions): DiscountingSpec {
  requireKnownOptions(known, options, 'discounting');
  const {
    cost,
    shape = cost === 'effort' ? 'parabolic' : 'hyperbolic',
    discountRates = 1,
    otherWeight = false,
    inverseTemperature = false,
    maxDiscountRate = 20,
    maxOtherWeight = 20,
    maxInverseTemperature = 20,
  } = options;
  const refuse = (option: keyof DiscountingOptions, what: string): never => {
    const value = options[option];
    throw new SpecError(option, value, `${option} of discounting() must be ${what}, but is ${quote(value)}.`);
  };
  if (!Object.hasOwn(discountingOffers, cost)) refuse('cost', "'delay', 'probability', 'effort' or 'social'");
  if (!['hyperbolic', 'parabolic', 'linear'].includes(shape)) refuse('shape', "'hyperbolic', 'parabolic' or 'linear'");
  if (discountRates !== 1 && discountRates !== 2) refuse('discountRates', '1 or 2');
  if (discountRates === 2 && cost !== 'effort')
    refuse('discountRates', `1 when cost is '${cost}': only effort is discounted for oneself and for another`);
  for (const option of ['otherWeight', 'inverseTemperature'] as const)
    if (![undefined, true, false].includes(options[option])) refuse(option, 'true or false');
  if (otherWeight && (cost !== 'social' || shape !== 'hyperbolic'))
    refuse('otherWeight', `false when cost is '${cost}' and shape '${shape}': it belongs to 'social' and 'hyperbolic'`);
  requireAboveZero('maxDiscountRate', maxDiscountRate);
  requireAboveZero('maxOtherWeight', maxOtherWeight);
  requireAboveZero('maxInverseTemperature', maxInverseTemperature);
  return {
    kind: 'discounting',
    cost,
    shape,
    discountRates,
    otherWeight,
    inverseTemperature,
    maxDiscountRate,
    maxOtherWeight,
    maxInverseTemperature,
  };
}

const known = [
  'cost',
  'shape',
  'discountRates',
  'otherWeight',
  'inverseTemperature',
  'maxDiscountRate',
  'maxOtherWeight',
  'maxInverseTemperature',
];

/** The model of a spec. */
export function discountingModel(spec: DiscountingSpec): BehaviorModel {
  const { cost, shape, discountRates, otherWeight, inverseTemperature } = spec;
  const rate = bounded(0, spec.maxDiscountRate);
  const names = discountingOffers[cost].options.map(({ name }) => `value${name}`);
  return {
    name: `${shape} ${cost} discounting`,
    parameters: {
      ...(inverseTemperature && { inverseTemperature: bounded(0, spec.maxInverseTemperature) }),
      ...(otherWeight && { otherWeight: bounded(0, spec.maxOtherWeight) }),
      ...(discountRates === 1 ? { discountRate: rate } : { discountRateSelf: rate, discountRateOther: rate }),
    },
    columns: discountingColumns(cost, shape, discountRates === 2),
    logLikelihood(parameters, trials, math, note) {
      const valuesAt = optionValues(spec, parameters, trials, math);
      const beta = parameters.inverseTemperature ?? 1;
      const { choice } = trials.columns;
      let total = math.constant(0);
      for (let t = 0; t < trials.numTrials; t++) {
        const c = choice[t];
        if (Number.isNaN(c) && !note) continue;
        const values = valuesAt(t);
        for (const option of [0, 1]) note?.(names[option], t, values[option]);
        if (Number.isNaN(c)) continue;
        const logP = math.logLogistic(math.multiply(beta, math.subtract(values[c], values[1 - c])));
        total = math.add(total, logP);
        note?.('logLikelihood', t, logP);
      }
      return total;
    },
    derivatives: discountingDerivatives(spec),
    design: (task: DiscountingTask) => discountingDesign(task, cost, discountRates === 2),
    simulate(parameters, design, random) {
      const valuesAt = optionValues(spec, parameters, design, plainArithmetic);
      const { inverseTemperature = 1 } = parameters;
      const choice = Float64Array.from({ length: design.numTrials }, (_, t) => {
        const [first, second] = valuesAt(t);
        return random.uniform() < logistic(inverseTemperature * (second - first)) ? 1 : 0;
      });
      return { choice };
    },
  };
}

/** The values of both options in a trial. */
function optionValues<Value>(
  { cost, shape }: DiscountingSpec,
  parameters: Readonly<Record<string, Value>>,
  { columns }: SubjectTrials,
  math: Arithmetic<Value>,
): (t: number) => readonly (Value | number)[] {
  const { costColumn, options } = discountingOffers[cost];
  const effective = effectiveCost(cost, shape);
  const { beneficiary } = columns;
  const { otherWeight, discountRate, discountRateSelf, discountRateOther } = parameters;
  const discounted = (amount: number, t: number): Value | number => {
    if (cost === 'social' && !(amount > 0) && shape !== 'hyperbolic') return 0;
    const rate = discountRate ?? (beneficiary[t] === 0 ? discountRateSelf : discountRateOther);
    const loss = math.multiply(rate, effective(columns[costColumn][t]));
    if (shape !== 'hyperbolic') return math.subtract(amount, loss);
    const worth = math.divide(amount, math.add(1, loss));
    return otherWeight === undefined ? worth : math.multiply(otherWeight, worth);
  };
  return (t) =>
    options.map((option): Value | number => {
      const full = option.full === undefined ? 0 : columns[option.full][t];
      return option.discounted === undefined ? full : math.add(full, discounted(columns[option.discounted][t], t));
    });
}
