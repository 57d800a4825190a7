import type { NdArray } from '../../numerics/ndarray.ts';
import type { Fit } from '../fit.ts';
import { evaluate } from '../glmHmm/objective.ts';
import { thetaFromParams } from '../glmHmm/parameters.ts';
import { emptyPoint } from '../glmHmm/point.ts';
import { glmHmmProblem } from '../glmHmm/problem.ts';
import { profileDistance } from '../glmHmm/profileInterval.ts';
import type { Trials } from '../trials.ts';
import { requireMatch } from './sessionChains.ts';
import { isAtBoundary } from './standardErrors.ts';

/** The 95 % interval of a probability that is fitted as 0 or 1. */
export interface ProfileInterval {
  readonly parameter: 'transitionMatrix' | 'initialProbs';
  /** Its place along the axes of that array, each from 0. */
  readonly index: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

/**
 * How far the probabilities that are fitted as 0 or 1, and so have no standard error, may be from there: 95 % intervals of
 * their profile, all other parameters fitted anew at each value. Empty when there are none.
 *
 * @throws {DataError} when the trials are not those of the fit
 */
export function profileIntervals(fit: Fit, trials: Trials): ProfileInterval[] {
  requireMatch(fit, trials);
  const problem = glmHmmProblem(fit.spec, trials);
  if (fit.spec.numStates === 1) return [];
  const point = emptyPoint(problem);
  point.theta.set(thetaFromParams(problem, fit.params));
  evaluate(problem, point);
  const intervals = (parameter: ProfileInterval['parameter'], array: NdArray, from: number): ProfileInterval[] =>
    Array.from(array.data).flatMap((probability, i) => {
      if (!isAtBoundary(probability)) return [];
      const atZero = probability < 0.5;
      const distance = profileDistance(problem, fit.params, from + i, atZero, point.value);
      const [lower, upper] = atZero ? [0, distance] : [1 - distance, 1];
      return [{ parameter, index: indexOf(array, i), lower, upper }];
    });
  const { transitionMatrix, initialProbs } = fit.params;
  return [
    ...intervals('transitionMatrix', transitionMatrix, 0),
    ...(problem.givenInitial ? [] : intervals('initialProbs', initialProbs, transitionMatrix.data.length)),
  ];
}

function indexOf({ shape }: NdArray, offset: number): number[] {
  const index: number[] = [];
  let rest = offset;
  for (const length of [...shape].reverse()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return index;
}
