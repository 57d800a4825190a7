import { type Lapses, numLapses } from '../lapses.ts';
import { numClassesOf } from './numClasses.ts';
import type { Observation } from './observationSpecs.ts';

/**
 * Lapses mixed into the probabilities of a family: P(y) = (1 − Σ λ_m) p(y) + Σ λ_m q_m(y), where the sums go over the lapses
 * that there can be after the previous choice.
 */
export interface LapseMixture {
  /** Rates of a state. */
  readonly size: number;
  /** The most that a rate can be. */
  readonly max: number;
  readonly numClasses: number;
  /** Whether the previous choice decides which lapses there can be, and to what. */
  readonly readsPrevious: boolean;
  /** The lapses after a previous choice (-1: none is known) are those from `first(previous)` to `end(previous)`. */
  first(previous: number): number;
  end(previous: number): number;
  /** Probability of a choice in a lapse. */
  chance(lapse: number, choice: number, previous: number): number;
}

/** The mixture of a spec; `null` without lapses. */
export function lapseMixtureOf(lapses: Lapses, observation: Observation): LapseMixture | null {
  if (lapses.kind === 'none') return null;
  const C = numClassesOf(observation) ?? 0;
  const common = { size: numLapses(lapses, observation), max: lapses.max, numClasses: C };
  if (lapses.kind === 'class')
    return {
      ...common,
      readsPrevious: false,
      first: () => 0,
      end: () => C,
      chance: (lapse, choice) => Number(lapse === choice),
    };
  const byChoice = lapses.kind === 'historyByChoice';
  const first = (previous: number): number => (byChoice ? 2 * Math.max(0, previous) : 0);
  return {
    ...common,
    readsPrevious: true,
    first,
    end: (previous) => (previous < 0 ? first(previous) : first(previous) + 2),
    chance(lapse, choice, previous) {
      if (lapse % 2 === 0) return Number(choice === previous);
      return choice === previous ? 0 : 1 / (C - 1);
    },
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
  let sum = 0;
  let lapsed = 0;
  for (let m = mixture.first(previous); m < mixture.end(previous); m++) {
    sum += rates[at + m];
    lapsed += rates[at + m] * mixture.chance(m, choice, previous);
  }
  return { kept: Math.max(0, 1 - sum), lapsed };
}

function logSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}
