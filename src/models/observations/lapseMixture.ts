import { type Lapses, numLapses } from '../lapses.ts';
import { numClassesOf } from './numClasses.ts';
import type { Observation } from './observationSpecs.ts';

/**
 * Lapses mixed into the probabilities of a family: P(y) = (1 − Σ λ_m) p(y) + Σ λ_m q_m(y), where the sums go over the lapses
 * that there can be in the situation of a trial: 0 where no previous choice is known or counts, c + 1 where it was class c.
 */
export interface LapseMixture {
  /** Rates of a state. */
  readonly size: number;
  /** The most that a rate can be. */
  readonly max: number;
  readonly numClasses: number;
  /** The class without a predictor of its own; `null` where one predictor is that of two classes. */
  readonly reference: number | null;
  /** Whether the previous choice decides which lapses there can be, and to what. */
  readonly readsPrevious: boolean;
  /** The most lapses that one trial can have. */
  readonly mostAtOnce: number;
  /** [situation] how many lapses there can be. */
  readonly numActive: Int32Array;
  /** [situation] the first of them among the rates; the others follow. */
  readonly first: Int32Array;
  /** [situation, class, mostAtOnce] probability of a choice in each of them. */
  readonly chance: Float64Array;
}

/** The mixture of a spec; `null` without lapses. */
export function lapseMixtureOf(lapses: Lapses, observation: Observation): LapseMixture | null {
  if (lapses.kind === 'none') return null;
  const C = numClassesOf(observation) ?? 0;
  const classes = Array.from({ length: C }, (_, c) => c);
  const common = {
    size: numLapses(lapses, observation),
    max: lapses.max,
    numClasses: C,
    reference: observation.kind === 'softmax' ? observation.reference : null,
  };
  if (lapses.kind === 'class')
    return {
      ...common,
      readsPrevious: false,
      mostAtOnce: C,
      numActive: Int32Array.of(C),
      first: Int32Array.of(0),
      chance: Float64Array.from({ length: C * C }, (_, i) => Number(i % (C + 1) === 0)),
    };
  const after = (previous: number): number[] => classes.flatMap((c) => (c === previous ? [1, 0] : [0, 1 / (C - 1)]));
  return {
    ...common,
    readsPrevious: true,
    mostAtOnce: 2,
    numActive: Int32Array.of(0, ...classes.map(() => 2)),
    first: Int32Array.of(0, ...classes.map((c) => (lapses.kind === 'history' ? 0 : 2 * c))),
    chance: Float64Array.from([...classes.flatMap(() => [0, 0]), ...classes.flatMap(after)]),
  };
}

/**
 * The log-probability of a choice with lapses.
 *
 * @param logProbability without
 * @param rates [lapse] from `at` on
 */
export function lapsedLogProbability(
  mixture: LapseMixture,
  logProbability: number,
  choice: number,
  previous: number,
  rates: Float64Array,
  at: number,
): number {
  const { kept, lapsed } = shares(mixture, choice, previous, rates, at);
  return kept === 1 ? logProbability : logSum(Math.log(kept) + logProbability, Math.log(lapsed));
}

/**
 * Turns the mean of binary choices, or the probabilities of classes, into those with lapses.
 *
 * @param means 1 or numClasses of them, from `from` on
 * @param rates [lapse] from `at` on
 */
export function addLapses(
  mixture: LapseMixture,
  means: Float64Array,
  from: number,
  numMeans: number,
  previous: number,
  rates: Float64Array,
  at: number,
): void {
  for (let m = 0; m < numMeans; m++) {
    const { kept, lapsed } = shares(mixture, numMeans === 1 ? 1 : m, previous, rates, at);
    means[from + m] = kept * means[from + m] + lapsed;
  }
}

/** The share of choices that are no lapses, and the probability of a lapse to this choice. */
function shares(
  mixture: LapseMixture,
  choice: number,
  previous: number,
  rates: Float64Array,
  at: number,
): { readonly kept: number; readonly lapsed: number } {
  const { readsPrevious, numActive, first, chance, mostAtOnce, numClasses } = mixture;
  const situation = readsPrevious ? previous + 1 : 0;
  let sum = 0;
  let lapsed = 0;
  for (let a = 0; a < numActive[situation]; a++) {
    const rate = rates[at + first[situation] + a];
    sum += rate;
    lapsed += rate * chance[(situation * numClasses + choice) * mostAtOnce + a];
  }
  return { kept: Math.max(0, 1 - sum), lapsed };
}

function logSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}
