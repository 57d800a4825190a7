import { SpecError } from '../../errors.ts';
import { assign, marginOf } from '../../numerics/assignment.ts';
import { requireKnownOptions } from '../checks.ts';
import type { Fit } from '../fit.ts';
import { stateMeans } from '../inference/predict.ts';
import { familyOf } from '../observations/families.ts';
import type { Trials } from '../trials.ts';
import { permuteStates } from './permuteStates.ts';

/** A fit with its states in the order of another's. */
export interface AlignedFit<F extends Fit = Fit> {
  readonly fit: F;
  /** `order[i]` is the state of the fit as given that is state i now. */
  readonly order: readonly number[];
  /** Difference of predicted choice probabilities (of means, in s.d. of what was observed, for responses) from the state of the same place, mean over trials, summed over states. */
  readonly cost: number;
  /** By how much the second best order costs more; `null` with one state, which has no other. */
  readonly margin: number | null;
  /** Whether the second best order is about as good (margin below 0.02): then states are not to be averaged over fits. */
  readonly ambiguous: boolean;
}

/** Two states swapped whose predictions differ by less than one percentage point each. */
const ambiguousBelow = 0.02;

/**
 * Puts the states of each fit in the order of a reference's, so that state 1 means the same in all. States are compared by
 * the choices they predict in the trials `on`, each session with its own weights.
 *
 * @param options.on trials on which states are compared
 * @param options.to the reference, such as the truth; by default the first of the fits
 * @throws {SpecError} when fits differ in their number of states, or there is none
 * @throws {DataError} when the trials do not match a fit
 * @see Kuhn 1955 (the assignment)
 */
export function alignStates<F extends Fit>(
  fits: readonly F[],
  options: { readonly on: Trials; readonly to?: Fit },
): AlignedFit<F>[] {
  requireKnownOptions(['on', 'to'], options, 'alignStates');
  const { on, to = fits[0] } = options;
  if (to === undefined) throw new SpecError('fits', fits, 'fits is empty; give at least one fit to align.');
  const reference = stateMeans(to, on);
  return fits.map((fit) => {
    if (fit.spec.numStates !== to.spec.numStates)
      throw new SpecError(
        'fits',
        fit.spec.numStates,
        `Fits with ${fit.spec.numStates} and ${to.spec.numStates} states cannot be aligned, because each state needs a partner. Align fits of one number of states.`,
      );
    return align(fit, reference, on);
  });
}

function align<F extends Fit>(fit: F, reference: Float64Array, on: Trials): AlignedFit<F> {
  const K = fit.spec.numStates;
  const costs = meanDifferences(reference, stateMeans(fit, on), K, outputUnits(fit, on));
  const best = assign(costs, K);
  const margin = marginOf(best, costs, K);
  const order = Array.from(best.columns);
  return {
    fit: permuteStates(fit, order),
    order,
    cost: best.cost,
    margin,
    ambiguous: margin !== null && margin < ambiguousBelow,
  };
}

/** [mean] what a difference is measured in: 1 for the probability of a choice (2 in each class of several), the s.d. of observed responses otherwise. */
function outputUnits({ spec }: Fit, { responses, observed }: Trials): number[] {
  const { numMeans } = familyOf(spec.observation);
  if (numMeans > 1) return new Array<number>(numMeans).fill(2);
  if (responses === null) return [1];
  const O = responses.shape[1];
  return Array.from({ length: O }, (_, o) => {
    const values = Array.from(observed).flatMap((one, t) => (one ? [responses.data[t * O + o]] : []));
    const mean = values.reduce((sum, y) => sum + y, 0) / values.length;
    return Math.sqrt(values.reduce((sum, y) => sum + (y - mean) ** 2, 0) / values.length) || 1;
  });
}

/** [state of one, state of the other] mean absolute difference over trials and outputs; both [trial, state, output]. */
function meanDifferences(
  one: Float64Array,
  other: Float64Array,
  numStates: number,
  units: readonly number[],
): Float64Array {
  const [K, O] = [numStates, units.length];
  const sums = new Float64Array(K * K);
  for (let row = 0; row < one.length; row += K * O)
    for (let i = 0; i < K; i++)
      for (let j = 0; j < K; j++)
        for (let o = 0; o < O; o++)
          sums[i * K + j] += Math.abs(one[row + i * O + o] - other[row + j * O + o]) / units[o];
  return sums.map((sum) => (sum * K) / one.length);
}
