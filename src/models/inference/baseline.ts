import { moments } from '../../numerics/moments.ts';
import type { Fit } from '../fit.ts';
import { scalarFamilyOf } from '../observations/families.ts';
import { gaussian, poisson } from '../observations/observationSpecs.ts';
import { responsesOf, type Trials } from '../trials.ts';

/**
 * Log-likelihood of some trials under the simplest model of others, output by output: choices by their frequency, counts by
 * their mean rate, other numbers by their mean and variance.
 *
 * @returns not finite where the others are too few or too alike to say
 */
export function baselineLogLikelihood(
  fit: Fit,
  trials: Trials,
  scored: readonly number[],
  reference: readonly number[],
): number {
  const { data, shape } = responsesOf(trials);
  const O = shape[1];
  let total = 0;
  for (let o = 0; o < O; o++) {
    const of = (rows: readonly number[]): number[] => rows.map((t) => data[t * O + o]);
    total += baselineOf(fit, of(scored), of(reference));
  }
  return total;
}

function baselineOf({ spec }: Fit, scored: readonly number[], reference: readonly number[]): number {
  const { mean, variance } = moments(reference);
  const sum = (logProbability: (y: number) => number): number =>
    scored.reduce((total, y) => total + logProbability(y), 0);
  switch (spec.observation.kind) {
    case 'bernoulli':
      return sum((y) => Math.log(y === 1 ? mean : 1 - mean));
    case 'softmax': {
      const frequency = (c: number): number => reference.filter((y) => y === c).length / reference.length;
      const logs = Array.from({ length: spec.observation.numClasses }, (_, c) => Math.log(frequency(c)));
      return sum((y) => logs[y]);
    }
    case 'poisson':
    case 'negativeBinomial': {
      const counts = scalarFamilyOf(poisson({ link: 'identity' }));
      return sum((y) => (mean > 0 ? counts.logProbability(y, mean, 1) : y === 0 ? 0 : -Infinity));
    }
    case 'gaussian':
    case 'gamma': {
      const numbers = scalarFamilyOf(gaussian());
      return sum((y) => numbers.logProbability(y, mean, variance));
    }
  }
}
