import type { AscentPoint, AscentProblem, AscentStep } from './ascend.ts';

/** A direction to search, and what counts as a rise along it. */
export interface Search<Point extends AscentPoint> {
  readonly direction: Float64Array;
  /** Rise that the whole direction promises. */
  readonly slope: number;
  /** Lengths to try before it is given up. */
  readonly tries: number;
  /** Whether the point that a length leads to will do. */
  readonly isRise: (next: Point, length: number) => boolean;
}

/**
 * Shortens a step until it rises: fills `next`, one `yield` an evaluation.
 *
 * @param evaluations before the search
 * @returns whether a length was found, and evaluations by then
 */
export function* searchAlong<Point extends AscentPoint>(
  problem: AscentProblem<Point>,
  current: Point,
  next: Point,
  search: Search<Point>,
  evaluations: number,
): Generator<AscentStep, { readonly risen: boolean; readonly evaluations: number }, void> {
  const { direction, slope, tries, isRise } = search;
  let length = 1;
  for (let attempt = 1; attempt <= tries; attempt++) {
    for (let i = 0; i < direction.length; i++) next.theta[i] = current.theta[i] + length * direction[i];
    problem.evaluate(next);
    const risen = isRise(next, length);
    yield { evaluation: evaluations + attempt, value: next.value, accepted: risen };
    if (risen) return { risen, evaluations: evaluations + attempt };
    length *= shrinkage(current.value, slope * length, next.value);
  }
  return { risen: false, evaluations: evaluations + tries };
}

/** By how much to shorten a step that did not rise enough: to the top of the parabola through what is known. */
function shrinkage(value: number, expected: number, found: number): number {
  const top = expected / (2 * (value + expected - found));
  return Number.isFinite(top) && expected > 0 ? Math.min(0.5, Math.max(0.1, top)) : 0.5;
}
