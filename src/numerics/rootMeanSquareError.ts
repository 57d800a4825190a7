import { SpecError } from '../errors.ts';

/**
 * Root of the mean squared difference of estimates from the truth; NaN when there are none.
 *
 * @throws {SpecError} when there are not as many of each
 */
export function rootMeanSquareError(estimates: ArrayLike<number>, truth: ArrayLike<number>): number {
  if (estimates.length !== truth.length)
    throw new SpecError(
      'truth',
      truth,
      `Each estimate needs its true value, but there are ${estimates.length} estimates and ${truth.length} true values.`,
    );
  const squares = Array.from(estimates, (estimate, i) => (estimate - truth[i]) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}
