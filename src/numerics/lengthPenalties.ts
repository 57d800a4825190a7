/**
 * `strength` times the Euclidean length of some entries of a vector. It has a kink where all of them are 0, which holds them
 * there. Of one entry it is the lasso's |x|, of several the group lasso's.
 */
export interface LengthPenalty {
  /** No entry stands in two penalties. */
  readonly places: Int32Array;
  /** Positive. */
  readonly strength: number;
}

/** The sum of penalties at x. */
export function totalPenalty(penalties: readonly LengthPenalty[], x: Float64Array): number {
  let sum = 0;
  for (const penalty of penalties) sum += penalty.strength * penalizedLength(penalty, x);
  return sum;
}

/** Subtracts the penalties' derivative where they have one: at entries that are not all 0. */
export function subtractPenaltyGradient(
  penalties: readonly LengthPenalty[],
  x: Float64Array,
  gradient: Float64Array,
): void {
  for (const penalty of penalties) {
    const length = penalizedLength(penalty, x);
    if (length > 0) for (const place of penalty.places) gradient[place] -= (penalty.strength * x[place]) / length;
  }
}

/**
 * Replaces the penalised entries of the gradient of a smooth function by what of it the penalties do not balance: all entries
 * are 0 at a maximum of the function minus its penalties, and nowhere else if the function is concave.
 *
 * @see Karush-Kuhn-Tucker conditions; Yuan & Lin 2006, JRSS B 68:49, equation 2.3
 */
export function balanceGradient(penalties: readonly LengthPenalty[], x: Float64Array, gradient: Float64Array): void {
  subtractPenaltyGradient(penalties, x, gradient);
  for (const penalty of penalties) if (penalizedLength(penalty, x) === 0) shrink(penalty, penalty.strength, gradient);
}

/** Makes the entries of one penalty shorter by `amount`, and exactly 0 when they are not longer than that. */
export function shrink(penalty: LengthPenalty, amount: number, x: Float64Array): void {
  const length = penalizedLength(penalty, x);
  for (const place of penalty.places) x[place] = length > amount ? x[place] * (1 - amount / length) : 0;
}

/** The length of a penalty's entries of x. */
export function penalizedLength({ places }: LengthPenalty, x: Float64Array): number {
  if (places.length === 1) return Math.abs(x[places[0]]);
  let sum = 0;
  for (const place of places) sum += x[place] ** 2;
  return Math.sqrt(sum);
}
