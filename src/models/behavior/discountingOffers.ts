import { quote, SpecError } from '../../errors.ts';
import { requireFinite, requireKnownOptions } from '../checks.ts';
import type { ModelColumn, SubjectTrials } from './behaviorModel.ts';
import { equalBlocks, forEachBlock } from './blocks.ts';

/** What makes a reward worth less. */
export type DiscountingCost = 'delay' | 'probability' | 'effort' | 'social';

/** How much less, with growing cost. */
export type DiscountingShape = 'hyperbolic' | 'parabolic' | 'linear';

/** The task of a simulated discounter: one block for each cost (twice as many when there are two beneficiaries). */
export interface DiscountingTask {
  /** [block] delays, probabilities, efforts or social distances, in the units of the data. */
  readonly costs?: readonly number[];
  /** [trial of a block] what the option that is not discounted pays; in social discounting, what the selfish one pays oneself. */
  readonly amounts?: readonly number[];
  /** What the discounted option pays; in social discounting, what the prosocial one pays oneself and the other alike. */
  readonly discountedAmount?: number;
}

/** An option on offer: what it pays in full, and what it pays discounted, as names of columns. */
interface Option {
  readonly name: string;
  readonly full?: string;
  readonly discounted?: string;
}

/** What there is to choose from: the option of choice 0, and that of choice 1. */
interface Offer {
  readonly costColumn: string;
  readonly options: readonly [Option, Option];
  /** Default task. */
  readonly costs: readonly number[];
  readonly amounts: readonly number[];
  readonly discountedAmount: number;
}

/** The offers of each cost. */
export const discountingOffers: Readonly<Record<DiscountingCost, Offer>> = {
  delay: {
    costColumn: 'delay',
    costs: [1, 2, 5, 10, 20, 50, 100],
    ...amountsOf('Sooner', 'Later'),
  },
  probability: {
    costColumn: 'probability',
    costs: [0.95, 0.9, 0.75, 0.5, 0.25, 0.1, 0.05],
    ...amountsOf('Certain', 'Risky'),
  },
  effort: {
    costColumn: 'effort',
    costs: [1, 2, 3, 4, 5, 6, 7],
    ...amountsOf('Low', 'High'),
  },
  social: {
    costColumn: 'socialDistance',
    options: [
      { name: 'Selfish', full: 'ownSelfish', discounted: 'otherSelfish' },
      { name: 'Prosocial', full: 'ownProsocial', discounted: 'otherProsocial' },
    ],
    costs: [1, 2, 5, 10, 20, 50, 100],
    amounts: [155, 145, 135, 125, 115, 105, 95, 85, 75],
    discountedAmount: 75,
  },
};

/** An amount paid in full, and one discounted. */
function amountsOf(full: string, discounted: string): Omit<Offer, 'costColumn' | 'costs'> {
  return {
    options: [
      { name: full, full: `amount${full}` },
      { name: discounted, discounted: `amount${discounted}` },
    ],
    amounts: [145, 130, 115, 100, 85, 70, 55, 40, 25],
    discountedAmount: 155,
  };
}

/** What a discount rate acts on: odds against the reward for a probability, and the square of the cost when parabolic. */
export function effectiveCost(cost: DiscountingCost, shape: DiscountingShape): (value: number) => number {
  if (cost === 'probability') {
    return shape === 'parabolic' ? (p) => ((1 - p) / p) ** 2 : (p) => (1 - p) / p;
  }
  return shape === 'parabolic' ? (value) => value * value : (value) => value;
}

/** The columns that a discounter reads. */
export function discountingColumns(
  cost: DiscountingCost,
  shape: DiscountingShape,
  byBeneficiary: boolean,
): Record<string, ModelColumn> {
  const { costColumn, options } = discountingOffers[cost];
  const columns: Record<string, ModelColumn> = {};
  for (const { full, discounted } of options) {
    if (full) columns[full] = { role: 'given' };
    // a cost is subtracted from gains alone, so what it would do to a loss of the other's is not defined
    if (discounted)
      columns[discounted] = { role: 'given', ...(cost === 'social' && shape !== 'hyperbolic' && { min: 0 }) };
  }
  columns[costColumn] = cost === 'probability' ? { role: 'given', above: 0, max: 1 } : { role: 'given', min: 0 };
  if (byBeneficiary) columns.beneficiary = { role: 'given', numClasses: 2 };
  columns.choice = { role: 'response', numClasses: 2 };
  return columns;
}

/** The trials of a task. @throws {SpecError} */
export function discountingDesign(task: DiscountingTask, cost: DiscountingCost, byBeneficiary: boolean): SubjectTrials {
  const { costColumn, options, ...usual } = discountingOffers[cost];
  requireKnownOptions(['costs', 'amounts', 'discountedAmount'], task, 'the task of discounting()');
  const { costs = usual.costs, amounts = usual.amounts, discountedAmount = usual.discountedAmount } = task;
  const isCost = cost === 'probability' ? (c: number) => c > 0 && c <= 1 : (c: number) => c >= 0 && c < Infinity;
  requireNumbers('costs', costs, isCost, cost === 'probability' ? 'probabilities above 0' : 'numbers of at least 0');
  requireNumbers('amounts', amounts, Number.isFinite, 'finite numbers');
  requireFinite('discountedAmount', discountedAmount);
  const blocks = equalBlocks(costs.length * (byBeneficiary ? 2 : 1), amounts.length);
  const column = (): Float64Array => new Float64Array(blocks.numTrials);
  const [plain, discounted] = options;
  const columns: Record<string, Float64Array> = {};
  for (const { full, discounted } of options) for (const name of [full, discounted]) if (name) columns[name] = column();
  columns[costColumn] = column();
  if (byBeneficiary) columns.beneficiary = column();
  forEachBlock(blocks, (from, to, block) => {
    columns[costColumn].fill(costs[block % costs.length], from, to);
    if (byBeneficiary) columns.beneficiary.fill(block < costs.length ? 0 : 1, from, to);
    if (plain.full) columns[plain.full].set(amounts, from);
    for (const name of [discounted.full, discounted.discounted])
      if (name) columns[name].fill(discountedAmount, from, to);
  });
  return { ...blocks, columns };
}

function requireNumbers(option: string, values: unknown, fits: (value: number) => boolean, what: string): void {
  if (
    !Array.isArray(values) ||
    values.length === 0 ||
    !values.every((value) => typeof value === 'number' && fits(value))
  )
    throw new SpecError(option, values, `${option} must be a list of ${what}, but is ${quote(values)}.`);
}
